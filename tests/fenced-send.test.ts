/** The last look before a write leaves for AWS: a process that was away asks for its lease again, and sends nothing where it has lost it. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createSender } from "../src/apply/send.ts";
import { AccessError } from "../src/model/errors.ts";
import type { ApiCall } from "../src/plan/change-kind.ts";
import { createAwsClients } from "../src/sources/aws/calling/clients.ts";
import type { Fence } from "../src/store/fence.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";
import { OTHER, organization, writtenTo } from "./support/writing.ts";

let lab: TestLab;
let call: ApiCall;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
  await lab.put(organization());
  const { instance, permissionSets, users } = await lab.document();
  call = {
    service: "sso-admin",
    operation: "CreateAccountAssignment",
    input: {
      InstanceArn: instance?.arn,
      TargetId: OTHER,
      TargetType: "AWS_ACCOUNT",
      PermissionSetArn: permissionSets?.[0]?.arn,
      PrincipalType: "USER",
      PrincipalId: users?.find(({ userName }) => userName === "alice")?.id,
    },
  };
});
afterAll(() => lab.close());
beforeEach(() => lab.clearCalls());

async function send(fence: Fence) {
  const connection = labConnection(lab);
  const clients = createAwsClients(connection);
  try {
    return await createSender(connection, testContext(), { clients, fence })(call);
  } finally {
    clients.close();
  }
}

test("away between the question and the request: the request is held back, the lease asked for again", async () => {
  const certain = [false, true];
  let asked = 0;
  const fence: Fence = {
    isCertain: () => certain.shift() ?? true,
    ensure: async () => {
      asked += 1;
    },
  };
  expect(await send(fence)).toMatchObject({ kind: "accepted" });
  expect(asked).toBe(2);
  expect(await writtenTo(lab)).toEqual(["CreateAccountAssignment"]);
});

test("the lease is lost meanwhile: nothing leaves", async () => {
  let asked = 0;
  const fence: Fence = {
    isCertain: () => false,
    ensure: async () => {
      asked += 1;
      if (asked > 1) throw new AccessError("lease-lost", "Another process has taken over");
    },
  };
  await expect(send(fence)).rejects.toMatchObject({ code: "lease-lost" });
  expect(await writtenTo(lab)).toEqual([]);
});
