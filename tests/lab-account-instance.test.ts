/** An account instance that the management account owns: listed and described, and refused where sets and assignments begin. */
import {
  DescribeInstanceCommand,
  ListInstancesCommand,
  ListPermissionSetsCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { expect, test } from "vitest";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { openLab } from "./support/lab.ts";

test("permission sets are refused in AWS's words", async () => {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    organization: { managementAccountId: "123456789012" },
    instance: { kind: "account", ownerAccountId: "123456789012" },
    accounts: [{ id: "111122223333", name: "sandbox" }],
    users: [{ userName: "ana" }],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  const lab = await openLab({ document: loaded.document, limits: "off" });
  try {
    const client = (accessKeyId: string) =>
      new SSOAdminClient({
        endpoint: lab.url,
        region: "us-east-1",
        credentials: { accessKeyId, secretAccessKey: "lab" },
        maxAttempts: 1,
      });
    const owner = client("123456789012");
    const { Instances } = await owner.send(new ListInstancesCommand({}));
    expect(Instances).toMatchObject([{ OwnerAccountId: "123456789012", Status: "ACTIVE" }]);
    const InstanceArn = Instances?.[0]?.InstanceArn;
    expect((await owner.send(new DescribeInstanceCommand({ InstanceArn }))).InstanceArn).toBe(InstanceArn);
    await expect(owner.send(new ListPermissionSetsCommand({ InstanceArn }))).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("account instances of IAM Identity Center"),
    });
    expect((await client("111122223333").send(new ListInstancesCommand({}))).Instances).toEqual([]);
  } finally {
    await lab.close();
  }
});
