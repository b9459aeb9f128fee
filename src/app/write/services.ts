/** What every write is handed, and what it shows while it works. */
import type { ApplyProgress } from "../../apply/apply.ts";
import type { Context } from "../../model/context.ts";
import type { Diagnosis } from "../../model/diagnosis.ts";
import type { Plan } from "../../model/plan.ts";
import type { PlanIdentity } from "../../plan/plan.ts";
import type { Journal } from "../../store/journal.ts";
import type { Connection } from "../connection.ts";
import type { Rehearsal } from "../rehearse.ts";

export interface WriteServices {
  readonly connection: Connection;
  readonly journal: Journal;
  readonly context: Context;
  /** Of the plan that is made; without it a new one. The same plan made again has the same. */
  readonly identity?: PlanIdentity | undefined;
  /** Nothing is written whatever else is asked for, neither at AWS nor in the journal. */
  readonly isDryRun: boolean;
  /** Waits for as long as another process carries the same plan out; a command gives up after a while. */
  readonly waitsForOthers?: boolean | undefined;
  /** Asked before the first write; false stops. */
  readonly confirm: (proposal: Proposal) => Promise<boolean>;
  readonly onProgress: (progress: WriteProgress) => void;
}

export const identityFor = ({ identity, context }: Pick<WriteServices, "identity" | "context">): PlanIdentity =>
  identity ?? { id: context.newId(), createdAt: context.now().toISOString() };

/** Who writes, and where. */
export interface Writer {
  /** Undefined: it could not be read. */
  readonly callerArn: string | undefined;
  readonly accountId: string | undefined;
  readonly region: string;
  readonly endpointUrl: string | undefined;
}

/** What a person sees before saying yes. */
export interface Proposal {
  readonly plan: Plan;
  readonly rehearsal: Extract<Rehearsal, { kind: "passed" }>;
  readonly writer: Writer;
  /** What could not be read and has to be true for the plan to succeed: whole sentences without a full stop. */
  readonly unchecked: readonly string[];
  /** What changed since the plan was last shown: the answer was to another plan. */
  readonly changes: readonly string[];
}

export type WriteProgress =
  | { readonly kind: "diagnosed"; readonly diagnosis: Diagnosis }
  | { readonly kind: "writer"; readonly writer: Writer }
  | { readonly kind: "planned"; readonly plan: Plan }
  | { readonly kind: "rehearsed"; readonly rehearsal: Rehearsal }
  /** The plan that was shown is no longer offered; a new one follows. */
  | { readonly kind: "changed-meanwhile"; readonly changes: readonly string[] }
  /** Another process carries the plan out; `holder` in words. */
  | { readonly kind: "held-elsewhere"; readonly holder: string }
  | { readonly kind: "journaled"; readonly plan: Plan }
  | { readonly kind: "applying"; readonly progress: ApplyProgress }
  | { readonly kind: "verifying" };
