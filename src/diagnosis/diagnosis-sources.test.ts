import { describe, expect, test } from "vitest";
import type { GrantFacts } from "../facts/grant/grant-facts.ts";
import { withIam } from "../facts/grant/testing/additional-facts.ts";
import { additional, failed, PRODUCTION, sandbox, workingFacts } from "../facts/grant/testing/grant-facts.ts";
import type { Diagnosis } from "../model/diagnosis.ts";
import { known } from "../model/reading.ts";
import { diagnose } from "./diagnose.ts";
import { allow, asking, policy } from "./testing/broken-policies.ts";
import { gathered } from "./testing/gathered-facts.ts";

const diagnosed = (facts: GrantFacts): Diagnosis => diagnose(gathered(facts));

describe("a diagnosis tells of its sources", () => {
  const THE_REST = "policies of the resource, of the session and of VPC endpoints";

  test("the decisions of the grants that ask about an action, and none where none does", () => {
    const { decisions } = diagnose(gathered(workingFacts(), asking()));
    expect(decisions?.map(({ answer }) => answer)).toEqual(["allow"]);
    expect(diagnosed(workingFacts())).not.toHaveProperty("decisions");
  });

  test("what changed since a snapshot from before, and nothing where none was given", () => {
    const before = workingFacts({ additional: additional({ before: known(workingFacts()) }) });
    const { since } = diagnose(gathered(workingFacts(), before));
    expect(since).toMatchObject([{ account: before.accountId, permissionSet: "ReadOnly", changes: [] }]);
    expect(diagnosed(workingFacts())).not.toHaveProperty("since");
  });

  test.each<{ readonly what: string; readonly facts: GrantFacts; readonly expected: readonly string[] }>([
    { what: "nothing where all links were judged", facts: workingFacts(), expected: [] },
    { what: "what lies with the resource beside an allowance", facts: asking(), expected: [THE_REST] },
    { what: "nothing beside a denial", facts: asking({ identity: known([]) }), expected: [] },
    {
      what: "what a decision depends on, each once",
      facts: asking({
        identity: known([
          policy("A", allow("*", { Condition: { StringEquals: { "aws:SourceVpc": "v" } } })),
          policy("B", allow("*", { Condition: { StringEquals: { "aws:SourceVpc": "w", "aws:SourceIp": "x" } } })),
        ]),
      }),
      expected: ["aws:SourceVpc", "aws:SourceIp", THE_REST],
    },
    {
      what: "the links behind a break",
      facts: workingFacts({ freshness: known("not-provisioned") }),
      expected: ["account", "portal", "role session"],
    },
    {
      what: "sources that could not be read",
      facts: workingFacts({ additional: additional({ trail: failed() }) }),
      expected: ["trail"],
    },
    {
      what: "parts of sources that could not be read",
      facts: workingFacts({ additional: withIam({ summary: failed() }) }),
      expected: ["summary"],
    },
    {
      what: "layers that could not be read",
      facts: asking({ elsewhere: failed(), identity: known([]) }, {}, { trail: failed() }),
      expected: ["trail", "elsewhere"],
    },
    {
      what: "not the snapshot from before",
      facts: workingFacts({ additional: additional({ before: failed() }) }),
      expected: [],
    },
  ])("what was not examined: $what", ({ facts, expected }) => {
    expect(diagnosed(facts).notExamined.map(({ what }) => what)).toEqual(expected);
  });

  test("why a source was not examined", () => {
    expect(
      diagnosed(workingFacts({ additional: additional({ trail: failed("refused", "LookupEvents") }) })).notExamined,
    ).toEqual([
      {
        what: "trail",
        reason: "LookupEvents (sso:LookupEvents): User is not authorized to perform: sso:LookupEvents",
      },
    ]);
    expect(diagnosed(asking()).notExamined[0]?.reason).toMatch(/^they are not read/);
  });

  test("each failed read and each source once, of all grants", () => {
    const used = { source: "CloudTrail", why: "to see it" } as const;
    const facts = workingFacts({
      freshness: failed("refused", "A"),
      role: failed("throttled", "A"),
      requests: failed("refused", "B"),
      additional: additional({ used: [used, { source: "trusted access", why: "to see that" }] }),
    });
    const diagnosis = diagnose(gathered(facts, { ...facts, accountId: PRODUCTION }));
    expect(diagnosis.couldNotRead.map(({ operation, kind }) => [operation, kind])).toEqual([
      ["A", "refused"],
      ["B", "refused"],
    ]);
    expect(diagnosis.additionalSources.map(({ source }) => source)).toEqual(["CloudTrail", "trusted access"]);
  });

  test("each grant by its account and set; null: it is not known which", () => {
    const { grants, verdict } = diagnose(
      gathered(workingFacts(), { ...workingFacts(), accountId: PRODUCTION, permissionSet: known(null) }),
    );
    expect(grants.map(({ account, permissionSet }) => [account, permissionSet])).toEqual([
      [PRODUCTION, null],
      [sandbox.id, "ReadOnly"],
    ]);
    expect(verdict).not.toBe("works");
    expect(diagnosed(workingFacts({ permissionSet: failed() })).grants[0]?.permissionSet).toBeNull();
  });
});
