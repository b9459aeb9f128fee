/** What each link of a path says, which way is the best, and that nothing is judged behind the first break. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import { withIam } from "../../facts/grant/testing/additional-facts.ts";
import {
  ALICE,
  alice,
  attachedGroup,
  attachedUser,
  BOB,
  DEVELOPERS,
  EVERYONE,
  failed,
  instance,
  orphan,
  READ_ONLY,
  SANDBOX,
  unassignedFacts,
  workingFacts,
} from "../../facts/grant/testing/grant-facts.ts";
import { STAGES } from "../../model/access-path.ts";
import { known, unread } from "../../model/reading.ts";
import { asking } from "../testing/broken-policies.ts";
import { links, said } from "./testing/walked.ts";
import { firstBroken, walkGrant } from "./walk-grant.ts";

const states = (facts: GrantFacts) => links(facts).map(({ state }) => state);
const OK = "ok";
const NOT = "not examined";
const HERE = `ReadOnly in ${SANDBOX}`;

describe("a path", () => {
  test("through a group: every link in order, with what was seen and what proves it", () => {
    const { paths, best, isAssigned, failures } = walkGrant(workingFacts());
    expect(paths).toEqual([best]);
    expect({ isAssigned, failures }).toEqual({ isAssigned: true, failures: [] });
    expect(best).toMatchObject({
      via: { group: { id: DEVELOPERS, name: `group Developers (${DEVELOPERS})` } },
      account: SANDBOX,
      permissionSet: READ_ONLY,
    });
    expect(best.links.map(({ stage }) => stage)).toEqual(STAGES);
    expect(best.links.map(({ state, summary, evidence }) => [state, summary, ...evidence])).toEqual([
      [OK, `${instance.arn} in us-east-1`, "e2"],
      [OK, `alice.moreau@example.com (${ALICE}) is enabled`, "e3"],
      [OK, `is a member of group Developers (${DEVELOPERS})`, "e4"],
      [OK, `${HERE} is assigned to group Developers (${DEVELOPERS})`, "e7"],
      [OK, "provisioned, with the set's present content", "e8"],
      [OK, `sandbox (${SANDBOX}) is active`, "e5"],
      [OK, "the user's portal shows it", "e11"],
      [
        OK,
        `arn:aws:iam::${SANDBOX}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef is there`,
        "e10",
      ],
    ]);
  });

  test("direct: no group is needed", () => {
    const facts = workingFacts({ attached: known([attachedUser()]), groupIds: failed() });
    expect(walkGrant(facts).best.via).toBe("direct");
    expect(said(facts, "membership")).toBe("ok: a direct grant needs no group");
    expect(walkGrant(facts).isAssigned).toBe(true);
  });

  test("behind the first break nothing is judged, but what could not be read stays unknown", () => {
    const facts = workingFacts({ user: known({ ...alice, status: "DISABLED" }), freshness: failed() });
    expect(states(facts)).toEqual([OK, "broken", NOT, NOT, "unknown", NOT, NOT, NOT]);
    expect(links(facts)[2]).toEqual({
      stage: "membership",
      state: NOT,
      summary: "behind the broken user link",
      evidence: [],
    });
    expect(walkGrant(facts).isAssigned).toBe(true);
    expect(firstBroken(walkGrant(facts).best)?.stage).toBe("user");
  });

  test("an outdated role still opens: what lies behind is judged", () => {
    expect(states(workingFacts({ freshness: known("outdated") }))).toEqual([OK, OK, OK, OK, "broken", OK, OK, OK]);
    expect(states(workingFacts({ freshness: known("not-provisioned") }))).toEqual([
      OK,
      OK,
      OK,
      OK,
      "broken",
      NOT,
      NOT,
      NOT,
    ]);
    expect(states(workingFacts({ freshness: known("outdated"), groupIds: known([]) })).slice(2)).toEqual([
      "broken",
      NOT,
      NOT,
      NOT,
      NOT,
      NOT,
    ]);
    expect(states(workingFacts({ freshness: known("outdated"), account: known(null) }))).toEqual([
      OK,
      OK,
      OK,
      OK,
      "broken",
      "broken",
      NOT,
      NOT,
    ]);
  });
});

describe("the best of several ways", () => {
  const group = (id = DEVELOPERS) => attachedGroup({ id, isEmpty: false });

  test.each([
    { where: "last", attached: [group(), group(EVERYONE)] },
    { where: "first", attached: [group(EVERYONE), group()] },
  ])("is the one that carries: $where", ({ attached }) => {
    const walked = walkGrant(workingFacts({ attached: known(attached), groupIds: known([EVERYONE]) }));
    expect(walked.best.via).toMatchObject({ group: { id: EVERYONE } });
    expect(walked.paths).toHaveLength(2);
  });

  test("is the first of two that are equally far", () => {
    const walked = walkGrant(
      workingFacts({ attached: known([group(), group(EVERYONE)]), groupIds: known([DEVELOPERS, EVERYONE]) }),
    );
    expect(walked.best.via).toMatchObject({ group: { id: DEVELOPERS } });
  });

  test("is the one that fails latest", () => {
    const attached = known([
      group(EVERYONE),
      { ...orphan("GROUP"), principal: { type: "GROUP" as const, id: DEVELOPERS } },
    ]);
    const walked = walkGrant(workingFacts({ attached, groupIds: known([DEVELOPERS]) }));
    expect(walked.best.via).toMatchObject({ group: { id: DEVELOPERS } });
    expect(walked.isAssigned).toBe(false);
  });

  test("is direct where nothing leads to the user", () => {
    const walked = walkGrant(workingFacts({ attached: known([attachedUser(BOB, "bob")]) }));
    expect(walked.paths).toHaveLength(1);
    expect(walked.best.via).toBe("direct");
    expect(walked.isAssigned).toBe(false);
  });
});

describe("failures", () => {
  test("each call once, those of the attached principals too", () => {
    const attached = known([
      {
        ...attachedGroup(),
        details: failed("throttled", "DescribeGroup"),
        isEmpty: failed("refused", "ListGroupMemberships"),
      },
    ]);
    const { failures } = walkGrant(
      workingFacts({ attached, freshness: failed(), requests: failed(), role: failed("failed") }),
    );
    expect(failures.map(({ operation, kind }) => `${operation} ${kind}`)).toEqual([
      "DescribeGroup throttled",
      "ListGroupMemberships refused",
      "ListAccountAssignments refused",
      "ListAccountAssignments failed",
    ]);
  });

  test("AWS's word that an account instance has no permission sets is none", () => {
    const refusal = failed("failed");
    if (refusal.state !== "unknown") throw new TypeError("it failed");
    const message = "The operation is not supported for account instances of IAM Identity Center.";
    const attached = { ...refusal, failure: { ...refusal.failure, message } };
    expect(walkGrant(unassignedFacts({ attached })).failures).toEqual([]);
  });
});

describe("failed reads of policies", () => {
  const unreadable = { serviceControl: failed("refused", "ListPolicies") };
  const operations = (facts: GrantFacts) => walkGrant(facts).failures.map(({ operation }) => operation);
  test.each<{ readonly what: string; readonly facts: GrantFacts; readonly expected: readonly string[] }>([
    { what: "count where they leave the action open", facts: asking(unreadable), expected: ["ListPolicies"] },
    {
      what: "do not count where another layer denies",
      facts: asking({ ...unreadable, identity: known([]) }),
      expected: [],
    },
    {
      what: "do not count where the way is broken before",
      facts: { ...asking(unreadable), attached: known([]) },
      expected: [],
    },
    {
      what: "count behind an outdated role, which opens",
      facts: asking(unreadable, { freshness: "outdated" }),
      expected: ["ListPolicies"],
    },
    {
      what: "do not count behind a role that is not there",
      facts: { ...asking(unreadable), freshness: known("not-provisioned") },
      expected: [],
    },
    {
      what: "do not count where an outdated role is in an account that is gone",
      facts: { ...asking(unreadable, { freshness: "outdated" }), account: known(null) },
      expected: [],
    },
    {
      what: "count beside those of the way",
      facts: { ...asking(unreadable), groupIds: failed("refused", "ListGroups") },
      expected: ["ListGroups", "ListPolicies"],
    },
  ])("$what", ({ facts, expected }) => {
    expect(operations(facts)).toEqual(expected);
  });

  test("SAML providers count where the role is there", () => {
    const additional = withIam({ samlProviderArns: failed("refused", "ListSAMLProviders") });
    expect(operations(workingFacts({ additional }))).toEqual(["ListSAMLProviders"]);
    expect(operations(workingFacts({ additional, role: known(null) }))).toEqual([]);
    expect(operations(workingFacts({ additional, role: unread("nobody looked") }))).toEqual([]);
  });
});

describe("assigned, but not there", () => {
  test("a group of which the user is no member", () => {
    const walked = walkGrant(workingFacts({ groupIds: known([EVERYONE]) }));
    expect(walked.isAssigned).toBe(false);
    expect(walked.best.via).toMatchObject({ group: { id: DEVELOPERS } });
  });

  test("the ways of a user who is not known are those of groups", () => {
    const attached = known([attachedUser(), attachedGroup()]);
    expect(walkGrant(workingFacts({ user: failed(), attached })).paths.map(({ via }) => via)).toEqual([
      { group: { id: DEVELOPERS, name: `group Developers (${DEVELOPERS})` } },
    ]);
    expect(walkGrant(workingFacts({ attached: failed() })).best.via).toBe("direct");
    expect(walkGrant(workingFacts({ permissionSet: failed() })).best.permissionSet).toBeNull();
  });
});
