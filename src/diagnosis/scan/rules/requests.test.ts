/** Which requests are told of: the youngest of each grant that failed or does not end, unless what it was for is there by now. */
import { describe, expect, test } from "vitest";
import type { OrganizationDocument, RequestRecord } from "../../../model/organization-document/document.ts";
import { scan } from "../scan.ts";
import {
  document,
  failedRequest,
  foundIn,
  GRANT,
  here,
  onlyFound,
  unreadParts,
  type Written,
} from "../testing/documents.ts";

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
      "The caller who assigned the set lacks IAM permissions in the management account",
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
    {
      what: "is not told for the account, which has a rule of its own",
      failureReason: "Obtaining permissions to manage your AWS account '111122223333' takes longer than usual",
      cause: "assignment-failed",
    },
    { what: "is a likely cause", failureReason: "Cannot exceed quota for RolesPerAccount: 1000", cause: "role-quota" },
    {
      what: "would be merely possible",
      failureReason: "An unexpected internal service exception was encountered",
      cause: "assignment-failed",
    },
  ])("the reason $what", ({ failureReason, cause }) => {
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
    {
      what: "a set that is gone",
      more: { permissionSetArn: "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-0000000000000000" },
      words:
        "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-0000000000000000 in sandbox (111122223333) to alice@",
    },
    {
      what: "a user who is gone",
      more: { principal: { type: "USER", id: "906ab1c2d3-88888888-8888-4888-8888-888888888888" } },
      words: `${GRANT} to 906ab1c2d3-88888888-8888-4888-8888-888888888888 failed`,
    },
  ])("names what it can of $what", ({ more, words }) => {
    expect(onlyFound(moved(more), "assignment-failed").summary).toContain(`The assignment of ${words}`);
  });

  test.each<{ readonly what: string; readonly changes: Written; readonly cause: string; readonly state: string }>([
    {
      what: "suspended",
      changes: { accounts: [{ id: here.account.id, name: "sandbox", state: "SUSPENDED" }] },
      cause: "account-suspended",
      state: "SUSPENDED",
    },
    {
      what: "closing",
      changes: { accounts: [{ id: here.account.id, name: "sandbox", state: "PENDING_CLOSURE" }] },
      cause: "account-pending-closure",
      state: "PENDING_CLOSURE",
    },
  ])("into an account that is $what is found, with the account's state", ({ changes, cause, state }) => {
    const of = document({ ...changes, assignments: [], provisionedRoles: [], requests: [failedRequest({ id: ONE })] });
    expect(foundIn(of, cause)).toMatchObject([
      {
        severity: "high",
        summary: expect.stringMatching(new RegExp(`failed \\(request ${ONE}\\)\\..* The account is ${state}\\.$`)),
      },
    ]);
  });

  describe("into an account that has left the organization", () => {
    const left = (of: OrganizationDocument): OrganizationDocument => ({
      ...of,
      accounts: of.accounts.filter(({ id }) => id !== here.account.id),
    });
    /** A refresh keeps what the account held; a new collection cannot read it. */
    const bothWays = (request: Written) =>
      [asked(request), document({ assignments: [], provisionedRoles: [], requests: [request] })].map(left);
    const named = (of: OrganizationDocument) =>
      scan(of).findings.flatMap(({ key, cause, severity }) =>
        severity === "high" && cause === "account-not-in-organization" ? [key] : [],
      );

    test.each([
      { what: "of a person", request: failedRequest({ id: ONE }), to: here.alice.id },
      {
        what: "that another request has fulfilled before",
        request: failedRequest({ id: ONE, user: undefined, group: "Team" }),
        to: here.team.id,
      },
    ])("it goes by the account's cause after a refresh and after a new collection: $what", ({ request, to }) => {
      for (const of of bothWays(request)) {
        expect(named(of)).toEqual([`account-not-in-organization ${here.account.id} ${here.set.arn} ${to}`]);
        const found = foundIn(of, "account-not-in-organization").find(({ severity }) => severity === "high");
        expect(found?.summary).toMatch(
          /^The assignment of ReadOnly in 111122223333 to .* The account is not in the organization\.$/,
        );
      }
    });

    test("where the accounts could not be listed, nobody knows that it has left", () => {
      for (const of of bothWays(failedRequest({ id: ONE }))) {
        const unread = unreadParts(of, "both", { kind: "accounts" });
        expect(named(unread)).toEqual([]);
        expect(onlyFound(unread, "assignment-failed").summary).not.toContain("not in the organization");
      }
    });
  });

  test("of a user who is gone concerns nobody", () => {
    const principal = { type: "USER", id: "906ab1c2d3-88888888-8888-4888-8888-888888888888" };
    expect(onlyFound(moved({ principal }), "assignment-failed")).toMatchObject({
      affected: { users: 0, sample: [] },
      subject: { principal: { ...principal, name: null } },
    });
  });

  test.each([
    { what: "a deletion", more: { kind: "delete-assignment" } },
    { what: "a request without an account", more: { accountId: undefined } },
  ])("is not told of: $what", ({ more }) => {
    expect(toldIn(moved(more))).toEqual([]);
  });
});

describe("the youngest request decides", () => {
  const [EARLY, LATE] = ["2026-09-14T08:00:00Z", "2026-09-14T08:30:00Z"];
  const success = (createdAt: string, more: Written = {}) =>
    failedRequest({ id: TWO, status: "SUCCEEDED", createdAt, ...more });
  const failure = (createdAt: string) => failedRequest({ id: ONE, createdAt });
  test.each<{ readonly what: string; readonly requests: readonly Written[]; readonly causes: readonly string[] }>([
    { what: "a later success", requests: [failure(EARLY), success(LATE)], causes: [] },
    { what: "a later success, told first", requests: [success(LATE), failure(EARLY)], causes: [] },
    { what: "an earlier success", requests: [success(EARLY), failure(LATE)], causes: ["assignment-failed"] },
    { what: "an earlier success, told last", requests: [failure(LATE), success(EARLY)], causes: ["assignment-failed"] },
    { what: "of the same moment the first", requests: [failure(LATE), success(LATE)], causes: ["assignment-failed"] },
    { what: "of the same moment the first, either way", requests: [success(LATE), failure(LATE)], causes: [] },
    {
      what: "of another user",
      requests: [failure(EARLY), success(LATE, { user: "bob@example.com" })],
      causes: ["assignment-failed"],
    },
    {
      what: "of another kind",
      requests: [failure(EARLY), success(LATE, { kind: "provision", user: undefined })],
      causes: ["assignment-failed"],
    },
  ])("$what", ({ requests, causes }) => {
    expect(toldIn(asked(...requests))).toEqual(causes);
  });
});

describe("what the request was for", () => {
  const toTeam = failedRequest({ user: undefined, group: "Team" });
  test.each<{ readonly what: string; readonly of: OrganizationDocument; readonly causes: readonly string[] }>([
    { what: "is assigned and provisioned", of: asked(toTeam), causes: [] },
    {
      what: "is assigned, but not provisioned",
      of: document({ provisionedRoles: [], requests: [toTeam] }),
      causes: ["assignment-failed"],
    },
    {
      what: "is provisioned, but not assigned",
      of: document({ assignments: [], requests: [toTeam] }),
      causes: ["assignment-failed"],
    },
    {
      what: "is neither",
      of: document({ assignments: [], provisionedRoles: [], requests: [toTeam] }),
      causes: ["assignment-failed"],
    },
    { what: "is assigned, whatever the role's content", of: document({ ...outdated, requests: [toTeam] }), causes: [] },
    { what: "is provisioned", of: asked(provision()), causes: [] },
    { what: "is outdated", of: document({ ...outdated, requests: [provision()] }), causes: ["provisioning-failed"] },
    {
      what: "is not provisioned",
      of: document({ provisionedRoles: [], requests: [provision()] }),
      causes: ["provisioning-failed"],
    },
  ])("$what", ({ of, causes }) => {
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

  test.each<{ readonly what: string; readonly of: OrganizationDocument; readonly causes: readonly string[] }>([
    { what: "two hours", of: asked(running("2026-09-14T07:30:00Z")), causes: ["assignment-in-progress"] },
    { what: "a second less", of: asked(running("2026-09-14T07:30:01Z")), causes: [] },
    {
      what: "a provisioning",
      of: document({
        ...outdated,
        requests: [running("2026-09-14T07:30:00Z", { kind: "provision", user: undefined })],
      }),
      causes: ["provisioning-in-progress"],
    },
  ])("$what", ({ of, causes }) => {
    expect(toldIn(of)).toEqual(causes);
  });
});
