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
import { credentialsError, isConnectionRefused, readFailure, thrownParts } from "./failure.ts";
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
      const output = await send(context.signal);
      budget.taken();
      return { answer: { kind: "answered", output }, attempts: attempt };
    } catch (error) {
      if (context.signal.aborted) throw new AccessError("interrupted", "Interrupted");
      const retry = retryOf(error);
      if (retry === "throttled") budget.throttled(sentAt);
      else budget.taken();
      const fatal = retry === "clock" ? undefined : credentialsError(error);
      if (fatal) throw fatal;
      const isLast = retry === "no" || attempt >= connection.attempts || budget.isHopeless();
      if (isLast && connection.endpointUrl !== undefined && isConnectionRefused(error))
        throw nothingListens(connection.endpointUrl, error);
      if (isLast) return { answer: { kind: "failed", error }, attempts: attempt };
      const wait = retryWait(attempt);
      context.log(
        "debug",
        `${service}:${operation} ${retry}: ${thrownParts(error).name}, again in ${Math.round(wait)} ms`,
      );
      await context.delay(wait, context.signal);
    }
  }
}

/** Nothing that is asked there can be answered: one sentence says it for all. */
function nothingListens(endpointUrl: string, error: unknown): AccessError {
  const { address, port } = error as { readonly address?: string; readonly port?: number };
  const { port: given, protocol } = new URL(endpointUrl);
  const own = given === "" ? (protocol === "https:" ? 443 : 80) : Number(given);
  if (port !== undefined && port !== own)
    return new AccessError("unreachable", `The proxy at ${address}:${port} refuses the connection`, {
      next: "Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY",
      cause: error,
    });
  return new AccessError("unreachable", `Nothing answers at ${endpointUrl}: the connection is refused`, {
    next: "Check --endpoint-url or AWS_ENDPOINT_URL; a lab is started with idc-doctor lab",
    cause: error,
  });
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

/** More pages than the largest organization has: an endpoint that never ends its list. */
const MOST_PAGES = 10_000;
/** Pages may be short or empty (facts 3.5), but so many of them with so few rows are no list. */
const MOST_SHORT_PAGES = 50;
const SHORT_PAGE = 5;
/** So often a list may begin a page with the same row. */
const MOST_REPEATS = 20;

/** Why a list cannot be read to its end; undefined while it goes on as AWS's do. */
function endlessness(): (page: readonly unknown[], token: string) => string | undefined {
  const tokens = new Set<string>();
  const firstRows = new Map<string, number>();
  let pages = 0;
  let rows = 0;
  return (page, token) => {
    pages += 1;
    rows += page.length;
    if (tokens.has(token)) return "the same page token came twice, so the list cannot be read to its end";
    tokens.add(token);
    const first = page[0] === undefined ? undefined : JSON.stringify(page[0]);
    const repeats = first === undefined ? 0 : (firstRows.get(first) ?? 0) + 1;
    if (first !== undefined) firstRows.set(first, repeats);
    if (repeats > MOST_REPEATS) return "the same rows come again and again, so the list cannot be read to its end";
    if (pages >= MOST_PAGES || (pages >= MOST_SHORT_PAGES && rows < pages * SHORT_PAGE))
      return `the list had not ended after ${pages} pages with ${rows} rows`;
    return undefined;
  };
}

/** Reads every page. A page without rows may have a next one (facts 3.5); a token that comes again ends in a failure, not in a loop. */
export async function callPages<Output extends { $metadata: Metadata }, Row>(
  calling: CallContext,
  question: PagedApiCall<Output, Row>,
): Promise<Reading<Rows<Row> | null>> {
  const rows: Row[] = [];
  const evidence: EvidenceId[] = [];
  const endless = endlessness();
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
    const found = question.rows(page.value);
    for (const row of found) rows.push(row);
    token = question.next(page.value);
    const why = token === undefined ? undefined : endless(found, token);
    if (why !== undefined) return neverEnds(question, why, evidence);
  } while (token !== undefined && rows.length < (question.enough ?? Number.POSITIVE_INFINITY));
  return known({ rows, isComplete: token === undefined }, evidence);
}

function neverEnds(
  { service, operation }: { readonly service: string; readonly operation: string },
  why: string,
  evidence: readonly EvidenceId[],
): Reading<never> {
  return { state: "unknown", failure: readFailure(service, operation, new Error(why)), evidence };
}
