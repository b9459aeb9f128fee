/** What a finding is beside the scans before: the same word in every output. */
import type { Finding, Findings } from "../../model/finding.ts";

/** `unlooked`: no earlier scan could see it. Empty: there is no earlier scan. */
export type FindingState = "new" | "recurred" | "known" | "unlooked" | "";

type Compared = Pick<Findings, "comparedWith">;

export function stateOf({ isNew, isRecurred, isUnlooked }: Finding, { comparedWith }: Compared): FindingState {
  if (!comparedWith) return "";
  if (isNew) return "new";
  if (isRecurred) return "recurred";
  return isUnlooked ? "unlooked" : "known";
}

/** What `--new` counts. */
export const isFresh = ({ isNew, isRecurred }: Finding): boolean => isNew === true || isRecurred === true;
