/** Puts found causes in the order in which a person should act: along the path, a root before its consequences. */
import { STAGES } from "../model/access-path.ts";
import type { DiagnosedCause } from "../model/diagnosis.ts";
import type { CauseMeta } from "./cause.ts";

/** Sorts by stage, then by rank, then lifts each cause in front of the first one that it explains. */
export function orderCauses(
  found: readonly DiagnosedCause[],
  catalogue: readonly CauseMeta[],
): readonly DiagnosedCause[] {
  const meta = new Map(catalogue.map((cause) => [cause.id, cause]));
  const place = ({ id, stage }: DiagnosedCause): number => STAGES.indexOf(stage) * 1000 + (meta.get(id)?.rank ?? 0);
  const ordered = [...found].sort((a, b) => place(a) - place(b));
  for (const cause of [...ordered]) {
    const explained = new Set(meta.get(cause.id)?.explains);
    const from = ordered.indexOf(cause);
    const to = ordered.findIndex(({ id }) => explained.has(id));
    if (to === -1 || to > from) continue;
    ordered.splice(from, 1);
    ordered.splice(to, 0, cause);
  }
  return ordered;
}
