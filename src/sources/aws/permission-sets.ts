/** sso-admin: permission sets, who is assigned to them, and how they stand in accounts. */

import {
  type AccountId,
  type InstanceArn,
  type PermissionSetArn,
  type Principal,
  parseAccountId,
  parseGroupId,
  parsePermissionSetArn,
  parseUserId,
} from "../../model/ids.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { known, mapReading, type Reading } from "../../model/reading.ts";
import type { PrincipalGrant, ReadOptions } from "../reader.ts";
import { type CallContext, call, callPages } from "./calling/call.ts";
import { fromAnswer, presentIn } from "./from-answer.ts";

const service = "sso-admin";
const ABSENT = ["ResourceNotFoundException"];

export const principalOf = (type: string | undefined, id = ""): Principal =>
  type === "GROUP"
    ? { type: "GROUP", id: fromAnswer(parseGroupId(id)) }
    : { type: "USER", id: fromAnswer(parseUserId(id)) };

const setArn = (arn: string): PermissionSetArn => fromAnswer(parsePermissionSetArn(arn));

export async function listPermissionSets(
  calling: CallContext,
  instanceArn: InstanceArn,
): Promise<Reading<readonly PermissionSetArn[]>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListPermissionSets",
    region,
    input: { InstanceArn: instanceArn },
    send: async (NextToken, abortSignal) => {
      const { ListPermissionSetsCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(
        new ListPermissionSetsCommand({ InstanceArn: instanceArn, MaxResults: LARGEST_PAGE, NextToken }),
        { abortSignal },
      );
    },
    rows: ({ PermissionSets }) => (PermissionSets ?? []).map(setArn),
    next: ({ NextToken }) => NextToken,
    matters: ({ PermissionSets }) => ({ permissionSets: PermissionSets?.length ?? 0 }),
    isNameLookup: true,
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

/** From the cache where it is known: a name cannot change (facts B1). */
export async function permissionSetName(
  calling: CallContext,
  instanceArn: InstanceArn,
  arn: PermissionSetArn,
): Promise<Reading<string | null>> {
  const remembered = calling.names.nameOf(instanceArn, arn);
  if (remembered !== undefined) return known(remembered);
  const region = calling.homeRegion();
  const answer = await call(calling, {
    service,
    operation: "DescribePermissionSet",
    region,
    input: { InstanceArn: instanceArn, PermissionSetArn: arn },
    send: async (abortSignal) => {
      const { DescribePermissionSetCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(
        new DescribePermissionSetCommand({ InstanceArn: instanceArn, PermissionSetArn: arn }),
        { abortSignal },
      );
    },
    matters: ({ PermissionSet }) => ({ Name: PermissionSet?.Name }),
    absent: ABSENT,
    isNameLookup: true,
  });
  const name = mapReading(answer, (found) => found && presentIn(found.PermissionSet?.Name, "PermissionSet.Name"));
  if (name.state === "known" && name.value !== null) calling.names.remember(instanceArn, arn, name.value);
  return name;
}

/** Null where the set is gone: a name that was remembered for it is then forgotten. */
export async function listAssignments(
  calling: CallContext,
  instanceArn: InstanceArn,
  accountId: AccountId,
  arn: PermissionSetArn,
): Promise<Reading<readonly Principal[] | null>> {
  const region = calling.homeRegion();
  const answer = await callPages(calling, {
    service,
    operation: "ListAccountAssignments",
    region,
    input: { InstanceArn: instanceArn, AccountId: accountId, PermissionSetArn: arn },
    send: async (NextToken, abortSignal) => {
      const { ListAccountAssignmentsCommand } = await import("@aws-sdk/client-sso-admin");
      const input = {
        InstanceArn: instanceArn,
        AccountId: accountId,
        PermissionSetArn: arn,
        MaxResults: LARGEST_PAGE,
        NextToken,
      };
      return (await calling.clients.ssoAdmin(region)).send(new ListAccountAssignmentsCommand(input), { abortSignal });
    },
    rows: ({ AccountAssignments }) =>
      (AccountAssignments ?? []).map((row) => principalOf(row.PrincipalType, row.PrincipalId)),
    next: ({ NextToken }) => NextToken,
    matters: ({ AccountAssignments }) => ({
      AccountAssignments: (AccountAssignments ?? []).map(({ PrincipalType, PrincipalId }) => ({
        PrincipalType,
        PrincipalId,
      })),
      rows: AccountAssignments?.length ?? 0,
    }),
    absent: ABSENT,
  });
  if (answer.state === "known" && answer.value === null) calling.names.forget(instanceArn, arn);
  return mapReading(answer, (found) => found?.rows ?? null);
}

export async function listGrantsOf(
  calling: CallContext,
  instanceArn: InstanceArn,
  principal: Principal,
  { accountId, isAdditional = false }: ReadOptions & { readonly accountId?: AccountId | undefined } = {},
): Promise<Reading<readonly PrincipalGrant[]>> {
  const region = calling.homeRegion();
  const Filter = accountId === undefined ? undefined : { AccountId: accountId };
  const input = {
    InstanceArn: instanceArn,
    PrincipalType: principal.type,
    PrincipalId: principal.id,
    ...(Filter && { Filter }),
  };
  const answer = await callPages(calling, {
    service,
    operation: "ListAccountAssignmentsForPrincipal",
    isAdditional,
    region,
    input,
    send: async (NextToken, abortSignal) => {
      const { ListAccountAssignmentsForPrincipalCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(
        new ListAccountAssignmentsForPrincipalCommand({ ...input, MaxResults: LARGEST_PAGE, NextToken }),
        { abortSignal },
      );
    },
    rows: ({ AccountAssignments }) =>
      (AccountAssignments ?? []).map((row) => ({
        accountId: fromAnswer(parseAccountId(row.AccountId ?? "")),
        permissionSetArn: setArn(row.PermissionSetArn ?? ""),
        principal: principalOf(row.PrincipalType, row.PrincipalId),
      })),
    next: ({ NextToken }) => NextToken,
    matters: ({ AccountAssignments }) => ({
      AccountAssignments: AccountAssignments ?? [],
      rows: AccountAssignments?.length ?? 0,
    }),
    absent: ABSENT,
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

const STATUS = {
  latest: "LATEST_PERMISSION_SET_PROVISIONED",
  outdated: "LATEST_PERMISSION_SET_NOT_PROVISIONED",
} as const;

/** One status at a time: what omitting it means is not documented (facts 3.3). */
export async function listProvisionedSets(
  calling: CallContext,
  instanceArn: InstanceArn,
  accountId: AccountId,
  freshness: "latest" | "outdated",
): Promise<Reading<readonly PermissionSetArn[]>> {
  const region = calling.homeRegion();
  const input = { InstanceArn: instanceArn, AccountId: accountId, ProvisioningStatus: STATUS[freshness] };
  const answer = await callPages(calling, {
    service,
    operation: "ListPermissionSetsProvisionedToAccount",
    region,
    input,
    send: async (NextToken, abortSignal) => {
      const { ListPermissionSetsProvisionedToAccountCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(
        new ListPermissionSetsProvisionedToAccountCommand({ ...input, MaxResults: LARGEST_PAGE, NextToken }),
        { abortSignal },
      );
    },
    rows: ({ PermissionSets }) => (PermissionSets ?? []).map(setArn),
    next: ({ NextToken }) => NextToken,
    matters: ({ PermissionSets }) => ({
      PermissionSets: PermissionSets ?? [],
      rows: PermissionSets?.length ?? 0,
    }),
    absent: ABSENT,
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}

export async function listAccountsOfSet(
  calling: CallContext,
  instanceArn: InstanceArn,
  arn: PermissionSetArn,
  freshness: "latest" | "outdated",
): Promise<Reading<readonly AccountId[]>> {
  const region = calling.homeRegion();
  const input = { InstanceArn: instanceArn, PermissionSetArn: arn, ProvisioningStatus: STATUS[freshness] };
  const answer = await callPages(calling, {
    service,
    operation: "ListAccountsForProvisionedPermissionSet",
    region,
    input,
    send: async (NextToken, abortSignal) => {
      const { ListAccountsForProvisionedPermissionSetCommand } = await import("@aws-sdk/client-sso-admin");
      return (await calling.clients.ssoAdmin(region)).send(
        new ListAccountsForProvisionedPermissionSetCommand({ ...input, MaxResults: LARGEST_PAGE, NextToken }),
        { abortSignal },
      );
    },
    rows: ({ AccountIds }) => (AccountIds ?? []).map((id) => fromAnswer(parseAccountId(id))),
    next: ({ NextToken }) => NextToken,
    matters: ({ AccountIds }) => ({ AccountIds: AccountIds ?? [], rows: AccountIds?.length ?? 0 }),
    absent: ABSENT,
  });
  return mapReading(answer, (found) => found?.rows ?? []);
}
