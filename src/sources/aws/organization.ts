/** Who asks, where the instance is, and the organization's accounts: sts, sso-admin ListInstances, organizations. */
import type { AccountFacts, CallerFacts, InstanceFacts, OrganizationIdentity } from "../../facts/grant/grant-facts.ts";
import {
  type AccountId,
  parseAccountId,
  parseIdentityStoreId,
  parseInstanceArn,
  type Region,
} from "../../model/ids.ts";
import { ACCOUNT_STATES, INSTANCE_STATUSES } from "../../model/organization-document/document.ts";
import { mapReading, type Reading } from "../../model/reading.ts";
import { type CallContext, call, callPages } from "./calling/call.ts";
import { FIRST_INSTANCES } from "./calling/sent-ahead.ts";
import { fromAnswer } from "./from-answer.ts";

export async function callerIdentity(calling: CallContext): Promise<Reading<CallerFacts>> {
  const answer = await call(calling, {
    service: "sts",
    operation: "GetCallerIdentity",
    input: {},
    send: async (abortSignal) => {
      const { GetCallerIdentityCommand } = await import("@aws-sdk/client-sts");
      return (await calling.clients.sts()).send(new GetCallerIdentityCommand({}), { abortSignal });
    },
    matters: ({ Account, Arn }) => ({ Account, Arn }),
  });
  return mapReading(answer, (caller) => ({
    accountId: fromAnswer(parseAccountId(caller?.Account ?? "")),
    arn: caller?.Arn ?? "",
  }));
}

/** Null: the caller's account is in no organization. */
export async function describeOrganization(calling: CallContext): Promise<Reading<OrganizationIdentity | null>> {
  const answer = await call(calling, {
    service,
    operation: "DescribeOrganization",
    input: {},
    isAdditional: true,
    send: async (abortSignal) => {
      const { DescribeOrganizationCommand } = await import("@aws-sdk/client-organizations");
      return (await calling.clients.organizations()).send(new DescribeOrganizationCommand({}), { abortSignal });
    },
    matters: ({ Organization }) => ({ Id: Organization?.Id, MasterAccountId: Organization?.MasterAccountId }),
    absent: ["AWSOrganizationsNotInUseException"],
  });
  return mapReading(
    answer,
    (found) =>
      found && {
        id: found.Organization?.Id ?? "",
        managementAccountId: fromAnswer(parseAccountId(found.Organization?.MasterAccountId ?? "")),
      },
  );
}

export async function listInstances(calling: CallContext, region: Region): Promise<Reading<readonly InstanceFacts[]>> {
  const answer = await callPages(calling, {
    service: "sso-admin",
    operation: "ListInstances",
    region,
    input: {},
    send: async (NextToken, abortSignal) => {
      const { ListInstancesCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(
        new ListInstancesCommand({ ...FIRST_INSTANCES, NextToken }),
        {
          abortSignal,
        },
      );
    },
    rows: ({ Instances }) =>
      (Instances ?? []).map((instance) => ({
        arn: fromAnswer(parseInstanceArn(instance.InstanceArn ?? "")),
        identityStoreId: fromAnswer(parseIdentityStoreId(instance.IdentityStoreId ?? "")),
        ownerAccountId: fromAnswer(parseAccountId(instance.OwnerAccountId ?? "")),
        // An instance that tells no status is taken as active: the member came later than the API (API model).
        status: INSTANCE_STATUSES.find((status) => status === instance.Status) ?? "ACTIVE",
        statusReason: instance.StatusReason,
        region,
      })),
    next: ({ NextToken }) => NextToken,
    matters: ({ Instances }) => ({
      Instances: (Instances ?? []).map(({ InstanceArn, IdentityStoreId, OwnerAccountId, Status }) => ({
        InstanceArn,
        IdentityStoreId,
        OwnerAccountId,
        Status,
      })),
    }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** An account as organizations lists and describes it. */
export interface SdkAccount {
  readonly Id?: string | undefined;
  readonly Arn?: string | undefined;
  readonly Name?: string | undefined;
  readonly Email?: string | undefined;
  readonly State?: string | undefined;
  readonly Status?: string | undefined;
}

/** `State`; `Status` where an older endpoint tells no other (facts A12). The ARN names the management account (API model). */
export function accountFacts(account: SdkAccount): AccountFacts {
  const state = account.State ?? account.Status;
  const id = fromAnswer(parseAccountId(account.Id ?? ""));
  return {
    id,
    name: account.Name ?? id,
    email: account.Email,
    state: ACCOUNT_STATES.find((known) => known === state) ?? "SUSPENDED",
    managementAccountId: fromAnswer(parseAccountId(/::(\d{12}):/.exec(account.Arn ?? "")?.[1] ?? id)),
    organizationId: /:account\/(o-[a-z0-9]{10,32})\//.exec(account.Arn ?? "")?.[1],
  };
}

const service = "organizations";

export async function describeAccount(
  calling: CallContext,
  accountId: AccountId,
): Promise<Reading<AccountFacts | null>> {
  return mapReading(
    await describeAccountRow(calling, accountId),
    (row) => row && withAlias(calling, accountFacts(row)),
  );
}

/** Null: no such account in the organization. */
export async function describeAccountRow(
  calling: CallContext,
  accountId: AccountId,
): Promise<Reading<SdkAccount | null>> {
  const answer = await call(calling, {
    service,
    operation: "DescribeAccount",
    input: { AccountId: accountId },
    send: async (abortSignal) => {
      const { DescribeAccountCommand } = await import("@aws-sdk/client-organizations");
      return (await calling.clients.organizations()).send(new DescribeAccountCommand({ AccountId: accountId }), {
        abortSignal,
      });
    },
    matters: ({ Account }) => ({ Name: Account?.Name, State: Account?.State ?? Account?.Status }),
    absent: ["AccountNotFoundException"],
  });
  return mapReading(answer, (found) => found?.Account ?? null);
}

export async function listAccounts(calling: CallContext): Promise<Reading<readonly AccountFacts[]>> {
  return mapReading(await listAccountRows(calling), (rows) => rows.map((row) => withAlias(calling, accountFacts(row))));
}

/** Organizations does not tell it: as a collection with a role has read it in the account. */
const withAlias = ({ names }: CallContext, account: AccountFacts): AccountFacts => {
  const alias = names.aliasOf(account.id);
  return alias === undefined ? account : { ...account, alias };
};

/** Twenty a page is the API's maximum. */
export async function listAccountRows(calling: CallContext): Promise<Reading<readonly SdkAccount[]>> {
  const answer = await callPages(calling, {
    service,
    operation: "ListAccounts",
    input: {},
    send: async (NextToken, abortSignal) => {
      const { ListAccountsCommand } = await import("@aws-sdk/client-organizations");
      return (await calling.clients.organizations()).send(new ListAccountsCommand({ MaxResults: 20, NextToken }), {
        abortSignal,
      });
    },
    rows: ({ Accounts }): readonly SdkAccount[] => Accounts ?? [],
    next: ({ NextToken }) => NextToken,
    matters: ({ Accounts }) => ({
      Accounts: (Accounts ?? []).map(({ Id, Name, State, Status }) => ({ Id, Name, State: State ?? Status })),
    }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** Service principals with trusted access. */
export async function trustedServices(calling: CallContext): Promise<Reading<readonly string[]>> {
  const answer = await callPages(calling, {
    service: "organizations",
    operation: "ListAWSServiceAccessForOrganization",
    isAdditional: true,
    input: {},
    send: async (NextToken, abortSignal) => {
      const { ListAWSServiceAccessForOrganizationCommand } = await import("@aws-sdk/client-organizations");
      return (await calling.clients.organizations()).send(
        new ListAWSServiceAccessForOrganizationCommand({ NextToken }),
        { abortSignal },
      );
    },
    rows: ({ EnabledServicePrincipals }) =>
      (EnabledServicePrincipals ?? []).map(({ ServicePrincipal = "" }) => ServicePrincipal),
    next: ({ NextToken }) => NextToken,
    matters: ({ EnabledServicePrincipals }) => ({
      services: (EnabledServicePrincipals ?? []).map(({ ServicePrincipal }) => ServicePrincipal),
    }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}
