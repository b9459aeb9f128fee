/** Whether the caller may do it: the principal that the simulator is asked about, and what its decisions mean. */
import { describe, expect, test } from "vitest";
import { ownRights } from "./own-rights.ts";
import { awsError, fakeAws, pages, REFUSED } from "./testing/fake-calling.ts";

const USER = "arn:aws:iam::123456789012:user/carol";
const ROLE = "arn:aws:iam::123456789012:role/team/Admins";
const SESSION = "arn:aws:sts::123456789012:assumed-role/Admins/carol";

test("the root user may do everything, and is not asked about", async () => {
  const aws = fakeAws({});
  expect(await ownRights(aws.calling, "arn:aws:iam::123456789012:root", ["a:B"], ["*", "x"])).toMatchObject({
    value: [
      { action: "a:B", resource: "*", decision: "allowed" },
      { action: "a:B", resource: "x", decision: "allowed" },
    ],
  });
  expect(aws.asked).toEqual([]);
});

describe("the principal", () => {
  test.each([USER, ROLE, "arn:aws-cn:iam::123456789012:role/Admins"])("%s is asked about as it is", async (caller) => {
    const aws = fakeAws({ SimulatePrincipalPolicy: {} });
    await ownRights(aws.calling, caller, ["a:B"], ["*"]);
    expect(aws.asked).toMatchObject([{ operation: "SimulatePrincipalPolicy", input: { PolicySourceArn: caller } }]);
  });

  test("of a session is its role, with the path that IAM knows", async () => {
    const aws = fakeAws({ GetRole: { Role: { Arn: ROLE } }, SimulatePrincipalPolicy: {} });
    await ownRights(aws.calling, SESSION, ["a:B"], ["*"]);
    expect(aws.asked).toMatchObject([{ input: { RoleName: "Admins" } }, { input: { PolicySourceArn: ROLE } }]);
  });

  test("of a role that cannot be read is unknown", async () => {
    const { calling } = fakeAws({ GetRole: REFUSED });
    expect(await ownRights(calling, SESSION, ["a:B"], ["*"])).toMatchObject({
      state: "unknown",
      failure: { permission: "iam:GetRole" },
    });
  });

  test("that the simulator does not know is not asked about", async () => {
    const aws = fakeAws({});
    const found = await ownRights(aws.calling, "arn:aws:sts::123456789012:federated-user/x", ["a:B"], ["*"]);
    expect(found.state).toBe("unread");
    expect(aws.asked).toEqual([]);
  });
});

describe("decisions", () => {
  test.each([
    { result: { EvalDecision: "allowed" }, decision: "allowed" },
    { result: { EvalDecision: "allowed", MissingContextValues: ["aws:SourceIp"] }, decision: "allowed" },
    { result: { EvalDecision: "implicitDeny", MissingContextValues: [] }, decision: "denied" },
    { result: { EvalDecision: "implicitDeny", MissingContextValues: ["aws:SourceIp"] }, decision: "unclear" },
    { result: { EvalDecision: "explicitDeny", MissingContextValues: ["aws:SourceIp"] }, decision: "denied" },
    { result: {}, decision: "denied" },
  ])("$result is $decision", async ({ result, decision }) => {
    const { calling } = fakeAws({
      SimulatePrincipalPolicy: { EvaluationResults: [{ EvalActionName: "a:B", ...result }] },
    });
    expect(await ownRights(calling, USER, ["a:B"], ["*"])).toMatchObject({
      value: [{ action: "a:B", resource: "*", decision }],
    });
  });

  test("of every page", async () => {
    const page = (EvalActionName: string) => ({
      EvaluationResults: [{ EvalActionName, EvalResourceName: "r", EvalDecision: "allowed" }],
    });
    const { calling } = fakeAws({ SimulatePrincipalPolicy: pages(page("a:B"), page("a:C")) });
    expect(await ownRights(calling, USER, ["a:B", "a:C"], ["r"])).toMatchObject({
      value: [
        { action: "a:B", resource: "r" },
        { action: "a:C", resource: "r" },
      ],
    });
  });

  test("a Marker after the last page is no next one", async () => {
    const aws = fakeAws({ SimulatePrincipalPolicy: { Marker: "again", IsTruncated: false } });
    await ownRights(aws.calling, USER, ["a:B"], ["*"]);
    expect(aws.asked).toHaveLength(1);
  });

  test("none where the simulator fails", async () => {
    const { calling } = fakeAws({ SimulatePrincipalPolicy: awsError("ServiceFailure", 500) });
    expect((await ownRights(calling, USER, ["a:B"], ["*"])).state).toBe("unknown");
  });
});
