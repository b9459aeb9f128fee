/** The lab's state after asynchronous work is a document that loads again: what it did leaves nothing foreign in it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadScene } from "../scenes/scene.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { writtenForm } from "../src/model/organization-document/write.ts";
import { callLab } from "./support/human-step.ts";
import { openLab, type TestLab } from "./support/lab.ts";

const scene = loadScene(`${import.meta.dirname}/../scenes/outdated.yaml`);

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off" });
});
afterAll(() => lab.close());

test.each([
  { operation: "ProvisionPermissionSet" },
  { operation: "CreateAccountAssignment" },
  { operation: "DeleteAccountAssignment" },
])("$operation", async ({ operation }) => {
  await lab.put(writtenForm(scene.document));
  const { instance, permissionSets, assignments, organization } = scene.document;
  const [assignment] = assignments;
  const input = {
    InstanceArn: instance?.arn,
    PermissionSetArn: permissionSets[0]?.arn,
    TargetType: "AWS_ACCOUNT",
    TargetId: assignment?.accountId,
    ...(operation === "ProvisionPermissionSet"
      ? {}
      : { PrincipalType: assignment?.principal.type, PrincipalId: assignment?.principal.id }),
  };
  const keys = { accessKeyId: organization.managementAccountId, secretAccessKey: "lab" };
  await callLab(lab, { service: "sso-admin", operation, input }, keys);
  await lab.advance("PT2M");
  const written = await lab.document();
  expect(loadOrganizationDocument(written)).toMatchObject({ kind: "ok" });
});
