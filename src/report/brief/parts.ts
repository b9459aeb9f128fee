/** What the brief text and the ticket say alike: why, what to do, and what was not looked at. */
import { STAGES, type Stage } from "../../model/access-path.ts";
import type { DiagnosedCause, Diagnosis, NotExamined } from "../../model/diagnosis.ts";
import { counted } from "../counted.ts";
import { plain } from "../sanitize.ts";
import { firstSentences, withoutIds } from "./without-ids.ts";

/** The reason in names: whole sentences, as many as stay under the limit. */
export const whyWords = ({ summary }: Pick<DiagnosedCause, "summary">, limit: number): string =>
  firstSentences(withoutIds(plain(summary)), limit);

/** The remedy with the first thing to know about it, or the first step of it. */
export function todoWords({ remedy }: DiagnosedCause, limit: number): string {
  const [detail] = remedy.kind === "api" ? remedy.notes : remedy.steps;
  const all = [ended(remedy.summary), ...(detail === undefined ? [] : [detail])].join(" ");
  return firstSentences(withoutIds(plain(all)), limit);
}

const ended = (words: string): string => (/[.!?…]$/.test(words) ? words : `${words}.`);

/** Entries that are named; `--full` has all. */
const NAMED = 3;

/** `the portal, CloudTrail: DeleteAccountAssignment, and 2 more`; undefined where everything was looked at. */
export function notExaminedWords({ notExamined }: Diagnosis): string | undefined {
  const behind = notExamined.filter(isBehind);
  const others = notExamined.filter((one) => !isBehind(one)).map(({ what }) => partWords(what));
  const all = others.length === 0 && behind.length > 0 ? ["the stages after the broken one"] : [...new Set(others)];
  if (all.length === 0) return undefined;
  const more = all.length - NAMED;
  return plain([...all.slice(0, NAMED), ...(more > 0 ? [counted(more, "more part")] : [])].join(", "));
}

/** Facts that were not read, in words. */
const PARTS: Readonly<Record<string, string>> = {
  formerSetArn: "the permission set's former ARN",
  grantedAt: "when it was granted",
  hasServiceLinkedRole: "the service-linked role",
  isSetInManagementAccount: "whether the set is used in the management account",
  setsInAccount: "how many sets the account has",
  held: "what else the user has in the account",
  trail: "CloudTrail",
  client: "the user's own AWS configuration",
  iam: "IAM in the account",
  layers: "service and resource control policies",
};

const partWords = (what: string): string => (isStage(what) ? `the ${what}` : (PARTS[what] ?? what));

/** What comes after a broken link is not looked at; that is no gap of the answer. */
const isBehind = ({ what, reason }: NotExamined): boolean => isStage(what) && reason.startsWith("behind the broken");

const isStage = (what: string): what is Stage => STAGES.some((stage) => stage === what);

/** Permissions without which the question stays open. */
export const missingPermissions = ({ couldNotRead }: Diagnosis): readonly string[] => [
  ...new Set(couldNotRead.map(({ permission }) => plain(permission))),
];
