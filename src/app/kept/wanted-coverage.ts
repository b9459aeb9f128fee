/** What a kept snapshot holds against what is asked for: whether it can answer, and how widely the next collection has to look. */
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { includesUnits as hasUnits } from "../../sources/organization/refreshing/document-change.ts";

/** Why a kept snapshot cannot be caught up; undefined: it can. */
export function whyNotCaughtUp(
  kept: { readonly document: OrganizationDocument; readonly generation?: string | null | undefined },
  wanted: { readonly isComplete: boolean; readonly generation: string | null | undefined },
): string | undefined {
  if ((kept.generation ?? null) !== (wanted.generation ?? null))
    return "the local Identity Center has another organization now";
  if (wanted.isComplete && !isComplete(kept.document)) return "the kept snapshot was collected without --complete";
  return undefined;
}

/** A new collection never sees less than the one that it replaces. */
export const asWideAs = (
  kept: OrganizationDocument | undefined,
  wanted: { readonly isComplete: boolean; readonly includesUnits: boolean },
) => ({
  isComplete: wanted.isComplete || (kept !== undefined && isComplete(kept)),
  includesUnits: wanted.includesUnits || (kept?.coverage !== undefined && hasUnits(kept)),
  earlier: kept,
});

/** Both walks were made, as far as the caller may: a new collection would find no more. */
const isComplete = ({ coverage }: OrganizationDocument): boolean =>
  coverage?.walk === "both" || coverage?.missedWalk !== undefined;
