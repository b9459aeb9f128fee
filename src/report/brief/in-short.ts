/** Sentences of a cause as a short answer says them: in the names that its first line has, without ids, ARNs and exact times. */

import { nameInArn } from "../../model/arn-name.ts";
import type { DiagnosedCause, Diagnosis } from "../../model/diagnosis.ts";
import { plain } from "../sanitize.ts";
import { grantOf, personOf } from "./headline.ts";
import { withoutIds } from "./without-ids.ts";

/** How a sentence of a cause is said. */
export type Voice = (sentence: string) => string;

/** An exact time in brackets, behind `3 hours ago`. */
const EXACT_TIME = / \(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z\)/g;

/** The id of a user or group that has no name any more: its first half tells it from the others. */
const STORE_ID = /\b([0-9a-f]{10}-[0-9a-f]{8})-[0-9a-f]{4}(?:-[0-9a-f]{4}){2}-[0-9a-f]{12}\b(?:\.$)?/gi;

/** `ec2:StopInstances on arn:…`: the resource of an action, which is named by the last part. */
const RESOURCE = /(\b[a-z0-9-]{1,40}:[A-Za-z]{1,80} on )(arn:\S*[^\s.,;:])/g;

/** Commands in backticks are pasted, so they stay as they are. */
const outsideCommands = (text: string, change: Voice): string =>
  text
    .split(/(`[^`]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : change(part)))
    .join("");

/** Without ids and ARNs behind what they belong to; an id that stands alone is shortened. */
export const withoutDetails: Voice = (text) =>
  outsideCommands(plain(text), (part) =>
    withoutIds(part)
      .replace(STORE_ID, "$1…")
      .replace(RESOURCE, (_all, action, arn) => `${action}${nameInArn(arn) ?? arn}`),
  );

/** On a terminal `3 hours ago` is enough; a ticket is read later, and keeps the time behind it. */
export const inShort: Voice = (text) => outsideCommands(withoutDetails(text), (part) => part.replace(EXACT_TIME, ""));

/** Under a first line that has named the person and the grant: the address is not repeated beside the name, and the grant is `it`. */
export const underHeadline = (diagnosis: Diagnosis, cause: Pick<DiagnosedCause, "stage">): Voice => {
  const named = inNames(diagnosis, cause);
  const grant = `${grantOf(diagnosis)} `;
  return (text) => {
    const short = named(inShort(text));
    const rest = short.slice(grant.length);
    if (short.startsWith(grant) && /^(?:is|was|reaches)\b/.test(rest)) return `It ${rest}`;
    return short.replace(` with ${grant}is denied`, () => " is denied");
  };
};

/** The person of the question by name. What is about the record itself (stage `user`) is about the name in it, which stays. */
function inNames(diagnosis: Diagnosis, { stage }: Pick<DiagnosedCause, "stage">): Voice {
  const { userName } = diagnosis.question.user;
  const name = personOf(diagnosis);
  // A user name that is a word like others would be found in every sentence.
  if (stage === "user" || userName === null || !userName.includes("@") || name.length > userName.length)
    return (text) => text;
  const address = plain(userName);
  const isPartOfWord = (character: string | undefined): boolean =>
    character !== undefined && /[\p{L}\p{N}@_+-]/u.test(character);
  return (text) =>
    outsideCommands(text, (part) =>
      part.split(address).reduce((said, next) => {
        const isWhole = !isPartOfWord(said.at(-1)) && !isPartOfWord(next[0]) && !/^\.[\p{L}\p{N}]/u.test(next);
        return `${said}${isWhole ? name : address}${next}`;
      }),
    );
}
