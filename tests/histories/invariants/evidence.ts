/** Every id of evidence that the answer names is there, and every proved cause names some. */
import type { Invariant } from "./invariant.ts";

export const evidenceExists: Invariant = ({ diagnosis: { causes, paths, evidence } }) => {
  const named = [
    ...causes.flatMap(({ id, evidence: ids }) => ids.map((one) => [one, id] as const)),
    ...paths.flatMap(({ links }) =>
      links.flatMap(({ stage, evidence: ids }) => ids.map((one) => [one, stage] as const)),
    ),
  ];
  return [
    ...named.flatMap(([id, where]) => (evidence[id] ? [] : [`${where} names evidence ${id}, which is not there`])),
    ...causes.flatMap(({ id, confidence, evidence: ids }) =>
      confidence === "proved" && ids.length === 0 ? [`${id} is proved by nothing`] : [],
    ),
  ];
};
