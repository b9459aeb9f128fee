/** Puts found causes in the order in which a person should act: along the path, a root before its consequences. */
import { STAGES } from "../model/access-path.ts";
import type { DiagnosedCause } from "../model/diagnosis.ts";
import type { CauseMeta } from "./cause.ts";

const isPossible = ({ confidence }: DiagnosedCause): number => Number(confidence === "possible");

/** Sorts by stage, then by rank, then puts each cause behind all that explain it, and says which. */
export function orderCauses(
  found: readonly DiagnosedCause[],
  catalogue: readonly CauseMeta[],
): readonly DiagnosedCause[] {
  const meta = new Map(catalogue.map((cause) => [cause.id, cause]));
  // What cannot be excluded comes after everything for which something speaks.
  const place = ({ id, stage, confidence }: DiagnosedCause): number =>
    (confidence === "possible" ? 100_000 : 0) + STAGES.indexOf(stage) * 1000 + (meta.get(id)?.rank ?? 0);
  const sorted = [...found].sort((a, b) => place(a) - place(b));
  const ordered = new Set<DiagnosedCause>();
  const begun = new Set<DiagnosedCause>();
  const put = (cause: DiagnosedCause): void => {
    if (begun.has(cause)) return;
    begun.add(cause);
    for (const root of sorted)
      if (isPossible(root) <= isPossible(cause) && meta.get(root.id)?.explains.includes(cause.id)) put(root);
    ordered.add(cause);
  };
  sorted.forEach(put);
  const order = [...ordered];
  return order.map((cause, at) => {
    const root = order.slice(0, at).find(({ id }) => meta.get(id)?.explains.includes(cause.id));
    return root ? { ...cause, explainedBy: root.id } : cause;
  });
}
