/** The causes of a diagnosis for people: what is wrong, the calls that prove it, and what to do. */
import type { DiagnosedCause, Diagnosis } from "../model/diagnosis.ts";
import type { Evidence, EvidenceId } from "../model/evidence.ts";
import { parseRoleArn } from "../model/reserved-role.ts";
import { ownCommand, shellWord } from "../model/shell-word.ts";
import { commandOf } from "../plan/changes/index.ts";
import { hanging, wrap } from "./layout.ts";
import { plain, plainDeep } from "./sanitize.ts";
import type { TextStyle } from "./text-style.ts";

/** A cause with its proof and its remedy. */
export function causeBlock(cause: DiagnosedCause, diagnosis: Diagnosis, style: TextStyle): readonly string[] {
  const { palette, width } = style;
  return [
    `${palette.strong("Cause")}  ${palette.accent(cause.id)} ${palette.faint(`(${cause.confidence})`)}`,
    ...wrap(plain(cause.summary), width, "  "),
    ...proofLines(cause, diagnosis, style),
    "",
    ...remedyLines(cause, diagnosis, style),
  ];
}

/** How many calls are shown as proof of a cause; the JSON has all. */
const PROOFS_SHOWN = 4;

function proofLines(
  { evidence }: DiagnosedCause,
  diagnosis: Diagnosis,
  { palette, width }: TextStyle,
): readonly string[] {
  const shown = evidence.slice(0, PROOFS_SHOWN).flatMap((id) => evidenceLine(diagnosis.evidence[id], id) ?? []);
  const rest = evidence.length - shown.length;
  const more = rest > 0 && shown.length > 0 ? [`  ${palette.faint(`… and ${rest} more, with --output json`)}`] : [];
  return [...shown.flatMap((line) => hanging("  proof  ", line, Math.max(width, 60)).map(palette.faint)), ...more];
}

/** `ListAccountAssignments {…} → {…}` with what is long cut short. */
function evidenceLine(evidence: Evidence | undefined, id: EvidenceId): string | undefined {
  if (!evidence) return undefined;
  const brief = (value: unknown) => {
    const text = JSON.stringify(plainDeep(value));
    return text.length > 180 ? `${text.slice(0, 180)}…` : text;
  };
  return `${id} ${plain(evidence.operation)} ${brief(evidence.input)} → ${brief(evidence.output)}`;
}

const REMEDY_HEADS = { api: "Fix", human: "Do this by hand", wait: "Wait" } as const;

/** What to do about a cause, and the command that does it where an API can. */
export function remedyLines(
  cause: DiagnosedCause,
  diagnosis: Diagnosis,
  { palette, width }: TextStyle,
): readonly string[] {
  const { remedy } = cause;
  const risk = remedy.kind === "wait" ? "" : palette.faint(`  risk ${remedy.risk}`);
  const head = [`${palette.strong(REMEDY_HEADS[remedy.kind])}  ${plain(remedy.summary)}${risk}`];
  if (remedy.kind !== "api")
    return [...head, ...remedy.steps.flatMap((step, index) => hanging(`  ${index + 1}. `, plain(step), width))];
  const region = diagnosis.question.region.home ?? diagnosis.question.region.asked;
  return [
    ...head,
    ...remedy.changes.map((change) => `  ${palette.accent(plain(commandOf(change, region)))}`),
    ...remedy.notes.flatMap((note) => wrap(plain(note), width, "  ")),
    `  ${palette.faint("Rehearse, apply and verify:")} ${commandFor("fix", diagnosis, cause)}`,
  ];
}

/** A name is somebody's text: in a shell it stays one word, and no flag. @param flags of the command itself */
export function commandFor(
  command: "fix" | "why",
  { question, evidence }: Diagnosis,
  { grant, remedy }: Partial<DiagnosedCause>,
  flags: readonly string[] = [],
): string {
  const { user, account, permissionSet } = question;
  const repair = remedy?.kind === "api" ? remedy : undefined;
  const role = repair?.roleArn?.slice(repair.roleArn.lastIndexOf("/") + 1) ?? null;
  const set = permissionSet.name ?? grant?.permissionSet ?? permissionSet.asked ?? role;
  const isOfRole = command === "fix" && repair?.changes.some(({ kind }) => kind === "update-trust-policy") === true;
  const place = account.id ?? accountOf(grant);
  const who = shellWord(user.userName ?? user.asked);
  const isOpen = command === "why" && place === undefined && set === null;
  const words = isOpen ? [who] : [who, place ?? "<account>", set === null ? "<set>" : shellWord(set)];
  return plain(ownCommand(command, words, isOfRole ? [...auditRoleIn(evidence), ...flags] : flags));
}

/** A cause without a set, where no account was asked about, is about none. */
const accountOf = (grant: DiagnosedCause["grant"]): string | undefined =>
  grant?.permissionSet === null ? undefined : grant?.account;

/** A trust policy is changed through the role that it was read with; none where a document told it. */
function auditRoleIn(evidence: Diagnosis["evidence"]): readonly string[] {
  const assumed = Object.values(evidence).find(({ operation }) => /\bAssumeRole$/.test(operation));
  const role = parseRoleArn(String(assumed?.input["RoleArn"] ?? ""));
  return role ? [`--audit-role ${shellWord(role.roleName)}`] : [];
}

/** Further causes, one sentence each. */
export function otherCauses(causes: readonly DiagnosedCause[], { palette, width }: TextStyle): readonly string[] {
  return [
    palette.strong("Also"),
    ...causes.flatMap((cause) => hanging(`  ${cause.id} (${cause.confidence})  `, plain(cause.summary), width)),
  ];
}
