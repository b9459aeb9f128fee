/** The answer as one sentence that is true of every grant: of the only one, of several, or that the user has nothing there. */
import type { Diagnosis } from "../../model/diagnosis.ts";
import { severalHeadline } from "../grant-blocks.ts";
import { plain } from "../sanitize.ts";
import { grantOf, othersGrants, personOf, verdictSentence } from "./headline.ts";

/** `2 of 3 grants work: Alice Moreau`, `Alice Moreau has nothing in sandbox`. */
export function answerSentence(diagnosis: Diagnosis): string {
  if (diagnosis.grants.length < 2 || othersGrants(diagnosis).length > 0) return verdictSentence(diagnosis);
  const asked = diagnosis.question.account.asked === null ? "" : `, ${grantOf(diagnosis)}`;
  return `${severalHeadline(diagnosis)}: ${personOf(diagnosis)}${asked}`;
}

/** Why, where the user has nothing in the account and others have; undefined for every other answer. */
export function nothingThere(diagnosis: Diagnosis): string | undefined {
  const others = othersGrants(diagnosis);
  if (others.length === 0) return undefined;
  const names = others.map(({ permissionSet }) => permissionSet ?? "a permission set").join(", ");
  const { user } = diagnosis.question;
  return plain(
    `Nothing in ${grantOf(diagnosis)} is assigned to ${user.userName ?? user.asked}, directly or through a group. Others have there: ${names}.`,
  );
}
