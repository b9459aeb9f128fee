/** Details of refusals: several in one text, whose resource it is, and what is told of whom. */
import { describe, expect, test } from "vitest";
import { denialsIn } from "./denial.ts";
import { explainPasted } from "./index.ts";

const ALICE = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/alice";
const USER = "arn:aws:iam::111122223333:user/ci";
const refused = (arn: string, action: string, rest = "") =>
  `User: ${arn} is not authorized to perform: ${action}${rest}`;
const first = (text: string) => explainPasted(text)[0];

describe("several refusals", () => {
  test("each has its own caller, words and context", () => {
    const line = `${refused(ALICE, "s3:GetObject", " on resource: arn:aws:s3:::b/k. with an explicit deny in a service control policy")}; ${refused(USER, "ec2:RunInstances")} because x`;
    const [one, two] = denialsIn(line);
    expect(one).toMatchObject({
      action: "s3:GetObject",
      resource: "arn:aws:s3:::b/k",
      principal: { who: { name: "alice" } },
    });
    expect(one?.context).toContain("service control policy");
    expect(one?.whole.startsWith(`User: ${ALICE}`)).toBe(true);
    expect(two).toMatchObject({
      action: "ec2:RunInstances",
      resource: null,
      context: " because x",
      principal: { who: { name: "ci" } },
    });
    expect(two?.whole).toBe(`${refused(USER, "ec2:RunInstances")} because x`);
    expect(denialsIn(line)).toHaveLength(2);
  });

  test("the same twice is one, ten are told", () => {
    expect(explainPasted(`${refused(ALICE, "s3:GetObject")} ${refused(ALICE, "s3:GetObject")}`)).toHaveLength(1);
    expect(explainPasted(`${refused(ALICE, "s3:GetObject")} ${refused(USER, "s3:GetObject")}`)).toHaveLength(2);
    const many = Array.from({ length: 12 }, (_none, at) => refused(ALICE, `s3:Get${at}`)).join(" ");
    expect(explainPasted(many)).toHaveLength(10);
  });

  test("a caller far away, or none, is not guessed", () => {
    expect(first("is not authorized to perform: s3:GetObject")).toMatchObject({
      who: null,
      account: null,
      action: "s3:GetObject",
    });
    expect(
      first(`${ALICE}${" ".repeat(10)}${"x ".repeat(400)}is not authorized to perform: s3:GetObject`)?.who,
    ).toBeNull();
  });

  test("the reason is looked for in what follows only", () => {
    expect(first(`${refused(ALICE, "s3:GetObject")} ${"x ".repeat(800)} service control policy`)?.layer).toBe(
      "not said",
    );
  });
});

describe("a resource", () => {
  test.each([
    { rest: ' on resource: "arn:aws:s3:::b/k"', resource: "arn:aws:s3:::b/k" },
    { rest: " on resource: role Own", resource: "Own" },
    { rest: " on resource: instance profile web", resource: "web" },
    { rest: " on resource:arn:aws:s3:::b/k).", resource: "arn:aws:s3:::b/k" },
    { rest: " on the resource associated with this ciphertext", resource: null },
  ])("$rest", ({ rest, resource }) => {
    expect(first(refused(ALICE, "s3:GetObject", rest))?.resource).toBe(resource);
  });

  test.each([
    { arn: "arn:aws:lambda:us-east-1:444455556666:function:f", isElsewhere: true },
    { arn: "arn:aws:lambda:us-east-1:111122223333:function:f", isElsewhere: false },
    { arn: "arn:aws:s3:::b/k", isElsewhere: false },
  ])("$arn, of another account: $isElsewhere", ({ arn, isElsewhere }) => {
    const meaning = first(refused(ALICE, "lambda:Invoke", ` on resource: ${arn}`))?.meaning.join(" ");
    expect(meaning?.includes("The resource belongs to another account (444455556666)")).toBe(isElsewhere);
  });
});

describe("whom it hits", () => {
  test.each([
    { text: refused(ALICE, "s3:GetObject"), words: "The caller signed in through Identity Center" },
    { text: refused(USER, "s3:GetObject"), words: "The caller is an IAM user, not a person" },
  ])("$text", ({ text, words }) => {
    expect(first(text)?.meaning[0]).toContain(words);
  });

  test("a role session is neither", () => {
    const own = "arn:aws:sts::111122223333:assumed-role/Own/x";
    expect(first(refused(own, "s3:GetObject"))).toMatchObject({
      meaning: [expect.stringContaining("nothing to do with Identity Center")],
      next: [expect.stringContaining("AWS does not say which policy refused")],
      fits: [],
    });
    expect(first(refused(own, "s3:GetObject", " because no identity-based policy allows it"))?.next).toEqual([
      "The caller's own policies do not allow it: change them in the caller's account.",
    ]);
    expect(first(refused(own, "s3:GetObject", " with an explicit deny in a permissions boundary"))).toMatchObject({
      next: ["The boundary policy denies it: change that statement in the account."],
      fits: [],
    });
  });

  test("AWS names the policy without the full stop behind it", () => {
    const policy = "arn:aws:organizations::123456789012:policy/o-1/service_control_policy/p-1";
    const told = first(
      refused(ALICE, "s3:GetObject", ` with an explicit deny in a service control policy: ${policy}.`),
    );
    expect(told?.policy).toBe(policy);
    const event = { eventSource: "s3.amazonaws.com", eventName: "GetObject", eventTime: "2026-11-01T10:00:00Z" };
    const errorMessage = refused(
      ALICE,
      "s3:GetObject",
      ` with an explicit deny in a service control policy: ${policy}`,
    );
    const recorded = { ...event, eventID: "1", userIdentity: {}, errorCode: "AccessDenied", errorMessage };
    expect(first(JSON.stringify(recorded))?.policy).toBe(policy);
    expect(told?.next).toContain("aws organizations describe-policy --policy-id p-1");
  });

  test.each([
    { action: "sts:TagSession", service: "account-access.amazonaws.com", isFit: true },
    { action: "sts:SetContext", service: "account-access.amazonaws.com", isFit: true },
    { action: "sts:TagSessions", service: "account-access.amazonaws.com", isFit: false },
    { action: "sts:TagSession", service: "ec2.amazonaws.com", isFit: false },
  ])("$action for $service may be account access manager: $isFit", ({ action, service, isFit }) => {
    const told = first(`${service}: ${refused("arn:aws:sts::111122223333:assumed-role/Own/x", action)} for ${service}`);
    expect(told?.fits.some(({ id }) => id === "entitlement-trust-mismatch")).toBe(isFit);
  });
});

describe("whoever administers", () => {
  const admin = "arn:aws:sts::111122223333:assumed-role/Admin/x";

  test.each([
    { action: "sso:ListInstances", purpose: "diagnose", ids: ["caller-not-permitted"] },
    { action: "identitystore:DescribeUser", purpose: "diagnose", ids: ["caller-not-permitted"] },
    { action: "organizations:DescribeAccount", purpose: "diagnose", ids: ["caller-not-permitted"] },
    { action: "sso-directory:SearchUsers", purpose: "diagnose", ids: ["caller-not-permitted"] },
    { action: "sso:CreateAccountAssignment", purpose: "fix", ids: ["caller-not-permitted", "delegated-admin-limit"] },
    { action: "sso:DeleteAccountAssignment", purpose: "fix", ids: ["caller-not-permitted", "delegated-admin-limit"] },
    { action: "sso:ProvisionPermissionSet", purpose: "fix", ids: ["caller-not-permitted", "delegated-admin-limit"] },
    {
      action: "sso:PutInlinePolicyToPermissionSet",
      purpose: "fix",
      ids: ["caller-not-permitted", "delegated-admin-limit"],
    },
    { action: "sso:CreatePermissionSet", purpose: "fix", ids: ["caller-not-permitted"] },
    { action: "sso:ProvisionPermissionSets", purpose: "fix", ids: ["caller-not-permitted"] },
  ])("$action needs the permissions to $purpose", ({ action, purpose, ids }) => {
    const told = first(refused(admin, action));
    expect(told?.next.at(-1)).toBe(`idc-doctor permissions --for ${purpose}`);
    expect(told?.fits.map(({ id }) => id)).toEqual(ids);
  });

  test.each(["mysso:List", "iam:CreateRole", "s3:ListBucket"])("%s is none of it", (action) => {
    expect(first(refused(admin, action))?.fits).toEqual([]);
  });

  test("IAM on what Identity Center makes is", () => {
    for (const resource of [
      "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/x",
      "arn:aws:iam::111122223333:saml-provider/AWSSSO_1",
      "role AWSReservedSSO_x_1",
    ])
      expect(
        first(refused(admin, "iam:AttachRolePolicy", ` on resource: ${resource}`))?.fits.map(({ id }) => id),
      ).toEqual(["caller-lacks-iam-in-management-account"]);
  });
});

describe("a refusal by a service control policy with placeholders claims no id", () => {
  const refused = (account: string, role: string, user: string) =>
    `User: arn:aws:sts::${account}:assumed-role/${role}/${user} is not authorized to perform: ec2:RunInstances with an explicit deny in a service control policy: arn:aws:organizations::${account}:policy/o-xxxx/service_control_policy/p-xxxxxxxx`;

  test.each([
    ["<account>", "AWSReservedSSO_Admin_<hash>", "<user>", "Admin"],
    ["REDACTED", "AWSReservedSSO_REDACTED", "REDACTED", null],
    ["xxxxxxxxxxxx", "AWSReservedSSO_Admin_xxxxxxxxxxxxxxxx", "xxxx@xxxx.com", "Admin"],
    ["ACCOUNT_ID", "AWSReservedSSO_Admin_SUFFIX", "USERNAME", "Admin"],
    ["123456XXXXXX", "AWSReservedSSO_Admin_abc123", "***", "Admin"],
    ["[account-id]", "AWSReservedSSO_<set>_<hash>", "[email]", null],
  ])("%s, %s, %s", (account, role, user, set) => {
    const [one] = explainPasted(refused(account, role, user));
    expect(one).toMatchObject({ account: null, permissionSet: set, layer: "service control policy" });
    expect(one?.who).toMatchObject({ kind: "Identity Center user", name: null });
    expect(one?.fits).toEqual([{ id: "scp-deny", confidence: "proved" }]);
    expect(one?.next.at(-1)).toBe(`idc-doctor why <user> <account> ${set ?? "<set>"} --action ec2:RunInstances`);
    const said = one?.meaning.join(" ") ?? "";
    expect(said).toContain(`"${account}" stands where an account id was`);
    expect(said).not.toContain("AWS names the policy");
    expect(said).not.toContain("nothing to do with Identity Center");
  });
});

test.each([
  "AWSReservedSSO_Dev_1234567890abcdef/bob is not authorized to perform: iam:PassRole because no identity-based policy allows the iam:PassRole action",
  "cannot pass a role to lambda: not authorized to perform iam:PassRole because no identity-based policy allows it. AWSReservedSSO_Dev_1234567890abcdef/bob",
  "not authorized to perform: iam:PassRole because no identity-based policy allows it, says AWS to AWSReservedSSO_Dev_1234567890abcdef/bob.",
])("a caller without the rest of the ARN is read: %s", (text) => {
  const [one] = explainPasted(text);
  expect(one?.fits[0]).toEqual({ id: "policy-does-not-allow", confidence: "likely" });
});
