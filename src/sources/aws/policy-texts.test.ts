/** Texts of policies: decoded, absent, and the organization's ones from the root down. */
import { describe, expect, test } from "vitest";
import { SANDBOX } from "../../facts/grant/testing/grant-facts.ts";
import { isAwsManaged, policyLevels, policyText } from "./policy-texts.ts";
import { awsError, type FakeAnswers, fakeAws, pages, REFUSED } from "./testing/fake-calling.ts";

const ARN = "arn:aws:iam::111122223333:policy/Guard";
const TEXT = '{"Statement":[{"Resource":"100%"}]}';
type Input = Readonly<Record<string, unknown>>;

describe("a policy of IAM", () => {
  const answers: FakeAnswers = {
    GetPolicy: { Policy: { DefaultVersionId: "v3" } },
    GetPolicyVersion: { PolicyVersion: { Document: encodeURIComponent(TEXT) } },
  };
  const read = async (more: FakeAnswers = {}) => {
    const aws = fakeAws({ ...answers, ...more });
    return { found: await policyText(aws.calling, aws.iam, ARN), asked: aws.asked };
  };

  test("the default version, decoded", async () => {
    const { found, asked } = await read();
    expect(found).toMatchObject({ value: { name: ARN, text: TEXT } });
    expect(asked[1]?.input).toEqual({ PolicyArn: ARN, VersionId: "v3" });
  });

  test.each(["NoSuchEntity", "NoSuchEntityException"])("%s: there is none", async (name) => {
    expect((await read({ GetPolicy: awsError(name, 404) })).found).toMatchObject({ state: "known", value: null });
    expect((await read({ GetPolicyVersion: awsError(name, 404) })).found).toMatchObject({
      state: "known",
      value: null,
    });
  });

  test.each(["GetPolicy", "GetPolicyVersion"])("is unknown where %s is refused", async (operation) => {
    expect((await read({ [operation]: REFUSED })).found).toMatchObject({
      state: "unknown",
      failure: { permission: `iam:${operation}` },
    });
  });
});

test.each([
  { arn: "arn:aws:iam::aws:policy/ReadOnlyAccess", isAws: true },
  { arn: "arn:aws-us-gov:iam::aws:policy/job-function/Billing", isAws: true },
  { arn: ARN, isAws: false },
])("$arn is AWS managed: $isAws", ({ arn, isAws }) => {
  expect(isAwsManaged(arn)).toBe(isAws);
});

describe("the organization's policies", () => {
  const PARENTS: Readonly<Record<string, object>> = {
    [SANDBOX]: { Parents: [{ Id: "ou-1", Type: "ORGANIZATIONAL_UNIT" }] },
    "ou-1": { Parents: [{ Id: "r-1", Type: "ROOT" }] },
  };
  const ORGANIZATION: FakeAnswers = {
    ListParents: ({ ChildId }: Input) => PARENTS[String(ChildId)] ?? {},
    ListPoliciesForTarget: (input: Input) =>
      input["TargetId"] === "ou-1"
        ? pages({ Policies: [{ Id: "p-1", Name: "Base" }] }, { Policies: [{ Id: "p-2" }] })(input)
        : input["TargetId"] === "r-1"
          ? { Policies: [{ Id: "p-1", Name: "Base" }] }
          : {},
    DescribePolicy: ({ PolicyId }: Input) => ({ Policy: { Content: `text of ${String(PolicyId)}` } }),
  };
  const read = async (more: FakeAnswers = {}) => {
    const aws = fakeAws({ ...ORGANIZATION, ...more });
    return { found: await policyLevels(aws.calling, SANDBOX, "SERVICE_CONTROL_POLICY"), aws };
  };

  test("from the root down, all pages, each text read once", async () => {
    const { found, aws } = await read();
    const base = { name: "Base (p-1)", text: "text of p-1" };
    expect(found).toMatchObject({
      value: [
        { target: "r-1", policies: [base] },
        { target: "ou-1", policies: [base, { name: "p-2 (p-2)", text: "text of p-2" }] },
        { target: SANDBOX, policies: [] },
      ],
    });
    expect(aws.operations().filter((one) => one === "DescribePolicy")).toHaveLength(2);
    expect(aws.operations().filter((one) => one === "ListParents")).toHaveLength(2);
  });

  test.each(Object.keys(ORGANIZATION))("are unknown where %s is refused", async (operation) => {
    expect((await read({ [operation]: REFUSED })).found).toMatchObject({
      state: "unknown",
      failure: { permission: `organizations:${operation}` },
    });
  });

  test("parents in a circle end", async () => {
    const circle = { Parents: [{ Id: "ou-1", Type: "ORGANIZATIONAL_UNIT" }] };
    const { aws } = await read({ ListParents: circle });
    expect(aws.operations().filter((one) => one === "ListParents").length).toBeLessThan(10);
  });
});
