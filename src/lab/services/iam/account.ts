/** What every iam operation begins with: the caller's account, and the errors of IAM. */
import { type AccountIam, NO_IAM } from "../../../model/organization-document/account-iam.ts";
import type { Account } from "../../../model/organization-document/document.ts";
import { isRefusedDocument, type PolicyKind } from "../../authorization/grammar.ts";
import { isObject, jsonOf } from "../../authorization/policy-json.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { World } from "../../world/world.ts";
import type { Call } from "../operation.ts";

export function accountOf({ world, caller }: Call): Account {
  const account = world.accounts.get(caller.accountId);
  if (!account)
    throw new ApiError("InvalidClientTokenId", "The security token included in the request is invalid", {
      status: 403,
    });
  return account;
}

export const iamOf = (account: Account | undefined): AccountIam => account?.iam ?? NO_IAM;

/** Replaces what the account holds of IAM. */
export function putIam(world: World, account: Account, changed: Partial<AccountIam>): void {
  const iam = { ...iamOf(account), ...changed };
  world.accounts.put({ ...account, iam: isEmpty(iam) ? undefined : iam });
}

const isEmpty = ({
  roles,
  samlProviders,
  quotas,
  deletedAwsManagedPolicies,
  disabledRegions,
  ...rest
}: AccountIam): boolean =>
  [roles, samlProviders, deletedAwsManagedPolicies, disabledRegions].every(({ length }) => length === 0) &&
  Object.keys(quotas).length === 0 &&
  Object.values(rest).every((value) => value === undefined);

export const noSuchEntity = (message: string): ApiError => new ApiError("NoSuchEntityException", message);
export const alreadyExists = (message: string): ApiError => new ApiError("EntityAlreadyExistsException", message);
export const deleteConflict = (message: string): ApiError => new ApiError("DeleteConflictException", message);
export const limitExceeded = (message: string): ApiError => new ApiError("LimitExceededException", message);

type Tag = { readonly Key: string | undefined; readonly Value: string | undefined };

export const tagsIn = (tags: readonly Tag[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));

export const tagRows = (tags: Readonly<Record<string, string>> = {}) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

export const withoutKeys = (
  tags: Readonly<Record<string, string>> = {},
  keys: readonly string[] = [],
): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));

/** IAM's names are unique whatever their case (API references of CreateRole, CreatePolicy). */
export const isSameName = (one: string, other: string | undefined): boolean =>
  one.toLowerCase() === (other ?? "").toLowerCase();

/** A policy document must follow IAM's grammar, and not be too long. */
export function checkedDocument(document = "", longest = Number.POSITIVE_INFINITY): string {
  refuseLong(document, longest, "PolicySize");
  return soundDocument(document, "permissions");
}

/** The same for a trust policy. */
export function checkedTrustPolicy(document = "", longest = Number.POSITIVE_INFINITY): string {
  refuseLong(document, longest, "ACLSizePerRole");
  return soundDocument(document, "trust");
}

function refuseLong(document: string, longest: number, limit: string): void {
  if (document.replace(/\s/g, "").length > longest) throw limitExceeded(`Cannot exceed quota for ${limit}: ${longest}`);
}

/** The second sentence is the one that Identity Center passes on (facts D7). */
function soundDocument(document: string, kind: PolicyKind): string {
  const policy = jsonOf(document);
  if (!isObject(policy) || policy["Statement"] === undefined)
    throw new ApiError("MalformedPolicyDocumentException", "This policy contains invalid Json");
  if (isRefusedDocument(document, kind))
    throw new ApiError("MalformedPolicyDocumentException", "Syntax errors in policy.");
  return document;
}

/** Default quotas (facts 3.6). */
export const quotasOf = (account: Account | undefined) => {
  const { quotas } = iamOf(account);
  return {
    roles: quotas.roles ?? 1000,
    attachedPoliciesPerRole: quotas.attachedPoliciesPerRole ?? 10,
    samlProviders: quotas.samlProviders ?? 100,
  };
};

/** The unique id of a role (`AROA…`) or policy (`ANPA…`): a prefix and 17 letters and digits, here made from the name. */
export const entityId = (prefix: string, name: string): string =>
  prefix +
  name
    .replace(/[^A-Za-z0-9]/g, "")
    .slice(-17)
    .toUpperCase()
    .padStart(17, "X");
