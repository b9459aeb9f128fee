/** One call, sent once: what AWS says of it, and what nobody can know. */
import { describe, expect, test } from "vitest";
import { ALICE, DEVELOPERS, instance, READ_ONLY, SANDBOX } from "../facts/grant/testing/grant-facts.ts";
import type { Change } from "../model/change.ts";
import { callOf } from "../plan/changes/index.ts";
import {
  awsError,
  FAKE_CONNECTION,
  type FakeAnswers,
  fakeAws,
  fakeContext,
} from "../sources/aws/testing/fake-calling.ts";
import { NO_FENCE } from "../store/fence.ts";
import { createSender } from "./send.ts";

const grant = {
  instanceArn: instance.arn,
  accountId: SANDBOX,
  permissionSetArn: READ_ONLY.arn,
  permissionSetName: "ReadOnly",
};
const principal = { type: "USER", id: ALICE } as const;
const assign: Change = { kind: "create-account-assignment", ...grant, principal, principalName: "alice" };
const unassign: Change = { ...assign, kind: "delete-account-assignment" };
const provision: Change = { kind: "provision-permission-set", ...grant };
const member = {
  identityStoreId: instance.identityStoreId,
  groupId: DEVELOPERS,
  groupName: "Developers",
  userId: ALICE,
  userName: "alice",
};

async function send(change: Change, answers: FakeAnswers, context = fakeContext()) {
  const aws = fakeAws(answers);
  const sent = await createSender(FAKE_CONNECTION, context, { clients: aws.clients, fence: NO_FENCE })(callOf(change));
  return { sent, asked: aws.asked };
}

test.each([
  { change: assign, operation: "CreateAccountAssignment", member: "AccountAssignmentCreationStatus" },
  { change: unassign, operation: "DeleteAccountAssignment", member: "AccountAssignmentDeletionStatus" },
  { change: provision, operation: "ProvisionPermissionSet", member: "PermissionSetProvisioningStatus" },
])("$operation gives the request's id", async ({ change, operation, member: status }) => {
  const { sent, asked } = await send(change, { [operation]: { [status]: { RequestId: "one" } } });
  expect(sent).toEqual({ kind: "accepted", requestId: "one" });
  expect(asked).toMatchObject([{ operation, region: "eu-west-1", input: { InstanceArn: instance.arn } }]);
});

test("a membership is made at once, and is deleted by its id", async () => {
  const made = await send({ kind: "create-group-membership", ...member }, { CreateGroupMembership: {} });
  expect(made.sent).toEqual({ kind: "accepted", requestId: undefined });
  const { asked } = await send(
    { kind: "delete-group-membership", ...member },
    { GetGroupMembershipId: { MembershipId: "m-1" }, DeleteGroupMembership: {} },
  );
  expect(asked.map(({ input }) => input)).toMatchObject([
    { GroupId: DEVELOPERS, MemberId: { UserId: ALICE } },
    { IdentityStoreId: instance.identityStoreId, MembershipId: "m-1" },
  ]);
});

describe("an error", () => {
  test.each([
    { name: "ConflictException", status: 409, sent: { kind: "refused", isTransient: true } },
    { name: "ThrottlingException", status: 400, sent: { kind: "refused", isTransient: true } },
    { name: "TooManyRequestsException", status: 429, sent: { kind: "refused", isTransient: true } },
    { name: "AccessDeniedException", status: 403, sent: { kind: "refused", isTransient: false } },
    {
      name: "ValidationException",
      status: 400,
      sent: { kind: "refused", isTransient: false, reason: /^ValidationException: / },
    },
    { name: "InternalServerException", status: 500, sent: { kind: "unclear" } },
  ])("$name: $sent.kind", async ({ name, status, sent: { reason, ...expected } }) => {
    const { sent, asked } = await send(assign, { CreateAccountAssignment: awsError(name, status) });
    expect(sent).toMatchObject(expected);
    if (reason) expect(sent).toMatchObject({ reason: expect.stringMatching(reason) });
    expect(asked).toHaveLength(1);
  });

  test("without an answer leaves open whether it happened", async () => {
    const broken = Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
    expect((await send(assign, { CreateAccountAssignment: broken })).sent).toEqual({
      kind: "unclear",
      reason: "socket hang up",
    });
  });

  test("of the credentials ends the command, and so does an interruption", async () => {
    const expired = { CreateAccountAssignment: awsError("ExpiredTokenException", 400) };
    await expect(send(assign, expired)).rejects.toMatchObject({ code: "expired-credentials" });
    const interrupted = { ...fakeContext(), signal: AbortSignal.abort() };
    const aborted = { CreateAccountAssignment: awsError("AbortError") };
    await expect(send(assign, aborted, interrupted)).rejects.toMatchObject({ code: "interrupted" });
  });
});
