/** Verdicts of one grant and of several: headlines that are true, a cause for each, worst first. */
import { describe, expect, test } from "vitest";
import type { DiagnosedCause, Diagnosis, GrantVerdict, Verdict } from "../model/diagnosis.ts";
import { grantBlocks, grantsBlocks, severalHeadline, worstFirst } from "./grant-blocks.ts";
import { palette } from "./palette.ts";

const STYLE = { palette: palette({ isColored: false }), width: 100 };

const grant = (account: string, permissionSet: string, verdict: Verdict) =>
  ({ account, permissionSet, verdict }) as GrantVerdict;

const SANDBOX = grant("111122223333", "ReadOnly", "not-visible");
const CLOSED = grant("222233334444", "Admin", "denied");
const PROD = grant("333344445555", "Admin", "works");

const cause = (id: string, { account, permissionSet }: GrantVerdict, summary = `about ${id}`) =>
  ({
    id,
    confidence: "proved",
    summary,
    evidence: [],
    remedy: { kind: "wait", summary: "Wait", steps: [] },
    grant: { account, permissionSet },
  }) as unknown as DiagnosedCause;

const diagnosis = (members: object): Diagnosis =>
  ({
    question: {
      user: { asked: "alice", userName: "alice" },
      account: { asked: null, id: null, name: null },
      permissionSet: { asked: null, arn: null, name: null },
      region: { asked: "us-east-1", home: null },
    },
    verdict: "not-visible",
    causes: [],
    evidence: {},
    notExamined: [],
    ...members,
  }) as unknown as Diagnosis;

const text = (blocks: readonly (readonly string[])[]): string => blocks.map((lines) => lines.join("\n")).join("\n\n");

describe("one grant", () => {
  test.each([
    { verdict: "works", notExamined: [], headline: "Works  alice → every account" },
    {
      verdict: "works",
      notExamined: [{ what: "role session", reason: "no --audit-role" }],
      headline: "Works, as far as Identity Center shows  alice → every account",
    },
    { verdict: "denied", notExamined: [], headline: "Denied  alice → every account" },
  ])("$headline", ({ verdict, notExamined, headline }) => {
    expect(text(grantBlocks(diagnosis({ verdict, notExamined, grants: [] }), STYLE))).toBe(headline);
  });
});

describe("several grants", () => {
  const causes = [cause("not-a-member", SANDBOX), cause("account-suspended", CLOSED)];
  const grants = [PROD, SANDBOX, CLOSED];

  test("the headline counts, each that does not work has its own cause, what works comes last", () => {
    const shown = text(grantsBlocks(diagnosis({ grants, causes }), STYLE));
    expect(shown.split("\n")[0]).toBe("1 of 3 grants works  alice → every account");
    const heads = [...shown.matchAll(/^(Denied|Not visible|Works) {2}.*$/gm)].map(([line]) => line);
    expect(heads).toEqual([
      "Denied  Admin in 222233334444",
      "Not visible  ReadOnly in 111122223333",
      "Works  Admin in 333344445555",
    ]);
    expect(shown).toMatch(/Denied.*\nCause {2}account-suspended \(proved\)/);
    expect(shown).toMatch(/Not visible.*\nCause {2}not-a-member \(proved\)/);
  });

  test("a grant without a cause of its own says where to look", () => {
    const none = text(grantsBlocks(diagnosis({ grants: [SANDBOX, CLOSED], causes: [] }), STYLE));
    expect(none.match(/No cause was found: see what could not be read and what was not examined/g)).toHaveLength(2);
    const one = text(grantsBlocks(diagnosis({ grants: [SANDBOX, CLOSED], causes: causes.slice(0, 1) }), STYLE));
    expect(one.match(/No cause of its own/g)).toHaveLength(1);
  });

  test("a hint about a grant that works stands with what works", () => {
    const hint = cause("direct-grant", PROD, "assigned to the user directly");
    const shown = text(grantsBlocks(diagnosis({ grants: [PROD, SANDBOX], causes: [causes[0], hint] }), STYLE));
    expect(shown).toMatch(
      /Works {2}Admin in 333344445555\n {2}direct-grant \(proved\) {2}assigned to the user directly$/,
    );
  });

  test.each([
    { grants: [PROD, PROD], notExamined: [], headline: "All 2 grants work" },
    { grants: [SANDBOX, CLOSED], notExamined: [], headline: "0 of 2 grants work" },
    {
      grants: [PROD, SANDBOX],
      notExamined: [{ what: "portal", reason: "no token" }],
      headline: "1 of 2 grants works, as far as Identity Center shows",
    },
  ])("$headline", ({ headline, ...members }) => {
    expect(severalHeadline(members)).toBe(headline);
  });

  test("many that do not work are cut with their verdicts, none is left out", () => {
    const many = [...Array(14).keys()].map((at) => grant(String(100_000_000_000 + at), "Admin", "denied"));
    const shown = text(grantsBlocks(diagnosis({ grants: many }), STYLE)).replaceAll(/\s+/g, " ");
    for (const { account } of many) expect(shown).toContain(account);
    expect(shown).toContain("… and Denied: Admin in 100000000010;");
  });
});

test("worst first keeps the order of equals", () => {
  const other = grant("1", "X", "not-visible");
  expect(worstFirst([PROD, SANDBOX, other, CLOSED])).toEqual([CLOSED, SANDBOX, other, PROD]);
});
