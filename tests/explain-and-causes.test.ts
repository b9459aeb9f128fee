/** The two commands that take words never disagree: what `causes` is sure of, `explain` says, and it offers `causes` only where that answers. */
import { expect, test } from "vitest";
import { causesFor } from "../src/app/causes.ts";
import { explain } from "../src/app/explain.ts";

const SENTENCES = [
  "assigning the permission set failed, the role quota is exceeded",
  "the office proxy blocks our AWS portal",
  "leapp does not show the new account, the portal does",
  "a user created with Terraform never got an invite for AWS",
  "delegated admin account gets AccessDenied in the management account",
  "wrong account id in the profile",
  "CreateSAMLProvider quota reached when SSO assigns the first set",
  "aws sso list-accounts gives me only 20 accounts but I should have 64",
  "the assignments tab shows a user as a long id only",
  "group synced halfway to AWS",
  "Everything of our team is grey in AWS",
  "somebody has a question about the account and the role",
  "our AWS accounts are organised in a strange way",
];

const foundBy = (words: string): ReturnType<typeof causesFor> => {
  try {
    return causesFor([words]);
  } catch {
    return [];
  }
};

test.each(SENTENCES)("%s", (text) => {
  const { explanations } = explain(text);
  const named = explanations.flatMap(({ causes, fits }) => [...causes, ...fits].map(({ id }) => id));
  const found = foundBy(text);
  for (const { id } of found.filter(({ fits }) => fits === "likely")) expect(named).toContain(id);
  for (const id of named) expect(found.map((one) => one.id)).toContain(id);
  const isOffered = explanations.some(({ next }) => next.some((step) => step.startsWith("idc-doctor causes")));
  if (isOffered) expect(found.length).toBeGreaterThan(0);
});

test("a sentence is not taken for a misspelt id", () => {
  expect(() => causesFor(["principal xylophone zebra unicorn"])).toThrow(expect.objectContaining({ candidates: [] }));
});
