/** One link of an access path as it is drawn: a word for its state, a name, and which of the two unknowns it is. */
import type { AccessPath, EntitledStage, Link, LinkAt, Stage } from "../../model/access-path.ts";
import type { Diagnosis } from "../../model/diagnosis.ts";
import type { EvidenceId } from "../../model/evidence.ts";
import { permissionsOf as missingOf, type ReadFailure } from "../../model/reading.ts";
import { withoutIds } from "../brief/without-ids.ts";
import { plain } from "../sanitize.ts";

/**
 * `could not read`: a call failed, the permission is known. `not given`: the question leaves it out, so there is nothing to look at.
 * `behind`: quiet, because a link before it is broken.
 */
export type DrawnState = "ok" | "broken" | "could not read" | "not given" | "behind" | "not examined";

export interface LinkView {
  readonly stage: Stage | EntitledStage;
  readonly column: string;
  readonly state: DrawnState;
  /** `enabled`, `not a member`: says the state without its colour. */
  readonly word: string;
  /** What the link is about, in names. */
  readonly name: string;
  /** The claim, with names only. */
  readonly claim: string;
  /** The claim with its ids. */
  readonly fullClaim: string;
  readonly evidence: readonly EvidenceId[];
  /** What the question leaves out, without which this link says only half: an empty field, and no gap of the reading. */
  readonly asksFor: "action" | undefined;
  /** Of `could not read`: IAM actions that the caller lacks. */
  readonly permissions: readonly string[];
}

/** Of either road. */
type AnyLink = LinkAt<Stage | EntitledStage>;

/** The columns of every path, in its order. */
export const COLUMNS: Readonly<Record<Stage, string>> = {
  instance: "Identity Center",
  user: "Person",
  membership: "Group",
  assignment: "Assignment",
  provisioning: "Permission set in account",
  account: "Account",
  portal: "Portal",
  "role session": "Role session",
};

const WORDS: Readonly<Record<Stage, Readonly<Record<"ok" | "broken", string>>>> = {
  instance: { ok: "active", broken: "not usable" },
  user: { ok: "enabled", broken: "not usable" },
  membership: { ok: "member", broken: "not a member" },
  assignment: { ok: "assigned", broken: "not assigned" },
  provisioning: { ok: "provisioned", broken: "not provisioned" },
  account: { ok: "active", broken: "not usable" },
  portal: { ok: "shown", broken: "not shown" },
  "role session": { ok: "opens", broken: "refused" },
};

/** The link as it is drawn. Nothing is judged here: the state is the diagnosis's own. */
export function linkView(link: Link, path: AccessPath, diagnosis: Diagnosis): LinkView {
  const state = drawnState(link);
  return drawnLink(link, diagnosis, {
    state,
    column: COLUMNS[link.stage],
    word: wordOf(link, path, state),
    name: nameOf(link.stage, path, diagnosis),
    account: { id: path.account, name: placeOf(path, diagnosis) },
    asksFor: link.stage === "role session" && state === "ok" && !diagnosis.decisions ? "action" : undefined,
  });
}

interface LinkParts extends Pick<LinkView, "state" | "column" | "word" | "name" | "asksFor"> {
  /** Said by its name where the claim has its id; absent: the claim has the name. */
  readonly account?: { readonly id: string; readonly name: string };
}

/** What the links of both roads have in common. */
export function drawnLink(link: AnyLink, diagnosis: Diagnosis, { account, ...parts }: LinkParts): LinkView {
  const subject = plain(subjectOf(link, diagnosis));
  return {
    stage: link.stage,
    ...parts,
    claim: sentenceOf(account ? withoutIds(subject).replaceAll(account.id, account.name) : withoutIds(subject)),
    fullClaim: sentenceOf(subject),
    evidence: link.evidence,
    permissions: parts.state === "could not read" ? permissionsOf(link, diagnosis) : [],
  };
}

/** `is a member of …` is said of the person. */
const subjectOf = ({ summary }: AnyLink, { question: { user } }: Diagnosis): string =>
  summary.startsWith("is ") ? `${user.displayName || user.userName || user.asked} ${summary}` : summary;

export function drawnState({ state, summary }: AnyLink): DrawnState {
  if (state === "unknown") return "could not read";
  if (state !== "not examined") return state;
  if (summary.startsWith("behind the broken")) return "behind";
  return NOT_GIVEN.test(summary) ? "not given" : "not examined";
}

/** A link that only the reader of the page can complete: an action, a profile or a Region is missing from the question. */
const NOT_GIVEN = /--(action|profile|as-me|region|context|resource|user-profile)\b|\bno action\b/;

function wordOf({ stage, state, summary }: Link, { via }: AccessPath, drawn: DrawnState): string {
  if (stage === "membership" && via === "direct" && state === "ok") return "not needed";
  // The role is there, with an older content of the set.
  if (stage === "provisioning" && state === "broken" && summary.startsWith("provisioned, ")) return "outdated";
  switch (drawn) {
    case "ok":
    case "broken":
      return WORDS[stage][drawn];
    case "behind":
      return "not reached";
    default:
      return drawn;
  }
}

/** The account by name, as far as it is known. */
export const placeOf = ({ account }: Pick<AccessPath, "account">, { question, grants }: Diagnosis): string =>
  plain(
    grants.find((grant) => grant.account === account)?.accountName ??
      (question.account.id === account ? question.account.name : null) ??
      account,
  );

function nameOf(stage: Stage, path: AccessPath, diagnosis: Diagnosis): string {
  const { via, permissionSet } = path;
  const { question } = diagnosis;
  const { user, region } = question;
  const place = placeOf(path, diagnosis);
  const set =
    permissionSet?.name ?? question.permissionSet.name ?? question.permissionSet.asked ?? "any permission set";
  const names: Readonly<Record<Stage, string>> = {
    instance: region.home ?? region.asked,
    user: user.displayName || user.userName || user.asked,
    membership: via === "direct" ? "direct" : groupName(via.group.name),
    assignment: set,
    provisioning: `${set} in ${place}`,
    account: place,
    portal: place,
    "role session": set,
  };
  return plain(names[stage]);
}

/** The diagnosis writes `group Developers (id)` for a group that it read. */
export const groupName = (name: string): string => withoutIds(plain(name)).replace(/^group /, "");

/** Those whose call this link waits for; where none is cited, all that could not be read. */
function permissionsOf({ summary, evidence }: AnyLink, diagnosis: Diagnosis): readonly string[] {
  const cited = new Set(evidence.map((id) => diagnosis.evidence[id]?.operation));
  const isOwn = ({ operation, permission }: ReadFailure): boolean =>
    cited.has(operation) || summary.includes(permission) || summary.includes(operation);
  const own = diagnosis.couldNotRead.filter(isOwn);
  const all = own.length > 0 ? own : diagnosis.couldNotRead;
  return actionsOf(all);
}

/** The IAM actions alone: a permission may say in words who else could read it. */
export const actionsOf = (failures: readonly Pick<ReadFailure, "kind" | "permission">[]): readonly string[] => [
  ...new Set(missingOf(failures).map((permission) => plain(permission).split(" ")[0] ?? "")),
];

/** A claim begins with a capital, unless it begins with a name or an ARN, and ends with a full stop. */
export function sentenceOf(text: string): string {
  const begun = /^[a-z]+ /.test(text) ? `${text.slice(0, 1).toUpperCase()}${text.slice(1)}` : text;
  return /[.!?…]$/.test(begun) ? begun : `${begun}.`;
}
