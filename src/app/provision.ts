/** The use case behind `provision`: the article's manual step, on the road of every write and checked account by account. */
import type { InstanceFacts, PermissionSetFacts } from "../facts/grant/grant-facts.ts";
import type { Change } from "../model/change.ts";
import type { Context } from "../model/context.ts";
import { AccessError } from "../model/errors.ts";
import type { AccountId } from "../model/ids.ts";
import type { AccountState } from "../model/organization-document/document.ts";
import { PLAN_SCHEMA, type Plan } from "../model/plan.ts";
import { numberedSteps } from "../plan/numbered.ts";
import { type AwsClients, createAwsClients } from "../sources/aws/calling/clients.ts";
import { createAwsReader } from "../sources/aws/reader.ts";
import { checkWords } from "../sources/question/check-words.ts";
import { findInstance } from "../sources/question/find-instance.ts";
import { withNamesOfNow } from "../sources/question/newer-namesakes.ts";
import { resolveAccountId, resolvePermissionSet } from "../sources/question/resolve-words.ts";
import type { Reader } from "../sources/reader.ts";
import type { Verification } from "../verify/verify.ts";
import type { Connection } from "./connection.ts";
import type { Difference } from "./write/draft.ts";
import { instanceToWriteTo, needed } from "./write/instance.ts";
import { type OpenReader, write } from "./write/road.ts";
import type { WriteServices } from "./write/services.ts";
import type { Written } from "./write/written.ts";

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
  /** AWS would have refused it, so it was not sent. */
  | { readonly accountId: AccountId; readonly kind: "left-out"; readonly reason: string }
  | { readonly accountId: AccountId; readonly kind: "unverified"; readonly reason: string };

type CarriedOut = Extract<Written, { kind: "applied" | "failed" | "unfinished" }>;

export type Provisioned =
  | {
      readonly kind: "provisioned";
      readonly permissionSetName: string;
      readonly planId: string;
      readonly accounts: readonly ProvisionedAccount[];
    }
  | Exclude<Written, CarriedOut>;

/** Provisions a set to accounts, three at a time (facts 3.6). Accounts in which AWS would refuse it are left out. */
export async function provision(
  setWords: string,
  accountWords: readonly string[],
  services: WriteServices,
): Promise<Provisioned> {
  checkWords({ account: null, permissionSet: setWords });
  for (const account of accountWords) checkWords({ account, permissionSet: null });
  const clients = createAwsClients(services.connection.aws);
  try {
    return await provisionWith(clients, { setWords, accountWords, services });
  } finally {
    clients.close();
  }
}

/** @param clients what the accounts are read with afterwards */
async function provisionWith(clients: AwsClients, asked: Asked): Promise<Provisioned> {
  const { services } = asked;
  let checked: readonly ProvisionedAccount[] = [];
  const fresh = ({ region }: Plan) =>
    createAwsReader({ ...services.connection.aws, region }, services.context, undefined, clients);
  const difference: Difference = {
    fit: (plan) => plan,
    leavesOut: true,
    mayTakeAway: false,
    verify: async (plan) => {
      checked = await accountsOf(plan, new Map(), fresh(plan));
      return verificationOf(checked);
    },
  };
  const written = await write<never>(async (open) => drafted(open, { ...asked, difference }), services);
  switch (written.kind) {
    case "applied":
      return provisioned(written.plan, checked);
    case "failed":
    case "unfinished":
      return provisioned(written.plan, await accountsOf(written.plan, failuresOf(written), fresh(written.plan)));
    default:
      return written;
  }
}

interface Asked {
  readonly setWords: string;
  readonly accountWords: readonly string[];
  readonly services: WriteServices;
}

interface Drafting extends Asked {
  readonly difference: Difference;
}

async function drafted(open: OpenReader, { setWords, accountWords, services, difference }: Drafting) {
  const { context } = services;
  const reader = open();
  const instance = await instanceToWriteTo(reader);
  const set = needed(await resolvePermissionSet(reader, instance, setWords));
  const ofNow = withNamesOfNow(reader);
  const accounts = [...new Set(await Promise.all(accountWords.map((words) => resolveAccountId(ofNow, words))))];
  const identity = { id: context.newId(), createdAt: context.now().toISOString() };
  const plan = provisioningPlan(instance, set, { accounts, identity });
  return { kind: "draft" as const, plan, instance, reader, difference };
}

interface Targets {
  readonly accounts: readonly AccountId[];
  readonly identity: { readonly id: string; readonly createdAt: string };
}

function provisioningPlan(instance: InstanceFacts, set: PermissionSetFacts, { accounts, identity }: Targets): Plan {
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

function provisioned(plan: Plan, checked: readonly ProvisionedAccount[]): Provisioned {
  const changes = [...plan.steps, ...(plan.leftOut ?? [])].map(({ change }) => change);
  const [named] = changes.flatMap((change) => ("permissionSetName" in change ? [change.permissionSetName] : []));
  return {
    kind: "provisioned",
    permissionSetName: named ?? "",
    planId: plan.id,
    accounts: [...checked, ...leftOutOf(plan)],
  };
}

const leftOutOf = ({ leftOut = [] }: Plan): readonly ProvisionedAccount[] =>
  leftOut.flatMap(({ change, reason }) =>
    "accountId" in change ? [{ accountId: change.accountId, kind: "left-out" as const, reason }] : [],
  );

/** Reasons by step, of those that failed and of those that were not started. */
function failuresOf({ step, reason, notBegun, otherFailures }: Extract<CarriedOut, { kind: "failed" | "unfinished" }>) {
  return new Map([
    ...notBegun.map((number) => [number, "not started"] as const),
    ...[{ step, reason }, ...otherFailures].map((one) => [one.step.number, one.reason] as const),
  ]);
}

function accountsOf(
  plan: Plan,
  failures: ReadonlyMap<number, string>,
  reader: Reader,
): Promise<readonly ProvisionedAccount[]> {
  const results = plan.steps.flatMap(({ number, change }) => {
    if (change.kind !== "provision-permission-set") return [];
    const reason = failures.get(number);
    return [reason === undefined ? checkProvisioned(reader, change) : failedIn(reader, change.accountId, reason)];
  });
  return Promise.all(results);
}

function verificationOf(accounts: readonly ProvisionedAccount[]): Verification {
  const [open] = accounts.flatMap((account) => (account.kind === "unverified" ? [account] : []));
  if (!open) return { kind: "verified", diagnosis: undefined, promises: [] };
  return { kind: "not-verified", diagnosis: undefined, promises: [], reason: `${open.accountId}: ${open.reason}` };
}

type ProvisionChange = Extract<Change, { kind: "provision-permission-set" }>;

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

/** The accounts in which a set is provisioned, fresh or not: what `--all` means. */
export async function provisionedAccounts(
  setWords: string,
  connection: Connection,
  context: Context,
): Promise<readonly AccountId[]> {
  const clients = createAwsClients(connection.aws);
  try {
    const reader = createAwsReader(connection.aws, context, undefined, clients);
    const instance = needed((await findInstance(reader)).instance);
    if (!instance) return [];
    const set = needed(await resolvePermissionSet(reader, instance, setWords));
    const lists = await Promise.all(
      (["latest", "outdated"] as const).map((freshness) => reader.accountsOfSet(instance.arn, set.arn, freshness)),
    );
    return lists.flatMap(needed);
  } finally {
    clients.close();
  }
}
