/** What a diagnosis tells beside its causes: grants, paths, what could not be read, what was not examined. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../facts/grant/grant-facts.ts";
import { accountIam } from "../facts/grant/testing/additional-facts.ts";
import {
  AT,
  additional,
  alice,
  failed,
  PRODUCTION,
  request,
  SANDBOX,
  sandbox,
  unassignedFacts,
  unprovisionedFacts,
  workingFacts,
} from "../facts/grant/testing/grant-facts.ts";
import { known, unread } from "../model/reading.ts";
import { diagnose } from "./diagnose.ts";
import { gathered } from "./testing/gathered-facts.ts";

const diagnosed = (...grants: readonly GrantFacts[]) => diagnose(gathered(...grants), []);

describe("a diagnosis tells", () => {
  test("the question, when, and what it cost", () => {
    const facts = gathered(workingFacts());
    expect(diagnose(facts)).toMatchObject({
      schema: "idc-doctor/diagnosis/1",
      at: AT,
      question: facts.question,
      evidence: {},
      calls: { total: 1 },
      verdict: "works",
      couldNotRead: [],
      additionalSources: [],
      notExamined: [],
    });
  });

  test("each grant with its own verdict, the worst first, the set by name where it is known", () => {
    const { grants, verdict, paths } = diagnosed(
      workingFacts(),
      unassignedFacts({ accountId: PRODUCTION, permissionSet: known(null) }),
      workingFacts({ permissionSet: failed() }),
      workingFacts({ permissionSet: unread("any") }),
    );
    expect(grants).toEqual([
      { account: PRODUCTION, accountName: "sandbox", permissionSet: null, verdict: "not-visible" },
      { account: SANDBOX, accountName: "sandbox", permissionSet: null, verdict: "undecided" },
      { account: SANDBOX, accountName: "sandbox", permissionSet: "ReadOnly", verdict: "works" },
      { account: SANDBOX, accountName: "sandbox", permissionSet: null, verdict: "works" },
    ]);
    expect(verdict).toBe("undecided");
    expect(paths).toHaveLength(4);
  });

  test("each failed operation once", () => {
    const { couldNotRead } = diagnosed(
      workingFacts({ attached: failed(), role: failed("failed", "ListRoles") }),
      workingFacts({ attached: failed("throttled") }),
    );
    expect(couldNotRead.map(({ operation, kind }) => `${operation} ${kind}`)).toEqual([
      "ListAccountAssignments refused",
      "ListRoles failed",
    ]);
  });

  test("what was not examined, and why, once each", () => {
    const facts = workingFacts({ portal: unread("no token"), role: unread("no way in") });
    expect(diagnosed(facts, facts).notExamined).toEqual([
      { what: "portal", reason: "no token" },
      { what: "role session", reason: "no way in" },
    ]);
  });

  test("additional sources that were used, once each, and those that could not be read", () => {
    const use = { source: "CloudTrail", why: "to see who" } as const;
    const facts = workingFacts({
      additional: additional({ used: [use, { ...use, why: "again" }], trail: failed("refused", "LookupEvents") }),
    });
    const { additionalSources, notExamined } = diagnosed(facts);
    expect(additionalSources).toEqual([use]);
    expect(notExamined).toEqual([
      { what: "trail", reason: "LookupEvents (sso:LookupEvents): User is not authorized to perform: sso:LookupEvents" },
    ]);
  });

  test("parts of IAM and of the layers that could not be read", () => {
    const layers = {
      serviceControl: failed("refused", "ListPolicies"),
      resourceControl: known([]),
      boundary: known(null),
      identity: known([]),
      elsewhere: known(null),
    };
    const facts = workingFacts({
      additional: additional({
        iam: known(accountIam({ summary: failed("refused", "GetAccountSummary") })),
        layers: known(layers),
      }),
    });
    expect(diagnosed(facts).notExamined.map(({ what, reason }) => `${what}: ${reason.split(" ")[0]}`)).toEqual([
      "summary: GetAccountSummary",
      "serviceControl: ListPolicies",
    ]);
    expect(
      diagnosed(workingFacts({ additional: additional({ iam: failed(), layers: failed() }) })).notExamined.map(
        ({ what }) => what,
      ),
    ).toEqual(["iam", "layers"]);
  });
});

describe("causes of several grants", () => {
  test("are told once, each where it comes first", () => {
    const disabled = unassignedFacts({ user: known({ ...alice, status: "DISABLED" }) });
    const account = known({ ...sandbox, id: PRODUCTION, name: "production" });
    const { causes } = diagnose(gathered(disabled, { ...disabled, accountId: PRODUCTION, account }));
    expect(causes.map(({ id, grant }) => `${id} ${grant?.account}`)).toEqual([
      `user-disabled ${SANDBOX}`,
      `no-assignment ${SANDBOX}`,
      `no-assignment ${PRODUCTION}`,
    ]);
  });
});

describe("the verdict", () => {
  const running = (kind: "create-assignment" | "provision") => known([request({ kind, status: "IN_PROGRESS" })]);

  test.each<{ readonly what: string; readonly facts: GrantFacts; readonly verdict: string }>([
    {
      what: "a running provisioning of a grant that is assigned",
      facts: unprovisionedFacts({ requests: running("provision") }),
      verdict: "pending",
    },
    {
      what: "a running provisioning of one that is not",
      facts: unassignedFacts({ requests: running("provision") }),
      verdict: "not-visible",
    },
    {
      what: "a running assignment",
      facts: unassignedFacts({ requests: running("create-assignment") }),
      verdict: "pending",
    },
    {
      what: "a running assignment of a disabled user",
      facts: unassignedFacts({ user: known({ ...alice, status: "DISABLED" }), requests: running("create-assignment") }),
      verdict: "not-visible",
    },
    {
      what: "a running assignment in a closed account",
      facts: unassignedFacts({
        account: known({ ...sandbox, state: "CLOSED" }),
        requests: running("create-assignment"),
      }),
      verdict: "not-visible",
    },
    {
      what: "a running assignment, and the account is unknown",
      facts: unassignedFacts({ account: unread("no right"), requests: running("create-assignment") }),
      verdict: "pending",
    },
    { what: "a missing role", facts: workingFacts({ role: known(null) }), verdict: "denied" },
    { what: "old content", facts: workingFacts({ freshness: known("outdated") }), verdict: "stale" },
    {
      what: "old content and a missing role",
      facts: workingFacts({ freshness: known("outdated"), role: known(null) }),
      verdict: "denied",
    },
    {
      what: "old content, and nobody looked at the account",
      facts: workingFacts({ freshness: known("outdated"), account: unread("no") }),
      verdict: "undecided",
    },
    {
      what: "a portal that lags",
      facts: workingFacts({ portal: known({ listsAccount: false, roleNames: [], givesCredentials: undefined }) }),
      verdict: "not-visible",
    },
  ])("of $what", ({ facts, verdict }) => {
    expect(diagnosed(facts).verdict).toBe(verdict);
  });
});
