/** When a document was collected as a whole, and whether it was caught up with since: what every answer from it publishes. */
import type { OrganizationDocument } from "./document.ts";

export interface Freshness {
  /** ISO 8601: when the whole organization was collected last. */
  readonly collectedAt: string;
  /** ISO 8601: when it was brought up to date from CloudTrail last; null: all of it was collected at once. */
  readonly refreshedAt: string | null;
}

export function freshnessOf({ takenAt, coverage }: Pick<OrganizationDocument, "takenAt" | "coverage">): Freshness {
  const collectedAt = coverage?.trail?.collectedAt;
  return collectedAt === undefined
    ? { collectedAt: takenAt, refreshedAt: null }
    : { collectedAt, refreshedAt: takenAt };
}
