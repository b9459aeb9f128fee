/** Account access manager of a whole organization: one list where it is not set up, else its applications and all entitlements. */
import type { EntitlementRow } from "../../../facts/grant/second-road.ts";
import type { EntitlementWalk, UnreadPart } from "../../../model/coverage.ts";
import type { AccountId, Principal } from "../../../model/ids.ts";
import {
  type AccountAccessApplication,
  type Entitlement,
  UNKNOWN_TENANT,
} from "../../../model/organization-document/account-access.ts";
import type { EntitlementQuestion } from "../../additional-reader.ts";
import type { Collecting } from "./keyed-reads.ts";
import { sideBySide } from "./parallel.ts";
import { UNTOLD_TIME } from "./rows.ts";

export interface GatheredEntitlements {
  /** Undefined: whether there is an application was not asked, or nobody could tell. */
  readonly walk: EntitlementWalk | undefined;
  readonly applications: readonly AccountAccessApplication[];
  readonly entitlements: readonly Entitlement[];
}

const NO_ENTITLEMENTS: GatheredEntitlements = { walk: "no application", applications: [], entitlements: [] };

const APPLICATIONS = { kind: "account-access-applications" } as const;
const STATUS = { kind: "account-access-status" } as const;

interface Everybody {
  /** Undefined: the list could not be read. */
  readonly accounts: readonly AccountId[] | undefined;
  readonly principals: readonly Principal[] | undefined;
  readonly isComplete: boolean;
}

/** @param everybody asked only where there is an application: the list of applications does not wait for it */
export const gatherEntitlements = (
  collecting: Collecting,
  everybody: () => Promise<Everybody>,
): Promise<GatheredEntitlements> => entitlementsBy(collecting, async () => walkOver(await everybody()));

/** By the fewer of accounts and principals; by accounts where everything is asked for, because deleted principals show only there. */
export function walkOver({ accounts, principals, isComplete }: Everybody): EntitlementsToAsk {
  const byAccount =
    accounts !== undefined && (isComplete || principals === undefined || accounts.length <= principals.length);
  return byAccount
    ? { walk: "accounts", of: accounts.map((accountId) => ({ accountId })) }
    : { walk: "principals", of: (principals ?? []).map((principal) => ({ principal, accountId: undefined })) };
}

/** Those of everybody in one account. */
export const entitlementsInAccount = (collecting: Collecting, accountId: AccountId): Promise<GatheredEntitlements> =>
  entitlementsBy(collecting, async () => ({ walk: "accounts", of: [{ accountId }] }));

/** Those of some principals, in all accounts. */
export const entitlementsOfPrincipals = (
  collecting: Collecting,
  principals: () => Promise<readonly Principal[]>,
): Promise<GatheredEntitlements> =>
  entitlementsBy(collecting, async () => ({
    walk: "principals",
    of: (await principals()).map((principal) => ({ principal, accountId: undefined })),
  }));

type Asked =
  | { readonly principal: Principal; readonly accountId: undefined }
  | { readonly principal?: undefined; readonly accountId: AccountId };

interface EntitlementsToAsk {
  readonly walk: EntitlementWalk;
  readonly of: readonly Asked[];
}

async function entitlementsBy(
  collecting: Collecting,
  walkOf: () => Promise<EntitlementsToAsk>,
): Promise<GatheredEntitlements> {
  const applications = await applicationsOf(collecting);
  if (applications?.length === 0) return NO_ENTITLEMENTS;
  // The gap of a failed list tells that something may be there; where nobody could tell, there is no gap and no walk.
  if (!applications) return { ...NO_ENTITLEMENTS, walk: isListFailed(collecting) ? "accounts" : undefined };
  const { walk, of } = await walkOf();
  return { walk, applications, entitlements: await entitlementsOfApplications(collecting, applications, of) };
}

export async function entitlementsOfApplications(
  collecting: Collecting,
  applications: readonly Pick<AccountAccessApplication, "arn">[],
  of: readonly Asked[],
): Promise<readonly Entitlement[]> {
  const questions = applications.flatMap(({ arn: applicationArn }) =>
    of.map((asked) => ({ applicationArn, ...asked })),
  );
  collecting.progress.expect(questions.length);
  const lists = await sideBySide(questions, (question) => entitlementsOf(collecting, question));
  return lists.flatMap((rows) => rows ?? []);
}

const isListFailed = ({ answers }: Collecting): boolean =>
  answers.gaps().some(({ part }) => part.kind === APPLICATIONS.kind);

/** Undefined: could not be read, or an empty list proves nothing. */
export async function applicationsOf(collecting: Collecting): Promise<readonly AccountAccessApplication[] | undefined> {
  const { reads, answers, progress } = collecting;
  progress.expect(1);
  const listed = await answers.read("account-access-applications", APPLICATIONS, reads.accountAccessApplications);
  if (!listed) return undefined;
  progress.expect(listed.length);
  const rows = await sideBySide(listed, async ({ arn, tenantId }) => {
    const status = await answers.read(`account-access-status ${arn}`, STATUS, () => reads.accountAccessStatus(arn));
    if (status === null) return [];
    const times = { createdAt: UNTOLD_TIME, updatedAt: UNTOLD_TIME };
    // A status that could not be read is a gap: the one that stands here decides nothing.
    const own = { arn, tenantId: tenantId ?? UNKNOWN_TENANT, status: status ?? ("ACTIVE" as const) };
    return [{ ...own, instanceArn: reads.instance.arn, tags: {}, ...times }];
  });
  return rows.flat();
}

/** Undefined: could not be read. */
export async function entitlementsOf(
  { reads, answers }: Collecting,
  question: EntitlementQuestion,
): Promise<readonly Entitlement[] | undefined> {
  const { applicationArn, principal, accountId } = question;
  const part: UnreadPart | undefined = principal
    ? { kind: "entitlements-of", principal }
    : accountId && { kind: "entitlements-of-account", accountId };
  const key = `entitlements ${applicationArn} ${principal ? `${principal.type} ${principal.id}` : accountId}`;
  const rows = part && (await answers.read(key, part, () => reads.entitlements(question)));
  return rows?.map((row) => entitlementRow(applicationArn, row));
}

const entitlementRow = (
  applicationArn: string,
  { id, principal, roleArn, createdAt }: EntitlementRow,
): Entitlement => ({ id, applicationArn, principal, roleArn, createdAt: createdAt ?? UNTOLD_TIME });
