/** Verdicts for people: of one grant, or of each of several with its own cause, worst first; no headline is true of one only. */
import type { DiagnosedCause, Diagnosis, GrantVerdict, Verdict } from "../model/diagnosis.ts";
import { WORST_FIRST } from "../model/diagnosis.ts";
import { paintOf } from "./brief/headline.ts";
import { causeBlock, otherCauses } from "./cause-lines.ts";
import { counted } from "./counted.ts";
import { hanging } from "./layout.ts";
import { plain } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  works: "Works",
  "not-visible": "Not visible",
  denied: "Denied",
  stale: "Works, but with old permissions",
  pending: "Not yet: still in progress",
  undecided: "Undecided",
};

/** `Works` alone says that everything was looked at. */
export const headlineOf = ({ verdict, notExamined }: Pick<Diagnosis, "verdict" | "notExamined">): string =>
  verdict === "works" && notExamined.length > 0 ? "Works, as far as Identity Center shows" : VERDICT_WORDS[verdict];

/** Who, where, which: in the names of AWS where they are known, else in the words of the question. */
export function subjectOf({ question }: Diagnosis): string {
  const { user, account, permissionSet } = question;
  const who = user.userName ?? user.asked;
  const where = account.id
    ? account.name
      ? `${account.name} (${account.id})`
      : account.id
    : (account.asked ?? "every account");
  const what = permissionSet.name ?? permissionSet.asked;
  return plain(what ? `${who} → ${what} in ${where}` : `${who} → ${where}`);
}

/** One grant, or none that could be found: its verdict, the cause and the others. */
export function grantBlocks(diagnosis: Diagnosis, style: TextStyle): readonly (readonly string[])[] {
  const { palette } = style;
  const headline = palette.strong(paintOf(diagnosis.verdict, palette)(headlineOf(diagnosis)));
  return [
    [`${headline}  ${subjectOf(diagnosis)}`],
    ...causeBlocks(diagnosis.causes, diagnosis, style),
    ...hasBlock(diagnosis, style),
  ];
}

/** `Has  ReadOnly in sandbox`: what the user can use in the account instead. */
function hasBlock(diagnosis: Diagnosis, { palette, width }: TextStyle): readonly (readonly string[])[] {
  const words = hasInstead(diagnosis);
  return words === undefined ? [] : [hanging(`${palette.strong("Has")}  `, words, width)];
}

/** Undefined where nothing is known of it. @param there instead of the account's name, where that has just been said */
export function hasInstead({ has, question: { account } }: Diagnosis, there?: "there"): string | undefined {
  if (has === undefined) return undefined;
  const where = there ?? `in ${account.name ?? account.id ?? "the account"}`;
  const sets = has.grants.map(
    ({ permissionSet, isDirect }) => `${permissionSet}${isDirect ? "" : " (through a group)"}`,
  );
  const more = has.unnamed > 0 ? [counted(has.unnamed, "more permission set")] : [];
  const all = [...sets, ...more];
  return plain(all.length === 0 ? `nothing else ${where}` : `${all.join(", ")} ${where}`);
}

function causeBlocks(
  [first, ...others]: readonly DiagnosedCause[],
  diagnosis: Diagnosis,
  style: TextStyle,
): readonly (readonly string[])[] {
  if (!first) return [];
  return [causeBlock(first, diagnosis, style), ...(others.length > 0 ? [otherCauses(others, style)] : [])];
}

/** Grants that do not work are shown with their causes up to this number; the JSON has all. */
const GRANTS_SHOWN = 10;
/** Grants that work are named up to this number. */
const WORKING_NAMED = 20;

/** Several grants: how many work, then each that does not with its cause, then those that work in one line. */
export function grantsBlocks(diagnosis: Diagnosis, style: TextStyle): readonly (readonly string[])[] {
  const { palette, width } = style;
  const ordered = worstFirst(diagnosis.grants);
  const working = ordered.filter(({ verdict }) => verdict === "works");
  const broken = ordered.filter(({ verdict }) => verdict !== "works");
  const more = broken.slice(GRANTS_SHOWN);
  return [
    [`${palette.strong(severalHeadline(diagnosis))}  ${subjectOf(diagnosis)}`],
    ...broken.slice(0, GRANTS_SHOWN).flatMap((grant) => oneOfSeveral(grant, diagnosis, style)),
    ...(more.length > 0 ? [hanging("… and  ", more.map(verdictWords).join("; "), width)] : []),
    ...(working.length > 0 ? [workingLines(working, diagnosis, style)] : []),
  ];
}

export const worstFirst = (grants: readonly GrantVerdict[]): readonly GrantVerdict[] =>
  [...grants].sort((a, b) => WORST_FIRST.indexOf(a.verdict) - WORST_FIRST.indexOf(b.verdict));

/** `2 of 3 grants work`: true of all of them. */
export function severalHeadline({ grants: all, notExamined }: Pick<Diagnosis, "grants" | "notExamined">): string {
  if (all.every(({ isOthers }) => isOthers)) return "Nothing there is assigned to the user";
  const lost = all.filter(({ isLost }) => isLost).length;
  const grants = lost === all.length ? all : all.filter(({ isLost }) => !isLost);
  const working = grants.filter(({ verdict }) => verdict === "works").length;
  const far = working > 0 && notExamined.length > 0 ? ", as far as Identity Center shows" : "";
  const perhaps = all.filter(({ isLostPerhaps }) => isLostPerhaps).length;
  const surely = lost - perhaps;
  const gone =
    lost === 0 || lost === all.length
      ? ""
      : `${surely > 0 ? `; ${surely} more ${surely === 1 ? "was" : "were"} lost` : ""}${perhaps > 0 ? `; ${perhaps} more may have been lost` : ""}`;
  if (working === grants.length)
    return `${grants.length === 1 ? "The one grant works" : `All ${counted(grants.length, "grant")} work`}${far}${gone}`;
  return `${working} of ${counted(grants.length, "grant")} ${working === 1 ? "works" : "work"}${far}${gone}`;
}

function oneOfSeveral(grant: GrantVerdict, diagnosis: Diagnosis, style: TextStyle): readonly (readonly string[])[] {
  const { palette } = style;
  const words = VERDICT_WORDS[grant.verdict];
  const headline = grant.isLost ? `${lostWord(grant)} (${words.toLowerCase()})` : words;
  const head = `${palette.strong(paintOf(grant.verdict, palette)(headline))}  ${grantName(grant)}`;
  const own = diagnosis.causes.filter((cause) => isOf(cause, grant));
  const [first, ...rest] = causeBlocks(own, diagnosis, style);
  if (first) return [[head, ...first], ...rest];
  return [[head, `  ${palette.faint(withoutOwnCause(diagnosis))}`]];
}

/** Where nobody knows whether the user had it, it is not called lost. */
export const lostWord = ({ isLostPerhaps }: Pick<GrantVerdict, "isLostPerhaps">): string =>
  isLostPerhaps ? "Perhaps lost" : "Lost";

/** A cause that holds for several grants is listed once, with the first of them. */
const withoutOwnCause = ({ causes }: Diagnosis): string =>
  causes.length > 0
    ? "No cause of its own: see the causes of the other grants, and what was not examined"
    : "No cause was found: see what could not be read and what was not examined";

export const isOf = ({ grant }: DiagnosedCause, { account, permissionSet }: GrantVerdict): boolean =>
  grant === undefined || (grant.account === account && grant.permissionSet === permissionSet);

export const grantName = ({ account, permissionSet }: Pick<GrantVerdict, "account" | "permissionSet">): string =>
  plain(`${permissionSet ?? "any permission set"} in ${account}`);

const verdictWords = (grant: GrantVerdict): string => `${VERDICT_WORDS[grant.verdict]}: ${grantName(grant)}`;

function workingLines(working: readonly GrantVerdict[], { causes }: Diagnosis, { palette, width }: TextStyle) {
  const more = working.length - WORKING_NAMED;
  const names = [
    ...working.slice(0, WORKING_NAMED).map(grantName),
    ...(more > 0 ? [`and ${more} more, with --output json`] : []),
  ];
  const hints = causes.filter((cause) => cause.grant && working.some((grant) => isOf(cause, grant)));
  return [
    ...hanging("Works  ", names.join("; "), width).map((line, at) => (at === 0 ? palette.good(line) : line)),
    ...hints.flatMap(({ id, confidence, summary }) => hanging(`  ${id} (${confidence})  `, plain(summary), width)),
  ];
}
