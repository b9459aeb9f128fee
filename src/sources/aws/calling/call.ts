/** One call to AWS as a reading: paced, timed, recorded as evidence, its failure kept apart from absence. */
import type { Context } from "../../../model/context.ts";
import { AccessError } from "../../../model/errors.ts";
import type { EvidenceId } from "../../../model/evidence.ts";
import { known, type Reading } from "../../../model/reading.ts";
import type { NameCache } from "../name-cache.ts";
import type { Budgets } from "./budgets.ts";
import type { CallLog } from "./call-log.ts";
import type { AwsClients } from "./clients.ts";
import type { AwsConnection } from "./connection.ts";
import { credentialsError, readFailure, thrownParts } from "./failure.ts";
import { retryOf, retryWait } from "./retries.ts";

/** What the files that read one thing each are given. */
export interface CallContext {
  readonly connection: AwsConnection;
  readonly clients: AwsClients;
  readonly log: CallLog;
  readonly names: NameCache;
  readonly context: Context;
  readonly budgets: Budgets;
  /** Where sso-admin and identitystore are asked. */
  readonly homeRegion: () => string;
}

export interface ApiCall<Output> {
  readonly service: string;
  readonly operation: string;
  readonly region?: string;
  /** As evidence: ids only, no tokens. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly send: (signal: AbortSignal) => Promise<Output>;
  /** The fields of the answer that matter, as evidence. */
  readonly matters: (output: Output) => Readonly<Record<string, unknown>>;
  /** Errors that mean "there is none". */
  readonly absent?: readonly string[];
  readonly isNameLookup?: boolean;
  /** Asked only because the question's own calls left something open. */
  readonly isAdditional?: boolean;
}

type Metadata = { readonly requestId?: string };

/** The answer, or null where AWS says that there is none. Sent again while that may help, each time in its turn. */
export async function call<Output extends { $metadata: Metadata }>(
  calling: CallContext,
  question: ApiCall<Output>,
): Promise<Reading<Output | null>> {
  const start = calling.context.monotonic();
  const { service, operation } = question;
  const { answer, attempts } = await sendInTurn(calling, question);
  if (answer.kind === "answered") {
    const { output } = answer;
    return known(output, [record(calling, question, start, question.matters(output), output.$metadata, attempts)]);
  }
  const { error } = answer;
  const { name, message } = thrownParts(error);
  const metadata = (error as { $metadata?: Metadata }).$metadata ?? {};
  const id = record(calling, question, start, { error: name, message }, metadata, attempts);
  const failure = readFailure(service, operation, error);
  // A key that is not found comes as ResourceNotFoundException, too (facts A19): what it locks is not absent.
  if (question.absent?.includes(name) && failure.reason === undefined) return known(null, [id]);
  return { state: "unknown", failure, evidence: [id] };
}

type Answer<Output> =
  | { readonly kind: "answered"; readonly output: Output }
  | { readonly kind: "failed"; readonly error: unknown };

/** @throws AccessError when the command was interrupted, or nobody can answer with these credentials. */
async function sendInTurn<Output>(
  calling: CallContext,
  { service, operation, region, send }: ApiCall<Output>,
): Promise<{ readonly answer: Answer<Output>; readonly attempts: number }> {
  const { context, connection } = calling;
  const budget = calling.budgets.budgetOf(service, operation, region);
  for (let attempt = 1; ; attempt += 1) {
    const sentAt = await budget.turn();
    try {
      return { answer: { kind: "answered", output: await send(context.signal) }, attempts: attempt };
    } catch (error) {
      if (context.signal.aborted) throw new AccessError("interrupted", "Interrupted");
      const retry = retryOf(error);
      if (retry === "throttled") budget.throttled(sentAt);
      const fatal = retry === "clock" ? undefined : credentialsError(error);
      if (fatal) throw fatal;
      if (retry === "no" || attempt >= connection.attempts)
        return { answer: { kind: "failed", error }, attempts: attempt };
      const wait = retryWait(attempt);
      context.log(
        "debug",
        `${service}:${operation} ${retry}: ${thrownParts(error).name}, again in ${Math.round(wait)} ms`,
      );
      await context.delay(wait, context.signal);
    }
  }
}

type Recorded = Pick<ApiCall<unknown>, "service" | "operation" | "region" | "input" | "isNameLookup" | "isAdditional">;

function record(
  calling: CallContext,
  question: Recorded,
  start: number,
  output: Readonly<Record<string, unknown>>,
  metadata: Metadata,
  attempts: number,
): EvidenceId {
  const end = calling.context.monotonic();
  const { service, operation, region, input, isNameLookup = false, isAdditional = false } = question;
  return calling.log.add(
    {
      service,
      operation,
      ...(region === undefined ? {} : { region }),
      input,
      output,
      at: calling.context.now().toISOString(),
      duration: Math.round(end - start),
      ...(metadata.requestId === undefined ? {} : { requestId: metadata.requestId }),
      attempts,
    },
    { operation: `${service}:${operation}`, start, end, isNameLookup, isAdditional },
  );
}

export interface PagedApiCall<Output, Row> extends Omit<ApiCall<Output>, "send"> {
  readonly send: (token: string | undefined, signal: AbortSignal) => Promise<Output>;
  readonly rows: (output: Output) => readonly Row[];
  readonly next: (output: Output) => string | undefined;
  /** Stop after this many rows; undefined: read to the last page. */
  readonly enough?: number;
}

export interface Rows<Row> {
  readonly rows: readonly Row[];
  readonly isComplete: boolean;
}

/** Reads every page. A page without rows may have a next one (facts 3.5); a token that comes again ends in a failure, not in a loop. */
export async function callPages<Output extends { $metadata: Metadata }, Row>(
  calling: CallContext,
  question: PagedApiCall<Output, Row>,
): Promise<Reading<Rows<Row> | null>> {
  const rows: Row[] = [];
  const evidence: EvidenceId[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const sent = token;
    const page: Reading<Output | null> = await call(calling, {
      ...question,
      send: (signal) => question.send(sent, signal),
    });
    if (page.state !== "known") return page;
    evidence.push(...page.evidence);
    if (page.value === null) return known(null, evidence);
    rows.push(...question.rows(page.value));
    token = question.next(page.value);
    if (token !== undefined && seen.has(token)) return repeatedToken(question, evidence);
    if (token !== undefined) seen.add(token);
  } while (token !== undefined && rows.length < (question.enough ?? Number.POSITIVE_INFINITY));
  return known({ rows, isComplete: token === undefined }, evidence);
}

function repeatedToken(
  question: { readonly service: string; readonly operation: string },
  evidence: readonly EvidenceId[],
): Reading<never> {
  const failure = readFailure(
    question.service,
    question.operation,
    new Error("the same page token came twice, so the list cannot be read to its end"),
  );
  return { state: "unknown", failure, evidence };
}
