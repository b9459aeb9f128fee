/** A refusal as a whole: AWS's record, the person's access, and the policies of now beside it; what was not read is said. */
import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../../facts/grant/grant-facts.ts";
import {
  ALICE,
  alice,
  DEVELOPERS,
  failed,
  unassignedFacts,
  workingFacts,
} from "../../facts/grant/testing/grant-facts.ts";
import { entitled } from "../../facts/grant/testing/second-road.ts";
import type { RecordedEvaluation, RefusalFacts, RefusalRecord } from "../../facts/refusal-record.ts";
import type { ActionDecision } from "../../model/action-decision.ts";
import { certain, parseAccountId } from "../../model/ids.ts";
import { known, unread } from "../../model/reading.ts";
import { diagnose } from "../diagnose.ts";
import { refusalByLayer } from "../testing/broken-policies.ts";
import { gathered } from "../testing/gathered-facts.ts";
import { compareDecision, compareNamed } from "./compared.ts";
import { judgeRefusal, notRead } from "./judge-refusal.ts";
import type { PersonAsked } from "./recorded-access.ts";
import type { RefusingStatement } from "./recorded-refusal.ts";

const SCP = "arn:aws:organizations::123456789012:policy/o-1/service_control_policy/p-1";
const RESERVED = "AWSReservedSSO_ReadOnly_0123456789abcdef";
const AUTHORIZATION = { id: "a-1", region: "eu-west-1" };

const denied: RecordedEvaluation = {
  action: "s3:GetObject",
  resource: "*",
  effect: "EXPLICIT_DENY",
  matched: [{ uri: SCP, statements: [{ sid: "No", effect: "DENY" }] }],
};
const contextOf = (role: string, session: string) => ({
  "aws:PrincipalArn": `arn:aws:iam::111122223333:role/${role}`,
  "aws:userid": `AROAEXAMPLE0123456789:${session}`,
});

const recordOf = (more: Partial<RefusalRecord> = {}): RefusalRecord => ({
  requestContext: contextOf(`aws-reserved/sso.amazonaws.com/${RESERVED}`, "alice"),
  evaluations: [denied],
  policies: [
    { type: "SERVICE_CONTROL_POLICY", isInline: false, uri: SCP, attachedTo: ["r-1"] },
    { type: "SERVICE_CONTROL_POLICY", isInline: false, uri: `${SCP}2`, attachedTo: ["r-1"] },
    { type: "IDENTITY_BASED_POLICY", isInline: true, uri: "x", attachedTo: [] },
  ],
  ...more,
});

const factsOf = (record: RefusalFacts["record"]): RefusalFacts => ({
  authorization: AUTHORIZATION,
  record,
  texts: new Map(),
  now: new Map(),
});

const personOf = (...grants: readonly GrantFacts[]): PersonAsked => ({
  gathered: gathered(...grants),
  diagnosis: diagnose(gathered(...grants)),
});

const nobody = { person: undefined, withContext: false, named: null };

describe("the record", () => {
  test("says what denied, and how many policies of each type were evaluated", () => {
    const found = judgeRefusal(factsOf(known(recordOf())), nobody);
    expect(found).toMatchObject({
      authorization: AUTHORIZATION,
      notRead: null,
      effect: "EXPLICIT_DENY",
      refusedBy: [{ sid: "No", policy: SCP }],
      evaluated: { "service control policy": 2, "identity-based policy": 1 },
      access: null,
      compared: null,
    });
    expect(found).not.toHaveProperty("requestContext");
  });

  test("holds its context only where that is wanted", () => {
    const record = recordOf();
    const found = judgeRefusal(factsOf(known(record)), { ...nobody, withContext: true });
    expect(found.requestContext).toEqual(record.requestContext);
  });

  test("without a statement that denied, nothing allowed it", () => {
    const evaluations = [{ ...denied, effect: "IMPLICIT_DENY", matched: [] }];
    const found = judgeRefusal(factsOf(known(recordOf({ evaluations }))), nobody);
    expect(found).toMatchObject({ effect: "IMPLICIT_DENY", refusedBy: [] });
    const mixed = [...evaluations, denied];
    expect(judgeRefusal(factsOf(known(recordOf({ evaluations: mixed }))), nobody).effect).toBe("EXPLICIT_DENY");
  });

  test.each([
    { record: known(null), why: /^AWS has no record of it in eu-west-1: records are kept for 24 hours/ },
    { record: failed("refused", "GetRequestAuthorizationDetails"), why: /GetRequestAuthorizationDetails/ },
    { record: unread("nobody asked"), why: /^nobody asked$/ },
  ])("that is not here: $why", ({ record, why }) => {
    const found = judgeRefusal(factsOf(record), nobody);
    expect(found).toEqual(notRead(AUTHORIZATION, found.notRead ?? ""));
    expect(found.notRead).toMatch(why);
    expect(found).toMatchObject({ effect: null, refusedBy: [], evaluated: {}, access: null, compared: null });
  });
});

describe("the person's access", () => {
  const accessOf = (record: RefusalRecord, ...grants: readonly GrantFacts[]) =>
    judgeRefusal(factsOf(known(record)), { ...nobody, person: personOf(...grants) }).access;
  const user = known(alice, ["e2"]);

  test("leads by the assignment that holds to the role", () => {
    expect(accessOf(recordOf(), workingFacts())).toEqual({
      path: expect.stringMatching(
        new RegExp(`^\\S+ → assignment (?:to the user|of .+) → permission set ReadOnly → role ${RESERVED}$`),
      ),
      stillThere: "yes",
    });
  });

  test("is gone where the assignment is, and unknown where it could not be read", () => {
    expect(accessOf(recordOf(), unassignedFacts({ user }))?.stillThere).toBe("no");
    expect(accessOf(recordOf(), workingFacts({ attached: failed() }))?.stillThere).toBe("unknown");
  });

  test("names the person as far as names are known", () => {
    const person = personOf(workingFacts());
    const named = (names: Partial<PersonAsked["diagnosis"]["question"]["user"]>) => {
      const { question } = person.diagnosis;
      const diagnosis = {
        ...person.diagnosis,
        paths: [],
        question: { ...question, user: { ...question.user, ...names } },
      };
      return judgeRefusal(factsOf(known(recordOf())), { ...nobody, person: { ...person, diagnosis } }).access;
    };
    const end = `permission set ReadOnly → role ${RESERVED}`;
    expect(named({ displayName: "Alice Moreau", userName: "alice" })).toEqual({
      path: `Alice Moreau (alice) → ${end}`,
      stillThere: "unknown",
    });
    expect(named({ displayName: null, userName: "alice" })?.path).toBe(`alice → ${end}`);
    expect(named({ displayName: "Alice Moreau", userName: null })?.path).toBe(`Alice Moreau → ${end}`);
    expect(named({ displayName: null, userName: null, asked: "al" })?.path).toBe(`al → ${end}`);
  });

  describe("of an entitled role", () => {
    const record = recordOf({ requestContext: contextOf("team/Developer", ALICE) });
    const grant = (additional: GrantFacts["additional"]) => unassignedFacts({ user, additional });

    test("leads by the entitlement of a group or of the user", () => {
      expect(accessOf(record, grant(entitled({})))).toEqual({
        path: expect.stringMatching(/ → entitlement of group Developers → role Developer$/),
        stillThere: "yes",
      });
      const unnamed = accessOf(record, grant(entitled({ groupName: undefined })));
      expect(unnamed?.path).toContain(`entitlement of group ${DEVELOPERS} →`);
      const direct = accessOf(record, grant(entitled({ principal: { type: "USER", id: ALICE } })));
      expect(direct?.path).toContain("→ entitlement of the user →");
    });

    test("is gone where only other roles are entitled, and unknown where nobody looked", () => {
      const other = grant(entitled({ roleArn: "arn:aws:iam::111122223333:role/team/Other" }));
      expect(accessOf(record, other)).toEqual({ path: expect.not.stringContaining("entitlement"), stillThere: "no" });
      expect(accessOf(record, workingFacts())?.stillThere).toBe("unknown");
    });
  });

  test("is nobody's where the caller was no role", () => {
    expect(accessOf(recordOf({ requestContext: {} }), workingFacts())).toBeNull();
  });
});

describe("beside the policies of now", () => {
  const decision = (more: Partial<ActionDecision> = {}): ActionDecision => {
    const refusedBy = refusalByLayer({ layer: "service control policy" });
    return {
      account: certain(parseAccountId("111122223333")),
      permissionSet: "ReadOnly",
      action: "s3:GetObject",
      resource: null,
      region: null,
      summary: "",
      answer: "deny",
      refusedBy,
      resourcePolicy: null,
      layers: [refusedBy],
      ...more,
    };
  };
  const statement = (more: Partial<RefusingStatement> = {}): RefusingStatement => ({
    layer: "service control policy",
    policy: SCP,
    attachedTo: [],
    sid: "No",
    statement: null,
    since: "unknown",
    now: null,
    reason: null,
    ...more,
  });
  const undecided = decision({
    answer: "unknown",
    refusedBy: null,
    layers: [
      refusalByLayer({ missing: ["aws:SourceVpc", "the resource"] }),
      refusalByLayer({ missing: ["the resource"] }),
    ],
  });

  test("the decision of the person's question is compared", () => {
    const person = personOf(workingFacts());
    const diagnosis = { ...person.diagnosis, decisions: [undecided] };
    const { compared } = judgeRefusal(factsOf(known(recordOf())), { ...nobody, person: { ...person, diagnosis } });
    expect(compared).toEqual({
      agrees: null,
      words: "Not compared with the policies of now: that depends on aws:SourceVpc, the resource.",
    });
    expect(compareNamed(SCP, undecided)).toEqual(compared);
  });

  test.each([
    {
      effect: "IMPLICIT_DENY" as const,
      isExplicit: false,
      refusedBy: [],
      words: "The policies of now decide the same: no service control policy allows it.",
    },
    {
      effect: "IMPLICIT_DENY" as const,
      isExplicit: true,
      refusedBy: [],
      words:
        "Disagreement: nothing allowed the action when it was refused; by the policies of now a service control policy denies it.",
    },
    {
      effect: "EXPLICIT_DENY" as const,
      isExplicit: false,
      refusedBy: [statement(), statement({ layer: "identity-based policy", policy: "x" }), statement()],
      words:
        "Disagreement: a statement of a service control policy and of an identity-based policy denied the action when it was refused; by the policies of now no service control policy allows it.",
    },
    {
      effect: "EXPLICIT_DENY" as const,
      isExplicit: false,
      refusedBy: [
        statement({ since: "removed", sid: "Gone" }),
        statement({ since: "changed", sid: "New", policy: "p" }),
        statement({ since: "unchanged", sid: "Same" }),
      ],
      words: `Disagreement: a statement of a service control policy denied the action when it was refused; by the policies of now no service control policy allows it (changed since: "Gone" of ${SCP}, "New" of p).`,
    },
    {
      effect: "EXPLICIT_DENY" as const,
      isExplicit: true,
      refusedBy: [statement({ policy: "inline policy of R" })],
      words: "The policies of now decide the same: a service control policy denies it.",
    },
  ])("$words", ({ effect, isExplicit, refusedBy, words }) => {
    const now = refusalByLayer({ layer: "service control policy", isExplicit });
    const found = compareDecision({ effect, refusedBy, named: null }, decision({ refusedBy: now, layers: [now] }));
    expect(found).toEqual({ agrees: words.startsWith("The policies"), words });
  });

  test("what allows now is said with what changed", () => {
    const since = [statement({ since: "policy removed" })];
    const found = compareDecision(
      { effect: "EXPLICIT_DENY", refusedBy: since, named: null },
      decision({ answer: "allow" }),
    );
    expect(found).toEqual({
      agrees: false,
      words: `Disagreement: a statement of a service control policy denied the action when it was refused, and by the policies of now the action is allowed (changed since: "No" of ${SCP}).`,
    });
  });
});
