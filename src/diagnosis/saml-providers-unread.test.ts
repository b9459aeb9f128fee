/** A role opens only through its SAML provider: providers that could not be read leave a grant open that else works (facts C5). */
import { expect, test } from "vitest";
import { withIam } from "../facts/grant/testing/additional-facts.ts";
import { failed, workingFacts } from "../facts/grant/testing/grant-facts.ts";
import { verdictOf } from "./path/verdict.ts";
import { walkGrant } from "./path/walk-grant.ts";

const verdict = (additional: ReturnType<typeof withIam>, more: Parameters<typeof workingFacts>[0] = {}) =>
  verdictOf(walkGrant(workingFacts({ additional, ...more })));

test("unread providers are not present ones", () => {
  expect(verdict(withIam({ samlProviderArns: failed() }))).toBe("undecided");
  expect(verdict(withIam({}))).toBe("works");
});

test("where there is no role they decide nothing", () => {
  const role = { state: "known", value: null, evidence: [] } as const;
  expect(verdict(withIam({ samlProviderArns: failed() }), { role })).toBe("denied");
});
