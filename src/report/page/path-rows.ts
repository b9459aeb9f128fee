/** The access paths as rows with fixed columns: the best first, the first broken link of each marked as the one to look at. */
import { type AccessPath, ENTITLED_STAGES, type EntitledPath, STAGES } from "../../model/access-path.ts";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { plain } from "../sanitize.ts";
import { entitledLinkView, entitledPlace } from "./entitled-link-view.ts";
import { groupName, type LinkView, linkView } from "./link-view.ts";

export interface PathRow {
  readonly key: string;
  /** `ReadOnly in sandbox, through Developers`. */
  readonly title: string;
  readonly links: readonly LinkView[];
  /** The place of the first broken link; undefined: none is broken. */
  readonly brokenAt: number | undefined;
  /** Drawn without colour: a row above it is the one to look at. */
  readonly isQuiet: boolean;
}

export interface PathRows {
  readonly shown: readonly PathRow[];
  /** Ways that do not apply, or reach less far than the shown ones. */
  readonly folded: readonly PathRow[];
}

/** Ways that work and are drawn; where none works, only the best one is: one broken link to look at. */
const SHOWN = 4;

/** An entitlement reaches the user only where no permission set does: its row stands first, and the way that is not assigned is quiet. */
export function pathRows(diagnosis: Diagnosis): PathRows {
  const entitled = bestFirst(
    (diagnosis.entitledPaths ?? []).map((path, index) => entitledRow(path, index, diagnosis)),
    ENTITLED_STAGES.length,
  );
  const isQuiet = entitled.shown.length > 0;
  const granted = bestFirst(
    diagnosis.paths.map((path, index) => pathRow(path, index, { diagnosis, isQuiet })),
    STAGES.length,
  );
  return {
    shown: [...entitled.shown, ...granted.shown],
    folded: [...entitled.folded, ...granted.folded],
  };
}

function bestFirst(rows: readonly PathRow[], length: number): PathRows {
  const reachOf = ({ brokenAt = length }: PathRow): number => brokenAt;
  const sorted = [...rows].sort((one, other) => reachOf(other) - reachOf(one));
  const whole = rows.filter(({ brokenAt }) => brokenAt === undefined).length;
  const shown = Math.max(1, Math.min(whole, SHOWN));
  return { shown: sorted.slice(0, shown), folded: sorted.slice(shown) };
}

interface RowParts {
  readonly diagnosis: Diagnosis;
  readonly isQuiet: boolean;
}

function pathRow(path: AccessPath, index: number, { diagnosis, isQuiet }: RowParts): PathRow {
  const links = path.links.map((link) => linkView(link, path, diagnosis));
  const grant = links.find(({ stage }) => stage === "provisioning")?.name ?? path.account;
  const isAssigned = path.links.every(({ stage, state }) => stage !== "assignment" || state !== "broken");
  const direct = isAssigned ? "assigned directly" : "not assigned";
  return {
    key: `path-${index + 1}`,
    title: `${grant}, ${path.via === "direct" ? direct : `through ${groupName(path.via.group.name)}`}`,
    links,
    brokenAt: brokenAt(path.links),
    isQuiet,
  };
}

function entitledRow(path: EntitledPath, index: number, diagnosis: Diagnosis): PathRow {
  const via = path.via === "direct" ? "entitled directly" : `through ${groupName(path.via.group.name)}`;
  return {
    key: `entitled-path-${index + 1}`,
    title: `Account access manager: role ${plain(path.role.name)} in ${entitledPlace(path, diagnosis)}, ${via}`,
    links: path.links.map((link) => entitledLinkView(link, path, diagnosis)),
    brokenAt: brokenAt(path.links),
    isQuiet: false,
  };
}

function brokenAt(links: readonly { readonly state: string }[]): number | undefined {
  const at = links.findIndex(({ state }) => state === "broken");
  return at === -1 ? undefined : at;
}
