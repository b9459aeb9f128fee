/** The use case behind `provision`: the article's manual step, followed to its end and checked. */
import { type Applied, type ApplyProgress, applyPlan } from "../apply/apply.ts";
import { createSender } from "../apply/send.ts";
import type { Context } from "../model/context.ts";
import { AccessError } from "../model/errors.ts";
import type { AccountId } from "../model/ids.ts";
import type { AccountState } from "../model/organization-document/document.ts";
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import type { Reading } from "../model/reading.ts";
import { commandOf, describeChange, effectsOf, riskOf } from "../plan/changes/index.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import { findHome } from "../sources/question/home.ts";
import { checkWords, resolveAccountId, resolvePermissionSet } from "../sources/question/subject.ts";
import type { Reader } from "../sources/reader.ts";
import type { Journal } from "../store/journal.ts";
import type { Connection } from "./connection.ts";

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

export interface Provisioned {
  readonly permissionSetName: string;
  readonly accounts: readonly ProvisionedAccount[];
}

/** ProvisionPermissionSet calls at once (facts 3.6). */
const AT_ONCE = 3;

/** Provisions a set to accounts, three at a time. Without accounts: to all in which it is provisioned already. */
export async function provision(
  setWords: string,
  accountWords: readonly string[],
  services: ProvisionServices,
): Promise<Provisioned> {
  const { connection, context } = services;
  checkWords({ account: null, permissionSet: setWords });
  for (const account of accountWords) checkWords({ account, permissionSet: null });
  const reader = createAwsReader(connection.aws, context);
  const instance = needed((await findHome(reader)).instance);
  if (!instance)
    throw new AccessError(
      "not-found",
      `There is no Identity Center instance in ${connection.aws.region} or any other Region that was looked at`,
      { next: "Check --region and --profile" },
    );
  const set = needed(await resolvePermissionSet(reader, instance, setWords));
  const accounts = await Promise.all(accountWords.map((words) => resolveAccountId(reader, words)));
  const provisionOne = async (accountId: AccountId): Promise<ProvisionedAccount> => {
    const change = {
      kind: "provision-permission-set",
      instanceArn: instance.arn,
      accountId,
      permissionSetArn: set.arn,
      permissionSetName: set.name,
    } as const;
    const step = {
      number: 1,
      change,
      description: describeChange(change),
      reason: "asked for",
      effects: effectsOf(change),
      risk: riskOf(change),
      command: commandOf(change, instance.region),
    };
    const promise = { userName: "", accountId, permissionSetName: set.name };
    const plan: Plan = {
      schema: PLAN_SCHEMA,
      id: context.newId(),
      createdAt: context.now().toISOString(),
      region: instance.region,
      promise,
      cause: "provision",
      steps: [step],
      warnings: [],
    };
    const applied = await carryOut(plan, services);
    return applied.kind === "applied"
      ? checkProvisioned(createAwsReader(connection.aws, context), plan, accountId)
      : failedIn(createAwsReader(connection.aws, context), accountId, applied.reason);
  };
  return { permissionSetName: set.name, accounts: await inGroups(accounts, provisionOne) };
}

async function carryOut(plan: Plan, { connection, journal, context, onProgress }: ProvisionServices): Promise<Applied> {
  const aws = { ...connection.aws, region: plan.region };
  await journal.begin(plan, {
    region: plan.region,
    endpointUrl: aws.endpointUrl ?? null,
    profile: aws.profile ?? null,
    callerArn: null,
  });
  return applyPlan(plan, [], {
    send: createSender(aws, context),
    open: () => createAwsReader(aws, context),
    journal,
    context,
    onProgress,
  });
}

/** The article's verification, and what it leaves out: a provisioned set that is assigned to nobody shows to nobody (facts S2). */
async function checkProvisioned(reader: Reader, { steps }: Plan, accountId: AccountId): Promise<ProvisionedAccount> {
  const change = steps[0]?.change;
  if (change?.kind !== "provision-permission-set") throw new TypeError("a provisioning plan has one provisioning step");
  const { instanceArn, permissionSetArn } = change;
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

async function inGroups<A, B>(items: readonly A[], work: (item: A) => Promise<B>): Promise<readonly B[]> {
  const results: B[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE)
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  return results;
}

/** The accounts in which a set is provisioned, fresh or not: what `--all` means. */
export async function provisionedAccounts(
  setWords: string,
  connection: Connection,
  context: Context,
): Promise<readonly AccountId[]> {
  const reader = createAwsReader(connection.aws, context);
  const instance = needed((await findHome(reader)).instance);
  if (!instance) return [];
  const set = needed(await resolvePermissionSet(reader, instance, setWords));
  const lists = await Promise.all(
    (["latest", "outdated"] as const).map((freshness) => reader.accountsOfSet(instance.arn, set.arn, freshness)),
  );
  return lists.flatMap(needed);
}
