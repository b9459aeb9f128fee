/** AWS as a `PlanReader`. */
import type { IAMClient } from "@aws-sdk/client-iam";
import { type AccountId, type GroupId, type IdentityStoreId, parseAccountId, parseUserId } from "../../model/ids.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { mapReading, type Reading } from "../../model/reading.ts";
import { IDENTITY_CENTER_SERVICE } from "../../model/service-principals.ts";
import type { PlanReader } from "../plan-reader.ts";
import { trustsReservedRole } from "../trust-policy.ts";
import { listCustomerPolicies, listRoles } from "./account-iam.ts";
import { type CallContext, callPages } from "./calling/call.ts";
import { decodedPolicy, fromAnswer } from "./from-answer.ts";
import { ownPolicies } from "./own-policies.ts";
import { ownRights } from "./own-rights.ts";

interface PlanReads {
  readonly calling: CallContext;
  readonly once: <T>(key: string, read: () => Promise<T>) => Promise<T>;
  /** IAM of an account, through the audit role. */
  readonly audit: (accountId: AccountId) => Promise<Reading<IAMClient>>;
}

export function planReads({ calling, once, audit }: PlanReads): PlanReader {
  const inAccount = async <T>(account: AccountId, read: (client: IAMClient) => Promise<Reading<T>>) => {
    const client = await audit(account);
    return client.state === "known" ? read(client.value) : client;
  };
  return {
    groupMembers: (store, group, limit) =>
      once(`members ${group} ${limit}`, () => listMembers(calling, store, group, limit)),
    customerPolicies: (account) =>
      once(`customer policies ${account}`, () => inAccount(account, (client) => listCustomerPolicies(calling, client))),
    rolesTrusting: async (account, name) => {
      const roles = await once(`roles ${account}`, () => inAccount(account, (client) => listRoles(calling, client)));
      return mapReading(roles, (all) =>
        all.flatMap(({ Arn, AssumeRolePolicyDocument }) =>
          Arn && trustsReservedRole(decodedPolicy(AssumeRolePolicyDocument ?? "{}"), name) ? [Arn] : [],
        ),
      );
    },
    delegatedAdministrators: (service = IDENTITY_CENTER_SERVICE) =>
      once(`delegated administrators ${service}`, () => listDelegates(calling, service)),
    ownRights: (caller, actions, resources) =>
      once(`rights ${caller} ${actions.join()} ${resources.join()}`, () =>
        ownRights(calling, caller, actions, resources),
      ),
    ownPolicies: (caller) => once(`policies of ${caller}`, () => ownPolicies(calling, caller)),
  };
}

async function listMembers(calling: CallContext, storeId: IdentityStoreId, groupId: GroupId, limit: number) {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service: "identitystore",
    operation: "ListGroupMemberships",
    region,
    isAdditional: true,
    input: { IdentityStoreId: storeId, GroupId: groupId },
    send: async (NextToken, abortSignal) => {
      const { ListGroupMembershipsCommand } = await import("@aws-sdk/client-identitystore");
      const input = { IdentityStoreId: storeId, GroupId: groupId, MaxResults: LARGEST_PAGE, NextToken };
      return (await calling.clients.identitystore(region)).send(new ListGroupMembershipsCommand(input), {
        abortSignal,
      });
    },
    rows: ({ GroupMemberships }) =>
      (GroupMemberships ?? []).flatMap(({ MemberId }) =>
        MemberId?.UserId === undefined ? [] : [fromAnswer(parseUserId(MemberId.UserId))],
      ),
    next: ({ NextToken }) => NextToken,
    matters: ({ GroupMemberships }) => ({ members: GroupMemberships?.length ?? 0 }),
    absent: ["ResourceNotFoundException"],
    enough: limit,
  });
  return mapReading(answer, (found) => {
    const rows = found?.rows ?? [];
    return { ids: rows.slice(0, limit), isComplete: rows.length <= limit && (found?.isComplete ?? true) };
  });
}

export async function listDelegates(
  calling: CallContext,
  ServicePrincipal: string = IDENTITY_CENTER_SERVICE,
): Promise<Reading<readonly AccountId[]>> {
  const input = { ServicePrincipal };
  const answer = await callPages(calling, {
    service: "organizations",
    operation: "ListDelegatedAdministrators",
    isAdditional: true,
    input,
    send: async (NextToken, abortSignal) => {
      const { ListDelegatedAdministratorsCommand } = await import("@aws-sdk/client-organizations");
      const command = new ListDelegatedAdministratorsCommand({ ...input, NextToken });
      return (await calling.clients.organizations()).send(command, { abortSignal });
    },
    rows: ({ DelegatedAdministrators }) =>
      (DelegatedAdministrators ?? []).flatMap(({ Id }) => (Id === undefined ? [] : [fromAnswer(parseAccountId(Id))])),
    next: ({ NextToken }) => NextToken,
    matters: ({ DelegatedAdministrators }) => ({ Ids: (DelegatedAdministrators ?? []).map(({ Id }) => Id) }),
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}
