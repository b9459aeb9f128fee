/** Who did what, when, to which plan, and how it ended: written once, never changed. */
import type { Transaction } from "kysely";
import { withoutSecretsDeep } from "../model/secrets.ts";
import type { Engine } from "./engine.ts";
import type { Tables } from "./tables.ts";

export interface AuditEntry {
  /** ISO 8601. */
  readonly at: string;
  /** Null: of the whole server. */
  readonly organization: string | null;
  /** A person's name as sign-in tells it, `token <name>`, or `idc-doctor` itself. */
  readonly who: string;
  /** `plan.propose`, `plan.approve`, `plan.apply`, `finding.accept`, `token.make`, `alert.send`, … */
  readonly action: string;
  /** The id of what it was done to. */
  readonly target: string | null;
  readonly planHash: string | null;
  /** `accepted`, `refused: …`, `applied`, `failed: …` */
  readonly outcome: string;
  readonly detail: string | null;
}

export interface AuditedEntry extends AuditEntry {
  readonly sequence: number;
}

export interface AuditPage {
  /** Null: of the whole server and every organization. */
  readonly organization: string | null;
  /** Only entries before this one: the last of the page before. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface AuditLog {
  /** On the disk when it resolves. */
  readonly add: (entry: AuditEntry) => Promise<void>;
  /** The newest first. */
  readonly list: (page: AuditPage) => Promise<readonly AuditedEntry[]>;
}

/** For what is written together with its entry. */
export async function addInside(transaction: Transaction<Tables>, entry: AuditEntry): Promise<void> {
  const { planHash, ...same } = withoutSecretsDeep(entry);
  await transaction
    .insertInto("audit")
    .values({ ...same, plan_hash: planHash })
    .execute();
}

export const sqlAuditLog = (engine: Engine): AuditLog => ({
  add: (entry) => engine.write((transaction) => addInside(transaction, entry)),
  list: async ({ organization, before, limit }) => {
    const rows = await engine.database
      .selectFrom("audit")
      .selectAll()
      .$if(organization !== null, (query) => query.where("organization", "=", organization))
      .$if(before !== undefined, (query) => query.where("sequence", "<", before ?? 0))
      .orderBy("sequence", "desc")
      .limit(limit)
      .execute();
    return rows.map(({ plan_hash: planHash, ...same }) => ({ ...same, planHash }));
  },
});
