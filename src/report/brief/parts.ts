/** What the brief text and the ticket say alike: why, what to do, and what was not looked at. */

import { STAGES, type Stage } from "../../model/access-path.ts";
import type { DiagnosedCause, Diagnosis, NotExamined } from "../../model/diagnosis.ts";
import { permissionsOf } from "../../model/reading.ts";
import { ownCommand, shellWord } from "../../model/shell-word.ts";
import { counted } from "../counted.ts";
import { partWords } from "../part-words.ts";
import { plain } from "../sanitize.ts";
import { type Voice, withoutDetails } from "./in-short.ts";
import { firstSentences } from "./without-ids.ts";

/** The reason in names: whole sentences, as many as stay under the limit. */
export const whyWords = (
  { summary }: Pick<DiagnosedCause, "summary">,
  limit: number,
  voice: Voice = withoutDetails,
): string => firstSentences(voice(summary), limit);

/** The remedy with the first thing to know about it, or the first step of it. */
export function todoWords({ remedy }: DiagnosedCause, limit: number, voice: Voice = withoutDetails): string {
  const [detail] = remedy.kind === "api" ? remedy.notes : remedy.steps;
  const all = [ended(remedy.summary), ...(detail === undefined ? [] : [detail])].join(" ");
  return firstSentences(voice(all), limit);
}

const ended = (words: string): string => (/[.!?…]$/.test(words) ? words : `${words}.`);

/** `Did you mean alice@example.com (Alice Moreau)?`, and what was not compared; undefined where no name was looked for. */
export function nearWords({ question: { user } }: Pick<Diagnosis, "question">): string | undefined {
  const names = (user.near ?? []).map(({ userName, displayName }) =>
    displayName === "" || displayName === userName ? userName : `${userName} (${displayName})`,
  );
  const last = names.at(-1);
  const others = names.slice(0, -1);
  const meant =
    last === undefined ? "" : `Did you mean ${others.length === 0 ? last : `${others.join(", ")} or ${last}`}?`;
  const words = [meant, comparedWords(user)].filter((one) => one !== "").join(" ");
  return words === "" ? undefined : plain(words);
}

/** Who was not compared, or that nobody comes close. */
function comparedWords({ asked, near = [], compared }: Diagnosis["question"]["user"]): string {
  if (compared === undefined) return "";
  const none = near.length === 0;
  switch (compared.which) {
    case "all":
      return none ? noneOf(compared.users, "directory") : "";
    case "some": {
      const [name = asked] = asked.split("@");
      const all = `${ownCommand("why", [shellWord(name)])} looks through all.`;
      return `Only the first ${compared.users} users were compared${none ? ", and none comes close" : ""}: ${all}`;
    }
    case "kept":
      return none && compared.users > 0 ? noneOf(compared.users, "kept snapshot") : "";
    case "none":
      return "Whether another name comes close was not looked at: the users could not be listed.";
  }
}

function noneOf(users: number, where: string): string {
  if (users === 0) return `The ${where} has no users.`;
  return users === 1
    ? `The name of the only user in the ${where} does not come close.`
    : `None of the ${counted(users, "name")} in the ${where} comes close.`;
}

/** Entries that are named; `--full` has all. */
const NAMED = 3;

/** `the portal, some of CloudTrail, 2 more parts`; undefined where everything was looked at. */
export function notExaminedWords({ notExamined, paths }: Diagnosis): string | undefined {
  if (paths.some(({ links }) => links.some(isUnknownInstance))) return "everything in the instance";
  const behind = notExamined.filter(isBehind);
  const others = notExamined.filter((one) => !isBehind(one)).map(({ what }) => wordsOf(what));
  const all = others.length === 0 && behind.length > 0 ? ["later stages"] : [...new Set(others)];
  if (all.length === 0) return undefined;
  const more = all.length - NAMED;
  return plain([...all.slice(0, NAMED), ...(more > 0 ? [counted(more, "more part")] : [])].join(", "));
}

/** Without it nothing else of Identity Center could be asked. */
const isUnknownInstance = ({ stage, state }: Diagnosis["paths"][number]["links"][number]): boolean =>
  stage === "instance" && state === "unknown";

function wordsOf(what: string): string {
  if (isStage(what)) return `the ${what}`;
  // Which events were left out is told by --full.
  return what.startsWith("CloudTrail: ") ? "some of CloudTrail" : partWords(what);
}

/** What comes after a broken link is not looked at; that is no gap of the answer. */
const isBehind = ({ what, reason }: NotExamined): boolean => isStage(what) && reason.startsWith("behind the broken");

const isStage = (what: string): what is Stage => STAGES.some((stage) => stage === what);

/** Permissions without which the question stays open. */
export const missingPermissions = ({ couldNotRead }: Diagnosis): readonly string[] => [
  ...permissionsOf(couldNotRead).map(plain),
];
