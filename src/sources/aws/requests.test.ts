/** The three ledgers: each by its own operations, statuses of tomorrow, records that are gone. */
import { describe, expect, test } from "vitest";
import { ALICE, DEVELOPERS, instance, READ_ONLY, SANDBOX } from "../../facts/grant/testing/grant-facts.ts";
import { derivedRequestId } from "../../model/derived-ids.ts";
import { describeRequest, listRequests } from "./requests.ts";
import { fakeAws, NOT_FOUND, pages, REFUSED } from "./testing/fake-calling.ts";

const [ONE, TWO] = [derivedRequestId("one"), derivedRequestId("two")];

const LEDGERS = [
  {
    ledger: "create-assignment",
    list: "ListAccountAssignmentCreationStatus",
    rows: "AccountAssignmentsCreationStatus",
    describes: "DescribeAccountAssignmentCreationStatus",
    member: "AccountAssignmentCreationStatus",
    id: "AccountAssignmentCreationRequestId",
  },
  {
    ledger: "delete-assignment",
    list: "ListAccountAssignmentDeletionStatus",
    rows: "AccountAssignmentsDeletionStatus",
    describes: "DescribeAccountAssignmentDeletionStatus",
    member: "AccountAssignmentDeletionStatus",
    id: "AccountAssignmentDeletionRequestId",
  },
  {
    ledger: "provision",
    list: "ListPermissionSetProvisioningStatus",
    rows: "PermissionSetsProvisioningStatus",
    describes: "DescribePermissionSetProvisioningStatus",
    member: "PermissionSetProvisioningStatus",
    id: "ProvisionPermissionSetRequestId",
  },
] as const;

describe.each(LEDGERS)("$ledger", ({ ledger, list, rows, describes, member, id }) => {
  test("all pages of one status", async () => {
    const aws = fakeAws({
      [list]: pages(
        { [rows]: [{ RequestId: ONE, Status: "FAILED", CreatedDate: new Date(0) }] },
        {},
        {
          [rows]: [{ RequestId: TWO, Status: "FAILED" }],
        },
      ),
    });
    expect(await listRequests(aws.calling, instance.arn, ledger, "FAILED")).toMatchObject({
      value: [
        { id: ONE, status: "FAILED", createdAt: "1970-01-01T00:00:00.000Z" },
        { id: TWO, status: "FAILED", createdAt: undefined },
      ],
    });
    expect(aws.asked[0]?.input["Filter"]).toEqual({ Status: "FAILED" });
  });

  test("one record", async () => {
    const status = { RequestId: ONE, Status: "FAILED", FailureReason: "why", PermissionSetArn: READ_ONLY.arn };
    const aws = fakeAws({ [describes]: { [member]: status } });
    expect(await describeRequest(aws.calling, instance.arn, ledger, ONE)).toMatchObject({
      value: { id: ONE, status: "FAILED", failureReason: "why", permissionSetArn: READ_ONLY.arn },
    });
    expect(aws.asked[0]?.input).toEqual({ InstanceArn: instance.arn, [id]: ONE });
  });

  test("a record that is gone is null, a refusal is not", async () => {
    const gone = fakeAws({ [describes]: NOT_FOUND });
    expect(await describeRequest(gone.calling, instance.arn, ledger, ONE)).toMatchObject({
      state: "known",
      value: null,
    });
    const refused = fakeAws({ [describes]: REFUSED, [list]: REFUSED });
    expect((await describeRequest(refused.calling, instance.arn, ledger, ONE)).state).toBe("unknown");
    expect((await listRequests(refused.calling, instance.arn, ledger, "FAILED")).state).toBe("unknown");
  });
});

describe("a record", () => {
  const describing = async (status: object) => {
    const { calling } = fakeAws({
      DescribeAccountAssignmentCreationStatus: { AccountAssignmentCreationStatus: { RequestId: ONE, ...status } },
    });
    const found = await describeRequest(calling, instance.arn, "create-assignment", ONE);
    return found.state === "known" ? found.value : found;
  };

  test("with a status that is not known here is unfinished", async () => {
    expect(await describing({ Status: "SOMETHING_NEW" })).toMatchObject({ status: "IN_PROGRESS" });
  });

  test.each([
    { type: "GROUP", id: DEVELOPERS },
    { type: "USER", id: ALICE },
  ])("names a $type", async ({ type, id }) => {
    expect(await describing({ PrincipalType: type, PrincipalId: id })).toMatchObject({ principal: { type, id } });
  });

  test("names nobody where AWS names nobody", async () => {
    expect(await describing({})).toMatchObject({
      principal: undefined,
      accountId: undefined,
      permissionSetArn: undefined,
    });
  });

  test.each([{ TargetId: SANDBOX }, { AccountId: SANDBOX }])("names its account: %j", async (status) => {
    expect(await describing(status)).toMatchObject({ accountId: SANDBOX });
  });
});
