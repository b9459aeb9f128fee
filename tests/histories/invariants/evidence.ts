/** Every id of evidence that the answer names is there, every proved cause names some, and it holds the values that the cause states. */
import { unprovedValues } from "../../support/stated-values.ts";
import type { Invariant } from "./invariant.ts";

export const evidenceExists: Invariant = ({ diagnosis }) => {
  const { causes, paths, evidence } = diagnosis;
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
    ...unprovedValues(diagnosis).map((value) => `no evidence holds ${value}`),
  ];
};
