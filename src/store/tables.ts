/** The tables of the database: the same names and the same bytes on both engines. Times of people are ISO 8601, times of leases milliseconds since 1970. */
import type { Generated } from "kysely";

export interface Tables {
  readonly migration: { number: number; name: string; applied_at: string };
  readonly plan: { id: string; created_at: string; undoes: string | null; body: string; connection: string };
  readonly journal: { plan_id: string; sequence: number; at: string; event: string };
  readonly lease: { name: string; holder: string; epoch: number; expires_at: number };
  readonly snapshot: {
    id: string;
    organization: string;
    taken_at: string;
    kept_at: string;
    generation: string | null;
  };
  readonly snapshot_part: { snapshot_id: string; name: string; body: Uint8Array };
  readonly collection: { organization: string; owner: string; started_at: string };
  readonly collection_answer: { organization: string; key: string; value: string };
  readonly finding: {
    organization: string;
    key: string;
    cause: string;
    severity: string;
    state: string;
    first_seen: string;
    last_seen: string;
    /** Since when it is open this time. */
    opened_at: string;
    closed_at: string | null;
    author: string | null;
    accepted_by: string | null;
    accepted_reason: string | null;
    accepted_until: string | null;
    body: string;
  };
  readonly finding_event: {
    sequence: Generated<number>;
    organization: string;
    key: string;
    at: string;
    kind: string;
    who: string | null;
    reason: string | null;
    until: string | null;
  };
  readonly organization_scan: { organization: string; taken_at: string; summary: string };
  readonly proposal: {
    id: string;
    organization: string;
    hash: string;
    state: string;
    proposed_by: string;
    proposed_at: string;
    approved_by: string | null;
    approved_at: string | null;
    ended_at: string | null;
    outcome: string | null;
    undoes: string | null;
    body: string;
    origin: string;
  };
  readonly audit: {
    sequence: Generated<number>;
    at: string;
    organization: string | null;
    who: string;
    action: string;
    target: string | null;
    plan_hash: string | null;
    outcome: string;
    detail: string | null;
  };
  readonly alert: {
    id: string;
    organization: string;
    channel: string;
    state: string;
    made_at: string;
    attempts: number;
    next_at: string;
    ended_at: string | null;
    outcome: string | null;
    body: string;
  };
  /** Findings that a channel has reported as open, and since when they were so. */
  readonly reported: { organization: string; channel: string; key: string; opened_at: string };
  /** Events of CloudTrail that a queue brought. */
  readonly recorded_event: { organization: string; id: string; received_at: string; body: string };
  readonly rate: { name: string; tokens: number; counted_at: number };
  readonly access_token: {
    id: string;
    hash: string;
    name: string;
    role: string;
    organization: string | null;
    created_at: string;
    expires_at: string;
    revoked_at: string | null;
  };
  /** Times are ISO 8601. */
  readonly ended_session: { id: string; until: string };
  readonly job: {
    id: string;
    queue: string;
    organization: string | null;
    key: string | null;
    payload: string;
    state: string;
    attempts: number;
    requested_by: string | null;
    created_at: string;
    started_at: string | null;
    ended_at: string | null;
    outcome: string | null;
    /** Milliseconds since 1970: not to be taken before. */
    ready_at: number;
    /** Of the process that works on it; embedded engine only. */
    holder: string | null;
    expires_at: number | null;
  };
  readonly job_event: { job_id: string; sequence: number; at: string; event: string };
  readonly schedule: {
    queue: string;
    key: string;
    cron: string;
    organization: string | null;
    payload: string;
    /** Milliseconds since 1970: the minute that was looked at last. */
    looked_at: number;
  };
}
