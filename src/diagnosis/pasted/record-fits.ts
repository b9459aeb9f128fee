/** The causes of every layer that AWS's records name: a sentence names one only (facts AT25). */
import type { RecordedRefusal } from "../refusal/recorded-refusal.ts";
import type { Fit } from "./catalogue-ids.ts";
import type { Explanation, Layer } from "./explanation.ts";
import { causesOfRefusal } from "./layers.ts";

/** The fits of the text, and those of its records. */
export function fitsWithRecords(
  { fits, permissionSet }: Explanation,
  records: readonly RecordedRefusal[],
): readonly Fit[] {
  const caller = { isPerson: permissionSet !== null, isOthers: false };
  const layers = new Set(records.flatMap(({ refusedBy }) => refusedBy.map(({ layer }) => layer)));
  const recorded = [...layers].flatMap(
    (layer) => causesOfRefusal({ layer: layer as Layer, isExplicit: true, policy: null }, "", caller).fits,
  );
  const named = new Set(fits.map(({ id }) => id));
  return [...fits, ...recorded.filter(({ id, confidence }) => !named.has(id) && confidence !== "possible")];
}
