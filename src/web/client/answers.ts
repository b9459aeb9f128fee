/** What the server answers, as far as the page draws it; the routes of `api/` are the contract. */
import type { Plan } from "../../model/plan.ts";

export interface OrganizationOffer {
  readonly name: string;
  readonly region: string;
  /** Null: AWS itself. */
  readonly endpointUrl: string | null;
  readonly takenAt: string | null;
  readonly role: "viewer" | "operator" | "approver";
}

export interface CompletedName {
  readonly kind: "user" | "account" | "permission-set";
  readonly value: string;
  readonly name: string;
  readonly detail: string | null;
}

export interface PortalLine {
  readonly userName: string;
  readonly accountId: string;
  readonly accountName?: string;
  readonly permissionSetName: string;
  /** Of an entry of the account access portal. */
  readonly roleArn?: string;
  readonly before: boolean;
  readonly after: boolean;
}

export interface Rehearsed {
  readonly promised: readonly PortalLine[];
  readonly alsoGained: readonly PortalLine[];
  readonly others: readonly PortalLine[];
  readonly peopleWatched: number;
  readonly assumptions: readonly string[];
}

export interface PlanOffer {
  readonly id: string;
  readonly hash: string;
  readonly state: "proposed" | "approved" | "applying" | "applied" | "failed" | "withdrawn";
  readonly plan: Plan;
  readonly proposedBy: string;
  readonly approvedBy: string | null;
  readonly outcome: string | null;
  readonly undoes: string | null;
  readonly shown: {
    readonly rehearsal: Rehearsed;
    readonly writer: {
      readonly callerArn?: string;
      readonly accountId?: string;
      readonly region: string;
      readonly endpointUrl?: string;
    };
    readonly unchecked: readonly string[];
  };
}

/** A plan, or why there is none. */
export interface Proposed {
  readonly kind: string;
  readonly proposal?: PlanOffer;
}

export interface Job {
  readonly id: string;
  readonly state: "waiting" | "running" | "done" | "failed" | "cancelled";
  readonly outcome: string | null;
}

/** What others decided about a plan. */
export interface PlanEvent {
  readonly event: { readonly state: PlanOffer["state"]; readonly jobId: string | null };
}

/** As the journal of a job words it. */
export interface JobEvent {
  readonly at: string;
  readonly event: {
    readonly kind: string;
    readonly step?: number;
    readonly description?: string;
    readonly outcome?: {
      readonly kind: string;
      readonly isVerified: boolean;
      readonly summary: string;
      readonly replacedBy?: string;
    };
  };
}
