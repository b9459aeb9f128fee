/** What a kept snapshot holds against what is asked for: whether it can answer, and how widely the next collection has to look. */
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { freshnessOf } from "../../model/organization-document/freshness.ts";
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

/**
 * Commands that somebody starts together begin up to so far apart. A collection that is still under way, and no older than that when
 * the command is started, is as fresh as anybody can mean; one that is finished already may have been followed by a change.
 */
const BEGUN_TOGETHER_MILLISECONDS = 2000;

export interface WantedNow {
  readonly isComplete: boolean;
  readonly includesUnits: boolean;
  readonly generation: string | undefined;
  /** When it was asked for. */
  readonly askedAt: Date;
  /** It was still under way. */
  readonly hasWaited: boolean;
  readonly now: Date;
}

/** Whether a collection of another process is as fresh as one of our own, and sees as much. */
export function isFreshFor(
  kept: { readonly document: OrganizationDocument; readonly generation?: string | null | undefined },
  wanted: WantedNow,
): boolean {
  const begunAt = Date.parse(freshnessOf(kept.document).collectedAt);
  return (
    begunAt >= wanted.askedAt.getTime() - (wanted.hasWaited ? BEGUN_TOGETHER_MILLISECONDS : 0) &&
    begunAt <= wanted.now.getTime() &&
    whyNotCaughtUp(kept, wanted) === undefined &&
    (!wanted.includesUnits || (kept.document.coverage !== undefined && hasUnits(kept.document)))
  );
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
