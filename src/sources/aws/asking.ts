/** One call to AWS as a reading: paced, timed, recorded as evidence, its failure kept apart from absence. */
import type { Context } from "../../model/context.ts";
import { AccessError } from "../../model/errors.ts";
import type { EvidenceId } from "../../model/evidence.ts";
import { known, type Reading } from "../../model/reading.ts";
import type { Budgets } from "./budgets.ts";
import type { CallLog } from "./call-log.ts";
import type { AwsClients } from "./clients.ts";
import type { AwsConnection } from "./connection.ts";
import { credentialsError, readFailure, thrownParts } from "./failure.ts";
import type { NameCache } from "./name-cache.ts";
import { retryOf, retryWait } from "./retries.ts";

/** What the files that read one thing each are given. */
export interface Asking {
  readonly connection: AwsConnection;
  readonly clients: AwsClients;
  readonly log: CallLog;
  readonly names: NameCache;
  readonly context: Context;
  readonly budgets: Budgets;
  /** Where sso-admin and identitystore are asked. */
  readonly homeRegion: () => string;
}

export interface Question<Output> {
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
  readonly isDeeper?: boolean;
}

type Metadata = { readonly requestId?: string };

/** The answer, or null where AWS says that there is none. Sent again while that may help, each time in its turn. */
export async function ask<Output extends { $metadata: Metadata }>(
  asking: Asking,
  question: Question<Output>,
): Promise<Reading<Output | null>> {
  const start = asking.context.monotonic();
  const { service, operation } = question;
  const { answer, attempts } = await sendInTurn(asking, question);
  if (answer.kind === "answered") {
    const { output } = answer;
    return known(output, [record(asking, question, start, question.matters(output), output.$metadata, attempts)]);
  }
  const { error } = answer;
  const { name, message } = thrownParts(error);
  const metadata = (error as { $metadata?: Metadata }).$metadata ?? {};
  const id = record(asking, question, start, { error: name, message }, metadata, attempts);
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
  asking: Asking,
  { service, operation, region, send }: Question<Output>,
): Promise<{ readonly answer: Answer<Output>; readonly attempts: number }> {
  const { context, connection } = asking;
  const budget = asking.budgets.budgetOf(service, operation, region);
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

type Recorded = Pick<Question<unknown>, "service" | "operation" | "region" | "input" | "isNameLookup" | "isDeeper">;

function record(
  asking: Asking,
  question: Recorded,
  start: number,
  output: Readonly<Record<string, unknown>>,
  metadata: Metadata,
  attempts: number,
): EvidenceId {
  const end = asking.context.monotonic();
  const { service, operation, region, input, isNameLookup = false, isDeeper = false } = question;
  return asking.log.add(
    {
      service,
      operation,
      ...(region === undefined ? {} : { region }),
      input,
      output,
      at: asking.context.now().toISOString(),
      duration: Math.round(end - start),
      ...(metadata.requestId === undefined ? {} : { requestId: metadata.requestId }),
      attempts,
    },
    { operation: `${service}:${operation}`, start, end, isNameLookup, isDeeper },
  );
}

export interface PagedQuestion<Output, Row> extends Omit<Question<Output>, "send"> {
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
export async function askPages<Output extends { $metadata: Metadata }, Row>(
  asking: Asking,
  question: PagedQuestion<Output, Row>,
): Promise<Reading<Rows<Row> | null>> {
  const rows: Row[] = [];
  const evidence: EvidenceId[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const sent = token;
    const page: Reading<Output | null> = await ask(asking, {
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
