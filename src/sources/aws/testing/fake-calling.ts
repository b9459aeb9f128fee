/** For tests: AWS as a table of answers by operation behind the real call layer; no client, no network, no waiting. */
import type { IAMClient } from "@aws-sdk/client-iam";
import type { Context } from "../../../model/context.ts";
import { budgetsOf } from "../calling/budgets.ts";
import type { CallContext } from "../calling/call.ts";
import { createCallLog } from "../calling/call-log.ts";
import type { AwsClients } from "../calling/clients.ts";
import type { AwsConnection } from "../calling/connection.ts";
import { createNameCache } from "../name-cache.ts";

type Input = Readonly<Record<string, unknown>>;
/** What an operation answers; an error is thrown. */
type Answer = object | ((input: Input) => object);
/** By operation, as `ListInstances`. */
export type FakeAnswers = Readonly<Record<string, Answer>>;

export interface Asked {
  readonly operation: string;
  readonly input: Input;
  /** Where the client was asked; undefined for services without a Region. */
  readonly region: string | undefined;
}

export interface FakeAws {
  readonly calling: CallContext;
  readonly clients: AwsClients;
  /** IAM of any account. */
  readonly iam: IAMClient;
  /** Every call in the order in which it was sent. */
  readonly asked: readonly Asked[];
  readonly operations: () => readonly string[];
}

export const FAKE_CONNECTION: AwsConnection = { region: "eu-west-1", attempts: 1, timeout: 1000, isUnpaced: true };

/** A context in which every pause is over at once. */
export const fakeContext = (): Context => ({
  now: () => new Date("2026-09-14T09:30:00Z"),
  monotonic: () => 0,
  newId: () => "00000000-0000-4000-8000-000000000000",
  delay: () => Promise.resolve(),
  log: () => undefined,
  signal: new AbortController().signal,
});

/** An operation without an answer fails the test. */
export function fakeAws(answers: FakeAnswers, more: Partial<AwsConnection> = {}): FakeAws {
  const connection = { ...FAKE_CONNECTION, ...more };
  const context = fakeContext();
  const asked: Asked[] = [];
  const clientIn = (region?: string) => ({
    send: async (command: { readonly schema?: readonly unknown[]; readonly input: Input }) => {
      // An operation's schema is a tuple: kind, namespace, name, …
      const operation = String(command.schema?.[2]);
      asked.push({ operation, input: command.input, region });
      const answer = answers[operation];
      if (answer === undefined) throw new TypeError(`the test has no answer to ${operation}`);
      const output = typeof answer === "function" ? answer(command.input) : answer;
      if (output instanceof Error) throw output;
      return { $metadata: {}, ...output };
    },
    destroy: () => undefined,
  });
  const client = (region?: string) => Promise.resolve(clientIn(region) as never);
  const clients: AwsClients = {
    ssoAdmin: client,
    identitystore: client,
    cloudTrail: client,
    portal: client,
    accountAccess: client,
    iamToolbox: client,
    signIn: client,
    queue: client,
    securityHub: client,
    organizations: () => client(),
    sts: () => client(),
    stsOf: () => client(),
    iam: () => client(),
    ownIam: () => client(),
    meanwhile: { add: () => undefined, begun: Promise.resolve() },
    close: () => undefined,
  };
  const calling: CallContext = {
    connection,
    context,
    clients,
    log: createCallLog(),
    names: createNameCache(undefined),
    budgets: budgetsOf(connection, context),
    homeRegion: () => connection.region,
  };
  return {
    calling,
    clients,
    iam: clientIn() as unknown as IAMClient,
    asked,
    operations: () => asked.map(({ operation }) => operation),
  };
}

/** A list in pages, for every name that AWS has for a page's token. */
export const pages =
  (...all: readonly object[]) =>
  (input: Input): object => {
    const token = input["NextToken"] ?? input["nextToken"] ?? input["Marker"];
    const at = token === undefined ? 0 : Number(token);
    if (at + 1 >= all.length) return all[at] ?? {};
    const next = String(at + 1);
    return { ...all[at], NextToken: next, nextToken: next, Marker: next, IsTruncated: true };
  };

/** An error as AWS answers it. */
export const awsError = (name: string, httpStatusCode = 400, message = `${name} of the test`): Error =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });

export const NOT_FOUND = awsError("ResourceNotFoundException");
export const REFUSED = awsError("AccessDeniedException", 403);
