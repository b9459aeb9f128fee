/** The verdict of one grant as a sentence about a person: who can or cannot do what, and where. */
import type { DiagnosedCause, Diagnosis, GrantVerdict, Verdict } from "../../model/diagnosis.ts";
import type { Palette } from "../palette.ts";
import { plain } from "../sanitize.ts";

export const MARKS: Readonly<Record<Verdict, string>> = {
  works: "✓",
  "not-visible": "✗",
  denied: "✗",
  stale: "!",
  pending: "…",
  undecided: "?",
};

export function paintOf(verdict: Verdict, palette: Palette): (text: string) => string {
  if (verdict === "works") return palette.good;
  return verdict === "denied" || verdict === "not-visible" ? palette.bad : palette.warn;
}

/** The person by name, else as the question has it. */
export const personOf = ({ question: { user } }: Diagnosis): string =>
  plain(user.displayName || user.userName || user.asked);

/** `ReadOnly in sandbox`: the grant of the question, in names; where the question names no account or set, the only grant found. */
export function grantOf({ question: { account, permissionSet }, grants }: Diagnosis): string {
  const set = permissionSet.name ?? permissionSet.asked;
  const place = account.name ?? account.id ?? account.asked;
  const [only, ...others] = grants;
  const isNamed = set !== null && place !== null;
  // Nobody asked about the account that stands for all of them.
  if (only && others.length === 0 && place === null && only.permissionSet === null) return placed(set, null);
  return only && others.length === 0 && !isNamed ? nameOf(only) : placed(set, place);
}

/** The account by name, as the question or one of the grants has it. */
export function accountNameOf({ question: { account }, grants }: Diagnosis, accountId: string): string {
  const name = account.id === accountId ? account.name : null;
  return name ?? grants.find((grant) => grant.account === accountId)?.accountName ?? accountId;
}

/** The account of the question, else of the first grant. */
export const accountIdOf = ({ question: { account }, grants: [first] }: Diagnosis): string =>
  account.id ?? first?.account ?? "<account>";

/** `ReadOnly in sandbox`: one of several grants. */
export const nameOf = ({ account, accountName, permissionSet }: GrantVerdict): string =>
  placed(permissionSet, accountName ?? account);

function placed(set: string | null, account: string | null): string {
  if (account === null) return plain(set === null ? "any account" : `${set} in any account`);
  return plain(set === null ? account : `${set} in ${account}`);
}

/** What others have in the account of the question, where the user has nothing there. */
export const othersGrants = ({ grants }: Pick<Diagnosis, "grants">): readonly GrantVerdict[] =>
  grants.length > 1 && grants.every(({ isOthers }) => isOthers) ? grants : [];

/** `Alice Moreau cannot see ReadOnly in sandbox`. */
export function verdictSentence(diagnosis: Diagnosis): string {
  if (othersGrants(diagnosis).length > 0) return `${personOf(diagnosis)} has nothing in ${grantOf(diagnosis)}`;
  const [who, what] = [personOf(diagnosis), grantOf(diagnosis)];
  switch (diagnosis.verdict) {
    case "works":
      return `${who} can use ${what}${diagnosis.notExamined.length > 0 ? ", as far as Identity Center shows" : ""}`;
    case "not-visible":
      return `${who} cannot see ${what}`;
    case "denied":
      return `${who} is denied with ${what}`;
    case "stale":
      return `${who} can use ${what}, but with old permissions`;
    case "pending":
      return `${who} cannot use ${what} yet`;
    case "undecided":
      return `Undecided whether ${who} can use ${what}`;
  }
}

/** `not-a-member (proved)`. */
export const causeWords = ({ id, confidence }: DiagnosedCause): string => `${id} (${confidence})`;

/** `group-empty (likely), assignment-failed, no-assignment (both proved)`: in their order, neighbours of one confidence together. */
export function causesWords(causes: readonly DiagnosedCause[]): string {
  const runs: DiagnosedCause[][] = [];
  for (const cause of causes) {
    const last = runs.at(-1);
    if (last?.[0]?.confidence === cause.confidence) last.push(cause);
    else runs.push([cause]);
  }
  return runs
    .map((run) => {
      const how = run.length === 1 ? "" : run.length === 2 ? "both " : "all ";
      return `${run.map(({ id }) => id).join(", ")} (${how}${run[0]?.confidence})`;
    })
    .join(", ");
}
