/** Which requests are told of: the youngest of each grant that failed or does not end, unless what it was for is there by now. */
import { describe, expect, test } from "vitest";
import type { OrganizationDocument, RequestRecord } from "../../../model/organization-document/document.ts";
import { scan } from "../scan.ts";
import { document, failedRequest, foundIn, GRANT, here, onlyFound, type Written } from "../testing/documents.ts";

const [ONE, TWO] = ["11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"];
const asked = (...requests: readonly Written[]) => document({ requests });
const provision = (more: Written = {}) => failedRequest({ kind: "provision", user: undefined, ...more });
const outdated = { provisionedRoles: [{ account: "sandbox", permissionSet: "ReadOnly", freshness: "outdated" }] };
const REQUEST_CAUSES =
  /^(assignment|provisioning)-(failed|in-progress)$|-quota$|^concurrent|-missing$|^caller-|^principal-/;
/** The requests that are told of. */
const toldIn = (of: OrganizationDocument): readonly string[] =>
  scan(of).findings.flatMap(({ cause }) => (REQUEST_CAUSES.test(cause) ? [cause] : []));
const WHY = expect.stringContaining("`idc-doctor why <user> <account> <set>`");
const alice = { users: 1, sample: ["alice@example.com"] };
const subject = { account: here.account, permissionSet: here.set, principal: here.alice };
const TO_ALICE = `The assignment of ${GRANT} to alice@example.com (${here.alice.id})`;

describe("a request that failed", () => {
  test("for a reason that nobody knows", () => {
    expect(onlyFound(asked(failedRequest({ id: ONE, failureReason: "Else" })), "assignment-failed")).toEqual({
      key: `assignment-failed ${here.account.id} ${here.set.arn} ${here.alice.id}`,
      cause: "assignment-failed",
      severity: "high",
      confidence: "proved",
      summary: `${TO_ALICE} failed (request ${ONE}). AWS's reason: "Else"`,
      subject,
      affected: alice,
      remedy: {
        kind: "human",
        summary: "Correct what the FailureReason names, then repeat the request",
        risk: "medium",
        steps: [expect.stringContaining("Read the FailureReason"), WHY],
      },
    });
  });

  test("for a reason that is known: its title, and its steps before ours", () => {
    const of = asked(failedRequest({ failureReason: "Received a 403 status error: Access denied by IAM" }));
    expect(onlyFound(of, "caller-lacks-iam-in-management-account")).toMatchObject({
      confidence: "likely",
      remedy: {
        summary: "Correct what the FailureReason names, then repeat the request",
        steps: [expect.stringContaining("in the management account, and create the assignment again"), WHY],
      },
    });
    expect(scan(of).findings.find(({ cause }) => cause.startsWith("caller"))?.title).toBe(
      "The caller that assigned it lacks IAM permissions in the management account",
    );
  });

  test("without a reason, for everybody in the account", () => {
    const of = document({ ...outdated, requests: [provision({ id: ONE })] });
    expect(onlyFound(of, "provisioning-failed")).toMatchObject({
      key: `provisioning-failed ${here.account.id} ${here.set.arn}`,
      summary: `The provisioning of ${GRANT} failed (request ${ONE}). AWS gives no reason.`,
      subject: { principal: undefined },
      affected: { users: 0, sample: [] },
    });
    expect(scan(of).findings.find(({ cause }) => cause === "provisioning-failed")?.title).toBe(
      "AWS could not provision the permission set",
    );
  });

  test.each([
    [
      "is not told for the account, which has a rule of its own",
      "Obtaining permissions to manage your AWS account '111122223333' takes longer than usual",
      "assignment-failed",
    ],
    ["is a likely cause", "Cannot exceed quota for RolesPerAccount: 1000", "role-quota"],
    ["would be merely possible", "An unexpected internal service exception was encountered", "assignment-failed"],
  ])("the reason %s", (_what, failureReason, cause) => {
    expect(toldIn(asked(failedRequest({ failureReason })))).toEqual([cause]);
  });

  test("what should have been deleted is gone: no failure", () => {
    const failureReason = "EntitlementItem doesn't exist with the given entitlement key";
    expect(toldIn(asked(failedRequest({ failureReason })))).toEqual([]);
  });

  test("in an account that is not active, which is told by its own rule", () => {
    const accounts = [{ id: "111122223333", name: "sandbox", state: "SUSPENDED" }];
    expect(toldIn(document({ accounts, requests: [failedRequest()] }))).toEqual([]);
  });

  const moved = (more: object): OrganizationDocument => {
    const of = asked(failedRequest());
    return { ...of, requests: of.requests.map((one) => ({ ...one, ...more }) as RequestRecord) };
  };
  test.each([
    ["an account that the organization lacks", { accountId: "999988887777" }, `ReadOnly in 999988887777 to alice@`],
    [
      "a set that is gone",
      { permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-0000000000000000" },
      "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-0000000000000000 in sandbox (111122223333) to alice@",
    ],
    [
      "a user who is gone",
      { principal: { type: "USER", id: "906ab1c2d3-88888888-8888-4888-8888-888888888888" } },
      `${GRANT} to 906ab1c2d3-88888888-8888-4888-8888-888888888888 failed`,
    ],
  ])("names what it can of %s", (_what, more, words) => {
    expect(onlyFound(moved(more), "assignment-failed").summary).toContain(`The assignment of ${words}`);
  });

  test.each<[string, Written, string, string]>([
    [
      "suspended",
      { accounts: [{ id: here.account.id, name: "sandbox", state: "SUSPENDED" }] },
      "account-suspended",
      "SUSPENDED",
    ],
    [
      "closing",
      { accounts: [{ id: here.account.id, name: "sandbox", state: "PENDING_CLOSURE" }] },
      "account-pending-closure",
      "PENDING_CLOSURE",
    ],
  ])("into an account that is %s is found, with the account's state", (_what, changes, cause, state) => {
    const of = document({ ...changes, assignments: [], provisionedRoles: [], requests: [failedRequest({ id: ONE })] });
    expect(foundIn(of, cause)).toMatchObject([
      {
        severity: "high",
        summary: expect.stringMatching(new RegExp(`failed \\(request ${ONE}\\)\\..* The account is ${state}\\.$`)),
      },
    ]);
  });

  test("of a user who is gone concerns nobody", () => {
    const principal = { type: "USER", id: "906ab1c2d3-88888888-8888-4888-8888-888888888888" };
    expect(onlyFound(moved({ principal }), "assignment-failed")).toMatchObject({
      affected: { users: 0, sample: [] },
      subject: { principal: { ...principal, name: null } },
    });
  });

  test.each([
    ["a deletion", { kind: "delete-assignment" }],
    ["a request without an account", { accountId: undefined }],
  ])("is not told of: %s", (_what, more) => {
    expect(toldIn(moved(more))).toEqual([]);
  });
});

describe("the youngest request decides", () => {
  const [EARLY, LATE] = ["2026-09-14T08:00:00Z", "2026-09-14T08:30:00Z"];
  const success = (createdAt: string, more: Written = {}) =>
    failedRequest({ id: TWO, status: "SUCCEEDED", createdAt, ...more });
  const failure = (createdAt: string) => failedRequest({ id: ONE, createdAt });
  test.each<[string, readonly Written[], readonly string[]]>([
    ["a later success", [failure(EARLY), success(LATE)], []],
    ["a later success, told first", [success(LATE), failure(EARLY)], []],
    ["an earlier success", [success(EARLY), failure(LATE)], ["assignment-failed"]],
    ["an earlier success, told last", [failure(LATE), success(EARLY)], ["assignment-failed"]],
    ["of the same moment the first", [failure(LATE), success(LATE)], ["assignment-failed"]],
    ["of the same moment the first, either way", [success(LATE), failure(LATE)], []],
    ["of another user", [failure(EARLY), success(LATE, { user: "bob@example.com" })], ["assignment-failed"]],
    ["of another kind", [failure(EARLY), success(LATE, { kind: "provision", user: undefined })], ["assignment-failed"]],
  ])("%s", (_what, requests, causes) => {
    expect(toldIn(asked(...requests))).toEqual(causes);
  });
});

describe("what the request was for", () => {
  const toTeam = failedRequest({ user: undefined, group: "Team" });
  test.each<[string, OrganizationDocument, readonly string[]]>([
    ["is assigned and provisioned", asked(toTeam), []],
    ["is assigned, but not provisioned", document({ provisionedRoles: [], requests: [toTeam] }), ["assignment-failed"]],
    ["is provisioned, but not assigned", document({ assignments: [], requests: [toTeam] }), ["assignment-failed"]],
    ["is neither", document({ assignments: [], provisionedRoles: [], requests: [toTeam] }), ["assignment-failed"]],
    ["is assigned, whatever the role's content", document({ ...outdated, requests: [toTeam] }), []],
    ["is provisioned", asked(provision()), []],
    ["is outdated", document({ ...outdated, requests: [provision()] }), ["provisioning-failed"]],
    ["is not provisioned", document({ provisionedRoles: [], requests: [provision()] }), ["provisioning-failed"]],
  ])("%s", (_what, of, causes) => {
    expect(toldIn(of)).toEqual(causes);
  });
});

describe("a request that does not end", () => {
  const running = (createdAt: string, more: Written = {}) =>
    failedRequest({ id: ONE, status: "IN_PROGRESS", createdAt, ...more });
  test("is told of with how long it has been running", () => {
    expect(onlyFound(asked(running("2026-09-14T06:30:00Z")), "assignment-in-progress")).toEqual({
      key: `assignment-in-progress ${here.account.id} ${here.set.arn} ${here.alice.id}`,
      cause: "assignment-in-progress",
      severity: "medium",
      confidence: "likely",
      summary: `${TO_ALICE} has been IN_PROGRESS for 3 hours (request ${ONE}).`,
      subject,
      affected: alice,
      remedy: {
        kind: "wait",
        summary: expect.any(String),
        steps: [expect.stringContaining("Do not repeat the request while it runs")],
      },
    });
  });

  test.each<[string, OrganizationDocument, readonly string[]]>([
    ["two hours", asked(running("2026-09-14T07:30:00Z")), ["assignment-in-progress"]],
    ["a second less", asked(running("2026-09-14T07:30:01Z")), []],
    [
      "a provisioning",
      document({ ...outdated, requests: [running("2026-09-14T07:30:00Z", { kind: "provision", user: undefined })] }),
      ["provisioning-in-progress"],
    ],
  ])("%s", (_what, of, causes) => {
    expect(toldIn(of)).toEqual(causes);
  });
});
