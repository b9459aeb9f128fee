/** A word that says which cause it is stands before what every such complaint may come from. */
import { describe, expect, test } from "vitest";
import { likely, possible } from "../catalogue-ids.ts";
import { explainPasted } from "../index.ts";
import type { Symptom } from "./symptom.ts";
import { lifted, tellingWordsIn } from "./telling-words.ts";

const GENERAL = "I cannot see the account in the AWS portal";

test("a telling word puts its causes first, and keeps at most six others", () => {
  const [alone] = explainPasted(GENERAL);
  const [told] = explainPasted(`${GENERAL}, Organizations shows it as SUSPENDED`);
  expect(alone?.fits.length).toBeGreaterThan(9);
  expect(told?.fits.slice(0, 3)).toEqual(
    ["account-suspended", "account-pending-closure", "account-closed"].map((id) => ({ id, confidence: "likely" })),
  );
  expect(told?.fits.slice(3).map(({ confidence }) => confidence)).toEqual(Array(6).fill("possible"));
  expect(told?.title).toBe("The account is suspended");
});

test("a symptom whose own cause is told keeps its words", () => {
  const [told] = explainPasted("nested groups of AWS do not work");
  expect(told?.title).toBe("A nested group gives nobody access");
  expect(told?.fits[0]).toEqual({ id: "nested-group", confidence: "likely" });
});

test("a telling word alone is enough where AWS is meant, and nothing elsewhere", () => {
  expect(explainPasted("the set-up of ABAC in AWS")[0]?.fits[0]?.id).toBe("abac-attribute");
  expect(explainPasted("the set-up of ABAC in our shop")[0]?.kind).toBe("not-recognised");
});

test("two telling words of one sentence are followed, the others are not", () => {
  const found = tellingWordsIn("KMS key disabled, ABAC off, MFA lost, invite missing: SSO sign-in of nobody works");
  expect(found.map(({ lifts }) => lifts[0])).toEqual(["kms-key-unusable", "abac-attribute"]);
});

describe("the causes of a symptom beside a telling word", () => {
  const complaint: Symptom = { title: "A complaint", words: [], meaning: [], question: "Which?", fits: [] };
  const found = tellingWordsIn("MFA of a nested group");
  const KEPT = likely("not-a-member", "group-empty");

  test.each([
    ["no symptom", undefined, likely("nested-group", "mfa-not-registered", "sign-in-failed")],
    [
      "what is told is not repeated behind",
      [...possible("nested-group", "sign-in-failed"), ...KEPT],
      [...likely("nested-group", "mfa-not-registered", "sign-in-failed"), ...possible("not-a-member", "group-empty")],
    ],
    [
      "the symptom's own likely cause comes first, then the other word's",
      [...KEPT, ...possible("sign-in-failed"), ...likely("nested-group")],
      [...possible("sign-in-failed"), ...likely("nested-group"), ...KEPT],
    ],
  ])("%s", (_name, fits, expected) => {
    expect(found.map(({ lifts }) => lifts)).toEqual([["nested-group"], ["mfa-not-registered", "sign-in-failed"]]);
    expect(lifted(found, fits && { ...complaint, fits })?.fits).toEqual(expected);
  });

  test("without a telling word the symptom stays as it is", () => {
    expect(lifted([], complaint)).toBe(complaint);
  });
});
