/** The use case behind `provision`: the article's manual step, followed to its end and checked. */
import { type Applied, type ApplyProgress, applyPlan } from "../apply/apply.ts";
import { createSender } from "../apply/send.ts";
import type { CallerFacts, InstanceFacts, PermissionSetFacts } from "../facts/grant/grant-facts.ts";
import type { Change } from "../model/change.ts";
import type { Context } from "../model/context.ts";
import { AccessError } from "../model/errors.ts";
import type { AccountId } from "../model/ids.ts";
import type { AccountState } from "../model/organization-document/document.ts";
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import type { Reading } from "../model/reading.ts";
import { numberedSteps } from "../plan/numbered.ts";
import type { Refusal } from "../plan/refusal.ts";
import { predictRefusals } from "../plan/refusals.ts";
import { roleEvents, roleWarnings } from "../plan/role-lifetime.ts";
import { createAwsClients } from "../sources/aws/calling/clients.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import { readSurroundings } from "../sources/plan/plan-surroundings.ts";
import { findInstance } from "../sources/question/find-instance.ts";
import { checkWords, resolveAccountId, resolvePermissionSet } from "../sources/question/resolve-words.ts";
import type { Reader } from "../sources/reader.ts";
import type { Journal } from "../store/journal.ts";
import type { Connection } from "./connection.ts";
import { noInstance } from "./no-instance.ts";
import { callerStanding } from "./prepare.ts";

export interface ProvisionServices {
  readonly connection: Connection;
  readonly journal: Journal;
  readonly context: Context;
  readonly onProgress: (progress: ApplyProgress) => void;
}

export type ProvisionedAccount =
  | { readonly accountId: AccountId; readonly kind: "provisioned"; readonly isAssigned: boolean }
  | {
      readonly accountId: AccountId;
      readonly kind: "failed";
      /** AWS's words. */
      readonly reason: string;
      /** The account's state in Organizations where it is not ACTIVE: then nothing succeeds there (facts A12, D10). */
      readonly accountState: AccountState | "not in the organization" | null;
    }
  | { readonly accountId: AccountId; readonly kind: "unverified"; readonly reason: string };

export type Provisioned =
  | {
      readonly kind: "provisioned";
      readonly permissionSetName: string;
      readonly planId: string;
      readonly accounts: readonly ProvisionedAccount[];
    }
  /** AWS would refuse it: nothing was sent. */
  | { readonly kind: "refusal-predicted"; readonly permissionSetName: string; readonly refusals: readonly Refusal[] };

/** Provisions a set to accounts, three at a time (facts 3.6). Without accounts: to all in which it is provisioned already. */
export async function provision(
  setWords: string,
  accountWords: readonly string[],
  services: ProvisionServices,
): Promise<Provisioned> {
  const { connection, context } = services;
  checkWords({ account: null, permissionSet: setWords });
  for (const account of accountWords) checkWords({ account, permissionSet: null });
  const reader = createAwsReader(connection.aws, context);
  const instance = needed((await findInstance(reader)).instance);
  if (!instance) throw await noInstance(reader, connection.aws.region);
  const set = needed(await resolvePermissionSet(reader, instance, setWords));
  const accounts = [...new Set(await Promise.all(accountWords.map((words) => resolveAccountId(reader, words))))];
  const plan = provisioningPlan(instance, set, accounts, {
    id: context.newId(),
    createdAt: context.now().toISOString(),
  });
  const around = await readSurroundings(plan, reader, instance, context.now().toISOString());
  const predicted = predictRefusals(plan.steps, around, await callerStanding(plan, around, reader));
  if (predicted.refusals.length > 0)
    return { kind: "refusal-predicted", permissionSetName: set.name, refusals: predicted.refusals };
  for (const warning of [...roleWarnings(roleEvents(plan.steps, around.grants)), ...predicted.warnings])
    context.log("warn", warning);
  const failures = failuresOf(await carryOut(plan, around.caller, services));
  const fresh = createAwsReader({ ...connection.aws, region: plan.region }, context);
  const results = plan.steps.flatMap(({ number, change }) => {
    if (change.kind !== "provision-permission-set") return [];
    const reason = failures.get(number);
    return reason === undefined ? checkProvisioned(fresh, change) : failedIn(fresh, change.accountId, reason);
  });
  return { kind: "provisioned", permissionSetName: set.name, planId: plan.id, accounts: await Promise.all(results) };
}

type ProvisionChange = Extract<Change, { kind: "provision-permission-set" }>;

function provisioningPlan(
  instance: InstanceFacts,
  set: PermissionSetFacts,
  accounts: readonly AccountId[],
  identity: { readonly id: string; readonly createdAt: string },
): Plan {
  const changes = accounts.map((accountId) => ({
    reason: "requested",
    change: {
      kind: "provision-permission-set" as const,
      instanceArn: instance.arn,
      accountId,
      permissionSetArn: set.arn,
      permissionSetName: set.name,
    },
  }));
  if (accounts.length === 0) throw new AccessError("not-found", `${set.name} is not provisioned in any account`);
  return {
    schema: PLAN_SCHEMA,
    ...identity,
    region: instance.region,
    cause: "provision",
    steps: numberedSteps(changes, instance.region),
    warnings: [],
  };
}

async function carryOut(
  plan: Plan,
  caller: Reading<CallerFacts>,
  { connection, journal, context, onProgress }: ProvisionServices,
): Promise<Applied> {
  const aws = { ...connection.aws, region: plan.region };
  const clients = createAwsClients(aws);
  await journal.begin(plan, {
    region: plan.region,
    endpointUrl: aws.endpointUrl ?? null,
    profile: aws.profile ?? null,
    callerArn: caller.state === "known" ? caller.value.arn : null,
  });
  return applyPlan(plan, [], {
    send: createSender(aws, context, clients),
    open: () => createAwsReader(aws, context, undefined, clients),
    journal,
    context,
    onProgress,
  });
}

/** Reasons by step, of those that failed and of those that were not started. */
function failuresOf(applied: Applied): ReadonlyMap<number, string> {
  if (applied.kind === "applied") return new Map();
  return new Map([
    ...applied.notBegun.map((number) => [number, "not started"] as const),
    ...[applied, ...applied.otherFailures].map(({ step, reason }) => [step.number, reason] as const),
  ]);
}

/** The article's verification, and what it leaves out: a provisioned set that is assigned to nobody shows to nobody (facts S2). */
async function checkProvisioned(reader: Reader, change: ProvisionChange): Promise<ProvisionedAccount> {
  const { instanceArn, permissionSetArn, accountId } = change;
  const [latest, rows] = await Promise.all([
    reader.provisionedSets(instanceArn, accountId, "latest"),
    reader.assignments(instanceArn, accountId, permissionSetArn),
  ]);
  if (latest.state !== "known" || rows.state !== "known")
    return { accountId, kind: "unverified", reason: "the result could not be read" };
  if (!latest.value.includes(permissionSetArn))
    return { accountId, kind: "unverified", reason: "AWS does not list it as provisioned" };
  return { accountId, kind: "provisioned", isAssigned: (rows.value?.length ?? 0) > 0 };
}

async function failedIn(reader: Reader, accountId: AccountId, reason: string): Promise<ProvisionedAccount> {
  const account = await reader.account(accountId);
  if (account.state !== "known") return { accountId, kind: "failed", reason, accountState: null };
  const state = account.value?.state ?? "not in the organization";
  return { accountId, kind: "failed", reason, accountState: state === "ACTIVE" ? null : state };
}

function needed<T>(reading: Reading<T>): T {
  if (reading.state === "known") return reading.value;
  const why =
    reading.state === "unknown"
      ? `${reading.failure.operation} (${reading.failure.permission}): ${reading.failure.message}`
      : reading.reason;
  throw new AccessError("refused", `Something needed could not be read: ${why}`);
}

/** The accounts in which a set is provisioned, fresh or not: what `--all` means. */
export async function provisionedAccounts(
  setWords: string,
  connection: Connection,
  context: Context,
): Promise<readonly AccountId[]> {
  const reader = createAwsReader(connection.aws, context);
  const instance = needed((await findInstance(reader)).instance);
  if (!instance) return [];
  const set = needed(await resolvePermissionSet(reader, instance, setWords));
  const lists = await Promise.all(
    (["latest", "outdated"] as const).map((freshness) => reader.accountsOfSet(instance.arn, set.arn, freshness)),
  );
  return lists.flatMap(needed);
}
