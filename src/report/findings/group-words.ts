/** A group of findings as one line: what it is about, whom it concerns, and the command or the advice. */

import { type FindingGroup, type FoundGrants, isAboutAssignments } from "../../model/finding.ts";
import { withoutIds } from "../brief/without-ids.ts";
import { counted } from "../counted.ts";
import { midSentence } from "../mid-sentence.ts";

/**
 * `Engineer in 52 accounts (2 new), 140 users: idc-doctor provision Engineer --all`.
 *
 * @param marks what stands behind its subjects: ` (2 new)`
 */
export function groupSentence(group: FindingGroup, marks = ""): string {
  const { users } = group.affected;
  const people = users === 0 ? "" : `, ${counted(users, "user")}`;
  return `${subjectsOf(group)}${marks}${people}: ${todoOf(group)}`;
}

/** The command; the remedy where one is that of all findings; else what is wrong with all of them. */
function todoOf(group: FindingGroup): string {
  const { command, remedy, title, permissionSet } = group;
  if (command !== null) return command;
  if (group.besideAccepted !== undefined) return planWords(group.besideAccepted);
  if (isOneToDo(group)) return midSentence(withoutIds(remedy));
  return midSentence(permissionSet ? title : ofSeveral(title));
}

/** What repairs all of a line where a command for the whole set would repair what is accepted, too. */
export const planWords = (accepted: number): string =>
  `scan with --baseline and --plan, then fix --plan: provision --all would include ${counted(accepted, "accepted finding")}`;

/** Whether the remedy of the first is that of all: they are one, or assignments of one user or group, or in one account. */
export function isOneToDo({ cause, findings, principals, accounts }: FindingGroup): boolean {
  if (findings === 1 || !isAboutAssignments(cause)) return findings === 1;
  return (cause.startsWith("account-") ? accounts : principals).length === 1;
}

/** `The assigned group is empty` of several: `The assigned groups are empty`. */
const ofSeveral = (title: string): string =>
  title
    .replace("The assignment names a user or group that", "The assignments name users or groups that")
    .replace("users or groups that no longer exists", "users or groups that no longer exist")
    .replace(
      /^The ((?:assigned |entitled )?(?:account|group|user|role)) (is|has|lacks|does)\b/,
      (_, noun: string, verb: string) => `The ${noun}s ${PLURAL[verb] ?? verb}`,
    );

const PLURAL: Readonly<Record<string, string>> = { is: "are", has: "have", lacks: "lack", does: "do" };

export type GroupSubjects = Pick<FindingGroup, "inOneLine" | "title" | "grants"> & {
  readonly permissionSet?: { readonly name: string } | undefined;
  readonly accounts: readonly NamedThing[];
  readonly principals: readonly (NamedThing & { readonly type: string })[];
};

/** `Engineer is outdated in 52 accounts`; what is wrong stands in the title above where no words of its own say it. */
export function lineSentence({ inOneLine, ...group }: GroupSubjects): string {
  const { permissionSet } = group;
  if (!permissionSet || inOneLine === undefined) return subjectsOf(group);
  return subjectsOf({ ...group, permissionSet: { name: `${permissionSet.name} ${inOneLine}` } });
}

/** What it is about, named as far as there is room: permission set, accounts, principals. */
export function subjectsOf({
  permissionSet,
  accounts,
  principals,
  grants,
  title,
}: Omit<GroupSubjects, "inOneLine">): string {
  const where = accounts.length === 0 ? "" : listed(accounts, "account");
  const who = principals.length === 0 ? "" : listed(principals, nounOf(principals));
  if (permissionSet) return [permissionSet.name, where && `in ${where}`, who && `for ${who}`].filter(Boolean).join(" ");
  if (grants && who) return `${grantList(grants)} for ${who}`;
  return [who, where && (who ? `in ${where}` : where)].filter(Boolean).join(" ") || title;
}

/** `Admin in sandbox, ReadOnly in prod and 4 more`. */
function grantList({ count, sample }: FoundGrants): string {
  const more = count - sample.length;
  const all = more > 0 ? [...sample, `${more} more`] : sample;
  return all.length < 2 ? all.join("") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

function nounOf(principals: GroupSubjects["principals"]): string {
  const types = new Set(principals.map(({ type }) => type));
  return types.size > 1 ? "user or group" : types.has("USER") ? "user" : "group";
}

interface NamedThing {
  readonly id: string;
  readonly name: string | null;
}

/** Names of a group's line before it says only how many. */
const NAMED = 3;

/** `sandbox, prod`, or `52 accounts`. */
function listed(items: readonly NamedThing[], noun: string): string {
  if (items.length <= NAMED) return items.map(({ id, name }) => name || id).join(", ");
  return noun === "user or group" ? `${items.length} users and groups` : counted(items.length, noun);
}
