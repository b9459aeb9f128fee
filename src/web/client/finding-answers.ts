/** A finding with its history, as the server answers; the routes of `api/` are the contract. */
import type { Finding } from "../../model/finding.ts";
import type { FindingAcceptance } from "../../model/finding-columns.ts";

export interface FindingDetail {
  readonly finding: Finding;
  readonly state: "open" | "accepted" | "closed";
  readonly firstSeen: string;
  readonly lastSeen: string;
  readonly author: string | null;
  readonly acceptance: FindingAcceptance | null;
  readonly history: readonly {
    readonly at: string;
    readonly kind: "opened" | "recurred" | "accepted" | "reopened" | "closed";
    readonly who: string | null;
    readonly reason: string | null;
    readonly until: string | null;
  }[];
}
