import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../facts/grant/grant-facts.ts";
import {
  alice,
  attachedGroup,
  attachedUser,
  EU,
  EVERYONE,
  PRODUCTION,
  request,
  sandbox,
  US,
  unassignedFacts,
  unprovisionedFacts,
  workingFacts,
} from "../facts/grant/testing/grant-facts.ts";
import { STAGES } from "../model/access-path.ts";
import type { CauseId } from "../model/cause-ids.ts";
import type { Diagnosis, Verdict } from "../model/diagnosis.ts";
import { known, type Reading, unread } from "../model/reading.ts";
import { causes } from "./causes/index.ts";
import { diagnose } from "./diagnose.ts";
import { brokenGrants, NO_SUCH_POLICY, OUT_OF_REACH } from "./testing/broken-grants.ts";
import { gathered } from "./testing/gathered-facts.ts";

const diagnosed = (facts: GrantFacts): Diagnosis => diagnose(gathered(facts));
const idsOf = ({ causes: found }: Diagnosis) => found.map(({ id }) => id);

/** Causes that a test below makes fire alone, with the verdict that goes with it. */
const VERDICTS: Readonly<Record<keyof typeof brokenGrants, Verdict>> = {
  "instance-not-in-region": "works",
  "account-pending-closure": "not-visible",
  "account-closed": "not-visible",
  "account-pending-activation": "not-visible",
  "instance-not-active": "not-visible",
  "account-instance-only": "not-visible",
  "permission-sets-switched-off": "not-visible",
  "kms-key-unusable": "undecided",
  "user-duplicate": "not-visible",
  "primary-group": "not-visible",
  "nested-group": "not-visible",
  "membership-not-synced": "not-visible",
  "too-many-groups": "works",
  "assignment-removed": "not-visible",
  "set-recreated": "not-visible",
  "provisioned-not-assigned": "not-visible",
  "group-limit-reached": "not-visible",
  "application-not-account": "not-visible",
  "entitled-by-account-access-manager": "not-visible",
  "entitlement-trust-mismatch": "not-visible",
  "entitlement-role-missing": "not-visible",
  "account-access-application-not-active": "not-visible",
  "boundary-policy-missing": "not-visible",
  "aws-managed-policy-missing": "not-visible",
  "role-quota": "not-visible",
  "inline-policy-invalid": "not-visible",
  "inline-policy-too-large": "not-visible",
  "managed-policy-quota": "not-visible",
  "saml-provider-quota": "not-visible",
  "set-quota": "not-visible",
  "service-linked-role-missing": "not-visible",
  "trusted-access-disabled": "not-visible",
  "caller-lacks-iam-in-management-account": "not-visible",
  "home-region-disabled-in-account": "not-visible",
  "saml-provider-missing": "denied",
  "scp-deny": "denied",
  "rcp-deny": "denied",
  "console-sign-in-policy": "denied",
  "boundary-deny": "denied",
  "no-policy": "denied",
  "policy-does-not-allow": "denied",
  "abac-attribute": "denied",
  "policy-differs-per-account": "denied",
  "role-renamed": "works",
  "sign-in-name-mismatch": "works",
  "wrong-role-name": "works",
  "wrong-account-id": "works",
  "wrong-region-or-start-url": "works",
  "client-list-truncated": "works",
  "session-ended": "works",
  "portal-throttled": "undecided",
  "outlives-revocation": "not-visible",
  "caller-not-permitted": "undecided",
  "user-not-found": "not-visible",
  "user-disabled": "not-visible",
  "not-a-member": "not-visible",
  "group-empty": "not-visible",
  "no-assignment": "not-visible",
  "other-account-assigned": "not-visible",
  "other-set-assigned": "not-visible",
  "assignment-in-progress": "pending",
  "assignment-failed": "not-visible",
  "principal-deleted": "not-visible",
  "principal-recreated": "not-visible",
  "not-provisioned": "not-visible",
  "provisioning-in-progress": "pending",
  "provisioning-failed": "not-visible",
  "customer-managed-policy-missing": "not-visible",
  outdated: "stale",
  "account-suspended": "not-visible",
  "account-not-in-organization": "not-visible",
  "delegated-admin-limit": "not-visible",
  "portal-not-refreshed": "not-visible",
  "role-missing": "denied",
};

const cases = Object.entries(brokenGrants) as [keyof typeof brokenGrants, GrantFacts][];

/** Never the first cause: the refused read that it explains is one. */
const BEHIND_THE_REFUSAL = "identity-store-network-control";

describe("one fault gives one clear first cause", () => {
  test("every cause that facts can show has its grant", () => {
    const fromFacts = causes.filter(({ noticedIn }) => noticedIn === "facts").map(({ id }) => id);
    expect(fromFacts.length).toBeGreaterThan(20);
    expect([...fromFacts].sort()).toEqual([...Object.keys(brokenGrants), BEHIND_THE_REFUSAL].sort());
  });

  test("why a read may have been refused comes behind the refusal, which is proved", () => {
    const user: Reading<never> = {
      state: "unknown",
      evidence: ["e3"],
      failure: {
        kind: "refused",
        service: "identitystore",
        operation: "DescribeUser",
        permission: "identitystore:DescribeUser",
        message: "You do not have sufficient access to perform this action",
      },
    };
    expect(idsOf(diagnosed(workingFacts({ user, groupIds: user })))).toEqual([
      "caller-not-permitted",
      BEHIND_THE_REFUSAL,
    ]);
  });

  test.each(cases)("%s", (id, facts) => {
    const diagnosis = diagnosed(facts);
    expect(idsOf(diagnosis)[0]).toBe(id);
    expect(diagnosis.verdict).toBe(VERDICTS[id]);
  });

  test.each(cases)("%s has evidence, a title and sentences without exclamation marks", (_id, facts) => {
    const [first] = diagnosed(facts).causes;
    expect(first?.evidence.length).toBeGreaterThan(0);
    expect(JSON.stringify([first?.title, first?.summary, first?.remedy])).not.toMatch(/!|undefined|\[object/);
  });
});

describe("works", () => {
  test.each([
    { how: "through a group", facts: workingFacts() },
    { how: "directly", facts: workingFacts({ attached: known([attachedUser()]), groupIds: known([]) }) },
    {
      how: "through one of two groups",
      facts: workingFacts({
        attached: known([attachedGroup({ id: EVERYONE, isEmpty: false }), attachedGroup()]),
        groupIds: known([EVERYONE]),
      }),
    },
    {
      how: "without a portal or a role at hand",
      facts: workingFacts({ portal: unread("no token"), role: unread("no way in") }),
    },
  ])("$how, and no cause is named", ({ facts }) => {
    const diagnosis = diagnosed(facts);
    expect(diagnosis.verdict).toBe("works");
    expect(idsOf(diagnosis)).toEqual([]);
  });

  test("a fresh grant works, and the portal may lag", () => {
    const diagnosis = diagnosed(workingFacts({ grantedAt: known("2026-09-14T09:29:00Z"), portal: unread("no token") }));
    expect(diagnosis.verdict).toBe("works");
    expect(diagnosis.causes.map(({ id, confidence }) => [id, confidence])).toEqual([
      ["portal-not-refreshed", "possible"],
    ]);
  });
});

describe("order: a root comes before its consequences", () => {
  const failure = (failureReason: string) =>
    known([request({ kind: "create-assignment", status: "FAILED", failureReason })]);
  const closed = { account: known({ ...sandbox, state: "SUSPENDED" as const }) };

  test.each<{ readonly what: string; readonly facts: GrantFacts; readonly expected: readonly string[] }>([
    {
      what: "a suspended account explains a failed assignment",
      facts: brokenGrants["account-suspended"],
      expected: ["account-suspended", "assignment-failed", "no-assignment"],
    },
    {
      what: "an account outside the organization explains a missing assignment",
      facts: brokenGrants["account-not-in-organization"],
      expected: ["account-not-in-organization", "no-assignment"],
    },
    {
      what: "a suspended account explains a failed provisioning",
      facts: unprovisionedFacts({
        ...closed,
        requests: known([request({ kind: "provision", status: "FAILED", failureReason: OUT_OF_REACH })]),
      }),
      expected: ["account-suspended", "provisioning-failed"],
    },
    {
      what: "a missing policy explains a failed assignment",
      facts: unassignedFacts({ requests: failure(NO_SUCH_POLICY) }),
      expected: ["customer-managed-policy-missing", "assignment-failed", "no-assignment"],
    },
    {
      what: "a running assignment explains that the user is not in the group that has the access",
      facts: { ...brokenGrants["not-a-member"], requests: brokenGrants["assignment-in-progress"].requests },
      expected: ["assignment-in-progress", "not-a-member"],
    },
    {
      what: "another set comes before another account",
      facts: unassignedFacts({
        otherGrants: known([
          ...(brokenGrants["other-account-assigned"].otherGrants.state === "known"
            ? brokenGrants["other-account-assigned"].otherGrants.value
            : []),
          ...(brokenGrants["other-set-assigned"].otherGrants.state === "known"
            ? brokenGrants["other-set-assigned"].otherGrants.value
            : []),
        ]),
      }),
      expected: ["other-set-assigned", "other-account-assigned", "no-assignment"],
    },
    {
      what: "a new id explains the old one",
      facts: brokenGrants["principal-recreated"],
      expected: ["principal-recreated", "principal-deleted", "no-assignment"],
    },
    {
      what: "the delegate's limit comes before what the delegate cannot repair",
      facts: brokenGrants["delegated-admin-limit"],
      expected: ["delegated-admin-limit", "no-assignment"],
    },
    {
      what: "a disabled user comes before a missing assignment",
      facts: unassignedFacts({ user: known({ ...alice, status: "DISABLED" }) }),
      expected: ["user-disabled", "no-assignment"],
    },
    {
      what: "a missing role comes before its old content",
      facts: workingFacts({ role: known(null), freshness: known("outdated") }),
      expected: ["role-missing", "outdated"],
    },
    {
      what: "a Region without the instance comes before what was found in its home",
      facts: unassignedFacts({ instance: brokenGrants["instance-not-in-region"].instance, regionsLookedAt: [US, EU] }),
      expected: ["instance-not-in-region", "no-assignment"],
    },
  ])("$what", ({ facts, expected }) => {
    expect(idsOf(diagnosed(facts))).toEqual(expected);
  });

  test("explains names causes of the catalogue only, and never goes in a circle", () => {
    const byId = new Map(causes.map((cause) => [cause.id, cause]));
    const edges = causes.flatMap(({ id, explains }) => explains.map((to) => [id, to] as const));
    expect(edges.length).toBeGreaterThan(30);
    expect(edges.filter(([, to]) => !byId.has(to))).toEqual([]);
    const reaches = (from: CauseId, to: CauseId, seen = new Set<CauseId>()): boolean =>
      (byId.get(from)?.explains ?? []).some((next) => {
        if (next === to) return true;
        if (seen.has(next)) return false;
        seen.add(next);
        return reaches(next, to, seen);
      });
    expect(causes.filter(({ id }) => reaches(id, id))).toEqual([]);
  });
});

describe("verdicts that are neither works nor not-visible", () => {
  test("a creation for others leaves the grant not visible, not pending", () => {
    const requests = known([
      request({ kind: "create-assignment", status: "IN_PROGRESS", principal: { type: "GROUP", id: EVERYONE } }),
    ]);
    expect(diagnosed(unassignedFacts({ requests, groupIds: known([]) })).verdict).toBe("not-visible");
  });

  test("nothing is on its way into a closed account", () => {
    const facts = { ...brokenGrants["assignment-in-progress"], account: known(null) };
    expect(diagnosed(facts)).toMatchObject({
      verdict: "not-visible",
      causes: [{ id: "account-not-in-organization" }, {}, {}],
    });
  });

  test("a question without a permission set that exists does not work", () => {
    const facts = unassignedFacts({ permissionSet: known(null), attached: unread("there is no such set") });
    expect(diagnosed(facts).verdict).toBe("not-visible");
  });

  test.each(["user", "attached", "freshness", "account", "instance"] as const)(
    "nothing works on the strength of a link that nobody looked at: %s",
    (key) => {
      expect(diagnosed(workingFacts({ [key]: unread("nobody looked") })).verdict).toBe("undecided");
    },
  );

  test("one undecided grant makes the whole undecided; else the worst decides and comes first, however they were found", () => {
    const [stale, gone] = [brokenGrants.outdated, { ...brokenGrants["not-a-member"], accountId: PRODUCTION }];
    for (const grants of [
      [stale, gone],
      [gone, stale],
    ] as const) {
      const { verdict, causes: found, grants: ordered } = diagnose(gathered(...grants));
      expect([verdict, found[0]?.id]).toEqual(["not-visible", "not-a-member"]);
      expect(ordered.map((one) => one.verdict)).toEqual(["not-visible", "stale"]);
    }
    expect(diagnose(gathered(workingFacts(), brokenGrants.outdated)).verdict).toBe("stale");
    expect(diagnose(gathered(brokenGrants.outdated, brokenGrants["caller-not-permitted"])).verdict).toBe("undecided");
  });

  test("a cause of the whole question is told once", () => {
    const facts = brokenGrants["user-disabled"];
    const diagnosis = diagnose(gathered(facts, { ...facts, accountId: PRODUCTION }));
    expect(idsOf(diagnosis)).toEqual(["user-disabled"]);
  });
});

test("the catalogue is documented", () => {
  expect(causes.length).toBeGreaterThan(20);
  for (const { id, documentation, facts, stage, confidenceRule } of causes) {
    expect(STAGES, id).toContain(stage);
    expect(facts.length, id).toBeGreaterThan(0);
    expect(documentation.symptoms.length, id).toBeGreaterThan(0);
    expect(documentation.sources.length, id).toBeGreaterThan(0);
    expect(`${documentation.why} ${documentation.whatToDo} ${confidenceRule}`, id).not.toContain("!");
  }
});
