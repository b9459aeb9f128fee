/** The access paths as rows with fixed columns: the best first, the first broken link of each marked as the one to look at. */
import { type AccessPath, STAGES } from "../../model/access-path.ts";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { groupName, type LinkView, linkView } from "./link-view.ts";

export interface PathRow {
  readonly key: string;
  /** `ReadOnly in sandbox, through Developers`. */
  readonly title: string;
  readonly links: readonly LinkView[];
  /** The place of the first broken link; undefined: none is broken. */
  readonly brokenAt: number | undefined;
}

export interface PathRows {
  readonly shown: readonly PathRow[];
  /** Ways that do not apply, or reach less far than the shown ones. */
  readonly folded: readonly PathRow[];
}

/** Ways that work and are drawn; where none works, only the best one is: one broken link to look at. */
const SHOWN = 4;

export function pathRows(diagnosis: Diagnosis): PathRows {
  const rows = diagnosis.paths
    .map((path, index) => ({ row: pathRow(path, index, diagnosis), reach: reachOf(path) }))
    .sort((one, other) => other.reach - one.reach)
    .map(({ row }) => row);
  const whole = rows.filter(({ brokenAt }) => brokenAt === undefined).length;
  const shown = Math.max(1, Math.min(whole, SHOWN));
  return { shown: rows.slice(0, shown), folded: rows.slice(shown) };
}

/** How many links a path passes before the first that is broken. */
function reachOf({ links }: AccessPath): number {
  const at = links.findIndex(({ state }) => state === "broken");
  return at === -1 ? STAGES.length : at;
}

function pathRow(path: AccessPath, index: number, diagnosis: Diagnosis): PathRow {
  const links = path.links.map((link) => linkView(link, path, diagnosis));
  const at = links.findIndex(({ state }) => state === "broken");
  const grant = links.find(({ stage }) => stage === "provisioning")?.name ?? path.account;
  return {
    key: `path-${index + 1}`,
    title: `${grant}, ${path.via === "direct" ? "assigned directly" : `through ${groupName(path.via.group.name)}`}`,
    links,
    brokenAt: at === -1 ? undefined : at,
  };
}
