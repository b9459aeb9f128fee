/** Collects a whole organization with the fewest calls that the API permits, and says what it could not see (design, section 8). */
import type { CallerFacts, InstanceFacts } from "../../../facts/grant/grant-facts.ts";
import type { Context } from "../../../model/context.ts";
import { AccessError } from "../../../model/errors.ts";
import type { CallSummary, Evidence } from "../../../model/evidence.ts";
import { certain, parseRegion, type Region } from "../../../model/ids.ts";
import { aliasOf, withKnownAliases } from "../../../model/organization-document/account-alias.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { isOfPermission, MEMBER_ACCOUNT, type Reading as Read } from "../../../model/reading.ts";
import { otherRegionsOf } from "../../../model/regions.ts";
import { type BudgetReport, budgetsOf } from "../../aws/calling/budgets.ts";
import type { CallContext } from "../../aws/calling/call.ts";
import { createCallCounter } from "../../aws/calling/call-log.ts";
import { createAwsClients } from "../../aws/calling/clients.ts";
import type { AwsConnection } from "../../aws/calling/connection.ts";
import { createNameCache } from "../../aws/name-cache.ts";
import { callerIdentity, describeOrganization, listInstances } from "../../aws/organization.ts";
import { shared } from "../../question/dependent-reads.ts";
import { findInstance } from "../../question/find-instance.ts";
import { unreadAliases } from "./aliases.ts";
import { type AnswerLog, createAnswers } from "./answers.ts";
import { assembled } from "./assemble.ts";
import { gather } from "./gather.ts";
import type { Collecting } from "./keyed-reads.ts";
import { organizationReads } from "./organization-reads.ts";
import { type CollectionProgress, createProgress } from "./progress.ts";

/** Whose collection it is: an interrupted one is continued only by the same. */
export interface CollectionIdentity {
  readonly instanceArn: string;
  readonly callerAccountId: string;
  readonly endpointUrl: string | null;
}

export interface OpenedLog {
  readonly log: AnswerLog;
  /** ISO 8601: when the collection began; the snapshot is of that moment, so that later events are looked at again. */
  readonly startedAt: string;
}

export interface CollectOptions {
  /** Both walks, and delegated administrators. */
  readonly isComplete?: boolean;
  /** Organizational units, and which account is in which. */
  readonly includesUnits?: boolean;
  /** An earlier document, whose aliases stay known where this collection may not or cannot ask for them. */
  readonly earlier?: OrganizationDocument | undefined;
  /** Answers of an interrupted collection, and where this one's are kept. Without it, in memory. */
  readonly openLog?: (identity: CollectionIdentity, now: Date) => OpenedLog | Promise<OpenedLog>;
  readonly onProgress?: (progress: CollectionProgress) => void;
  readonly onCall?: (evidence: Evidence) => void;
}

export interface Collection {
  readonly document: OrganizationDocument;
  readonly calls: CallSummary;
  readonly budgets: readonly BudgetReport[];
  readonly milliseconds: number;
}

/** A collection is for hours: what fails is tried more often than in a question that somebody waits for. */
const ATTEMPTS = 6;

/**
 * The organization document of all that can be listed.
 *
 * @throws AccessError when nobody can answer with these credentials, no instance is found, or the caller interrupted it.
 */
export async function collectOrganization(
  connection: AwsConnection,
  context: Context,
  options: CollectOptions = {},
): Promise<Collection> {
  const opened = await openCollection(connection, context, options.onCall);
  try {
    return await collectFrom(opened, context, options);
  } finally {
    closeCollection(opened);
  }
}

/** The same from a connection that is open already and that the caller closes. */
export async function collectFrom(
  opened: OpenCollection,
  context: Context,
  options: Omit<CollectOptions, "onCall"> = {},
): Promise<Collection> {
  const { calling, instance, caller, begun } = opened;
  const { log, startedAt } = await (options.openLog ?? memoryLog)(
    {
      instanceArn: instance.arn,
      callerAccountId: (await caller()).accountId,
      endpointUrl: calling.connection.endpointUrl ?? null,
    },
    context.now(),
  );
  const progress = createProgress(context, calling.budgets, options.onProgress ?? (() => undefined));
  const answers = createAnswers(log, progress);
  const aliasAnswers = createAnswers(log, progress);
  const collecting: Collecting = { reads: organizationReads(opened), answers, aliasAnswers, progress };
  const wanted = { isComplete: options.isComplete === true, includesUnits: options.includesUnits === true };
  const first = await gather(collecting, wanted);
  // What failed is asked once more when everything else is done: what was wrong for a minute is over by then.
  const mayPass = [answers.retry(), aliasAnswers.retry()].includes(true);
  const gathered = mayPass ? await gather({ ...collecting, progress: QUIET }, wanted) : first;
  const unread = unreadAliases(aliasAnswers);
  const document = withEarlier(
    assembled({ ...gathered, unreadAliases: unread }, instance, answers.gaps(), startedAt),
    options.earlier,
  );
  if (gathered.accounts.length > 0) calling.names.rememberAccounts(document.accounts);
  return {
    document,
    calls: calling.log.summary(),
    budgets: calling.budgets.report(),
    milliseconds: context.monotonic() - begun,
  };
}

/** With the aliases that an earlier document of the same organization knows. */
function withEarlier(document: OrganizationDocument, earlier: OrganizationDocument | undefined): OrganizationDocument {
  const isSame =
    earlier?.instance?.arn === document.instance?.arn && earlier?.organization.id === document.organization.id;
  if (!earlier || !isSame) return document;
  const known = earlier.accounts.map((account) => ({ id: account.id, alias: aliasOf(account) }));
  return { ...document, accounts: withKnownAliases(document.accounts, known) };
}

/** The second pass meets the same questions again: they are counted already. */
const QUIET = { expect: () => undefined, answered: () => undefined };

export interface OpenCollection {
  readonly calling: CallContext;
  readonly instance: InstanceFacts;
  /** Asked when it is needed, and once. @throws AccessError where it cannot be read. */
  readonly caller: () => Promise<CallerFacts>;
  /** `context.monotonic()` before the first call. */
  readonly begun: number;
}

/** Where the instance is, and who asks: without the two there is nothing to collect. */
export async function openCollection(
  connection: AwsConnection,
  context: Context,
  onCall?: (evidence: Evidence) => void,
): Promise<OpenCollection> {
  const begun = context.monotonic();
  const region = certain(parseRegion(connection.region));
  let home: Region = region;
  const attempts = connection.collectionAttempts ?? Math.max(ATTEMPTS, connection.attempts);
  const patient = { ...connection, attempts };
  const calling: CallContext = {
    connection: patient,
    context,
    names: createNameCache(connection.cacheFolder, connection.endpointUrl),
    clients: createAwsClients(connection),
    log: createCallCounter(onCall),
    budgets: budgetsOf(connection, context),
    homeRegion: () => home,
  };
  let asked: ReturnType<typeof callerIdentity> | undefined;
  const identity = () => {
    asked ??= shared(callerIdentity(calling));
    return asked;
  };
  const found = await findInstance({
    region,
    callerIdentity: identity,
    organization: () => describeOrganization(calling),
    instances: (where) => listInstances(calling, where),
    otherRegions: () => otherRegionsOf(region),
    useHomeRegion: (where) => {
      home = where;
    },
  });
  const instance = needed(found.instance);
  if (!instance)
    throw new AccessError("not-found", `No Identity Center instance was found in ${found.regionsLookedAt.join(", ")}`, {
      next: "Sign in to the management account or the delegated administrator, or name the home Region with --region",
    });
  return { calling, instance, caller: async () => needed(await identity()), begun };
}

/** Names that were read are kept, and connections closed. */
export function closeCollection({ calling }: OpenCollection): void {
  calling.names.save();
  calling.clients.close();
}

const CHECK_THE_NETWORK =
  "The network is in the way: check the connection, the name server and the proxy, and the endpoint or Region that was given";

function needed<T>(collecting: Read<T>): T {
  if (collecting.state === "known") return collecting.value;
  if (collecting.state === "unread") throw new AccessError("refused", collecting.reason);
  const { service, operation, permission, message, code, kind } = collecting.failure;
  if (code === MEMBER_ACCOUNT)
    throw new AccessError("refused", `Nothing can be collected: ${message}`, {
      next: "Use a profile of the management account or of the delegated administrator",
    });
  const sentence = `${service}:${operation} could not be read: ${message}`;
  if (!isOfPermission(collecting.failure))
    throw new AccessError(kind === "throttled" ? "busy" : "unreachable", sentence, {
      next: kind === "unreachable" ? CHECK_THE_NETWORK : "Try again in a moment",
    });
  throw new AccessError("refused", sentence, {
    next: `Nothing can be collected without it; it takes the permission ${permission}`,
  });
}

function memoryLog(_identity: CollectionIdentity, now: Date): OpenedLog {
  const kept = new Map<string, unknown>();
  return {
    log: { get: (key) => kept.get(key), put: (key, value) => void kept.set(key, value) },
    startedAt: now.toISOString(),
  };
}
