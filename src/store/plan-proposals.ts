/** Plans before they are carried out: who proposed them, who approved which text, and how they ended. */
import { createHash } from "node:crypto";
import { AccessError } from "../model/errors.ts";
import type { Plan } from "../model/plan.ts";
import type { Engine } from "./engine.ts";
import type { Tables } from "./tables.ts";

export const PROPOSAL_STATES = ["proposed", "approved", "applying", "applied", "failed", "withdrawn"] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

export interface Proposal {
  /** The id of the plan, which the journal has too once it was begun. */
  readonly id: string;
  readonly organization: string;
  readonly plan: Plan;
  /** What an approval is of: another text of the plan has another one. */
  readonly hash: string;
  readonly state: ProposalState;
  readonly proposedBy: string;
  /** ISO 8601. */
  readonly proposedAt: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  readonly endedAt: string | null;
  readonly outcome: string | null;
  /** The plan that it takes back. */
  readonly undoes: string | null;
  /** What it was made from, so that it can be made again: a question, or keys of findings. */
  readonly origin: unknown;
}

export type ProposalToKeep = Pick<
  Proposal,
  "organization" | "plan" | "proposedBy" | "proposedAt" | "undoes" | "origin"
>;

export interface Approval {
  readonly by: string;
  readonly at: string;
  /** Of the plan as the approver saw it. */
  readonly hash: string;
}

export interface PlanProposals {
  readonly propose: (proposal: ProposalToKeep) => Promise<Proposal>;
  readonly read: (id: string) => Promise<Proposal | undefined>;
  /** The newest first. */
  readonly list: (organization: string, limit: number) => Promise<readonly Proposal[]>;
  /** Undefined: it is not proposed any more, or its hash is another one. */
  readonly approve: (id: string, approval: Approval) => Promise<Proposal | undefined>;
  /** From one of these states and no other; undefined where it is in another one. */
  readonly move: (id: string, change: ProposalMove) => Promise<Proposal | undefined>;
}

export interface ProposalMove {
  readonly from: readonly ProposalState[];
  readonly to: ProposalState;
  readonly at: string;
  readonly outcome?: string | undefined;
}

/** The same plan has the same hash, in whatever order its members were written. */
export const planHash = (plan: Plan): string =>
  createHash("sha256")
    .update(JSON.stringify(ordered(plan)))
    .digest("hex");

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, ordered(one)]));
}

const isEnd = (state: ProposalState): boolean => ["applied", "failed", "withdrawn"].includes(state);

export const sqlPlanProposals = (engine: Engine): PlanProposals => ({
  propose: (proposal) =>
    engine.write(async (transaction) => {
      const { plan, organization, proposedBy, proposedAt, undoes, origin } = proposal;
      const nobody = { approved_by: null, approved_at: null, ended_at: null, outcome: null };
      const row = {
        id: plan.id,
        organization,
        hash: planHash(plan),
        state: "proposed",
        proposed_by: proposedBy,
        proposed_at: proposedAt,
        ...nobody,
        undoes,
        body: JSON.stringify(plan),
        origin: JSON.stringify(origin ?? null),
      };
      await transaction.insertInto("proposal").values(row).execute();
      return proposalOf(row);
    }),
  read: async (id) => {
    const row = await engine.database.selectFrom("proposal").selectAll().where("id", "=", id).executeTakeFirst();
    return row && proposalOf(row);
  },
  list: async (organization, limit) => {
    const rows = await engine.database
      .selectFrom("proposal")
      .selectAll()
      .where("organization", "=", organization)
      .orderBy("proposed_at", "desc")
      .limit(limit)
      .execute();
    return rows.map(proposalOf);
  },
  approve: (id, { by, at, hash }) =>
    engine.write(async (transaction) => {
      const row = await transaction
        .updateTable("proposal")
        .set({ state: "approved", approved_by: by, approved_at: at })
        .where("id", "=", id)
        .where("hash", "=", hash)
        .where("state", "=", "proposed")
        .returningAll()
        .executeTakeFirst();
      return row && proposalOf(row);
    }),
  move: (id, { from, to, at, outcome }) =>
    engine.write(async (transaction) => {
      const row = await transaction
        .updateTable("proposal")
        .set({ state: to, ended_at: isEnd(to) ? at : null, outcome: outcome ?? null })
        .where("id", "=", id)
        .where("state", "in", [...from])
        .returningAll()
        .executeTakeFirst();
      return row && proposalOf(row);
    }),
});

function proposalOf(row: Tables["proposal"]): Proposal {
  return {
    id: row.id,
    organization: row.organization,
    plan: planOf(row),
    hash: row.hash,
    state: row.state as ProposalState,
    proposedBy: row.proposed_by,
    proposedAt: row.proposed_at,
    approvedBy: row.approved_by,
    approvedAt: row.approved_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    undoes: row.undoes,
    origin: JSON.parse(row.origin) as unknown,
  };
}

/** @throws AccessError `unreadable-document` where the text is not the one that the hash is of */
function planOf({ id, hash, body }: Tables["proposal"]): Plan {
  const plan = JSON.parse(body) as Plan;
  if (planHash(plan) === hash) return plan;
  throw new AccessError("unreadable-document", `Plan ${id} in the database was changed after it was proposed`, {
    next: "Propose it again",
  });
}
