/** The durable record of every apply: what was planned, sent, answered and done. What resume and undo work from. */
import type { Plan } from "../model/plan.ts";
import type { Fence } from "./fence.ts";

/** Where and by whom a plan is carried out. Never credentials. */
export interface JournalConnection {
  readonly region: string;
  readonly endpointUrl: string | null;
  readonly profile: string | null;
  readonly callerArn: string | null;
}

/** Written before and after every call, never around several. */
export type JournalEvent =
  /** About to send: without a following `sent` it is not known whether AWS got it. */
  | { readonly kind: "sending"; readonly step: number }
  | { readonly kind: "sent"; readonly step: number; readonly requestId: string | null }
  /** The call was refused, so nothing happened; it may be sent again. */
  | { readonly kind: "refused"; readonly step: number; readonly reason: string }
  | { readonly kind: "already-done"; readonly step: number }
  | { readonly kind: "done"; readonly step: number }
  | { readonly kind: "failed"; readonly step: number; readonly reason: string }
  | { readonly kind: "verified"; readonly step: null }
  | { readonly kind: "not-verified"; readonly step: null; readonly reason: string };

export const EVENT_KINDS: readonly JournalEvent["kind"][] = [
  "sending",
  "sent",
  "refused",
  "already-done",
  "done",
  "failed",
  "verified",
  "not-verified",
];

export interface JournalEntry {
  readonly sequence: number;
  /** ISO 8601. */
  readonly at: string;
  readonly event: JournalEvent;
}

export interface JournaledPlan {
  readonly plan: Plan;
  readonly connection: JournalConnection;
  /** The plan that this one undoes. */
  readonly undoes: string | null;
  readonly entries: readonly JournalEntry[];
}

/** The right to carry out one plan: one process at a time has it. */
export interface PlanHold {
  /** @throws AccessError `lease-lost` where another process has taken the plan over: then nothing is written */
  readonly append: (at: string, event: JournalEvent) => Promise<void>;
  /** Asked before every write to AWS. */
  readonly fence: Fence;
  readonly release: () => Promise<void>;
}

export type HeldPlan =
  | { readonly kind: "held"; readonly hold: PlanHold }
  /** Another process carries it out; `holder` for a message. */
  | { readonly kind: "busy"; readonly holder: string };

/** Every method has reached the disk when it resolves. */
export interface Journal {
  readonly begin: (plan: Plan, connection: JournalConnection, undoes?: string) => Promise<void>;
  /** Nothing of a plan is sent or recorded without it. */
  readonly hold: (planId: string) => Promise<HeldPlan>;
  /** Undefined: there is no such plan. A prefix of the id is enough where it is the only one. */
  readonly read: (planId: string) => Promise<JournaledPlan | undefined>;
  /** The newest first. */
  readonly list: () => Promise<readonly JournaledPlan[]>;
  readonly close: () => Promise<void>;
}
