/** Who may ask what of the organization, the accounts and parents that operations name, and how lists are paged. */
import type { Account } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { type NumberedRows, paginate } from "../../protocol/paginate.ts";
import type { World } from "../../world/world.ts";
import type { Call } from "../operation.ts";

/** Reads are for the management account and delegated administrators, changes for the management account (API reference). */
export function authorize(call: Call, kind: "read" | "change" = "read"): void {
  const { managementAccountId, delegatedAdministrators, delegatedServices } = call.world.organization;
  const { accountId } = call.caller;
  if (accountId === managementAccountId) return;
  const delegates = [delegatedAdministrators, ...Object.values(delegatedServices ?? {})].flat();
  if (kind === "read" && delegates.some((id) => id === accountId)) return;
  if (!call.world.accounts.has(accountId))
    throw new ApiError("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");
  throw new ApiError("AccessDeniedException", `You don't have permissions to access this resource.`);
}

export function accountFor({ world }: Call, id = ""): Account {
  const account = world.accounts.get(id);
  if (!account) throw new ApiError("AccountNotFoundException", "You specified an account that doesn't exist.");
  return account;
}

export const arn = ({ world }: { readonly world: World }, rest: string): string =>
  `arn:aws:organizations::${world.organization.managementAccountId}:${rest}`;

export const described = (world: World, account: Account) => ({
  Id: account.id,
  // The ARN names the management account and the organization (API model).
  Arn: arn({ world }, `account/${world.organization.id}/${account.id}`),
  Name: account.name,
  Email: account.email,
  State: account.state,
  // Retired on 2026-09-09 (facts A12); whether it is still answered is open (facts N13).
  ...(world.settings.accountsHaveStatus && {
    Status: account.state === "ACTIVE" ? ("ACTIVE" as const) : ("SUSPENDED" as const),
  }),
  JoinedMethod: "CREATED" as const,
});

/** Organizations lists at most 20 a page (API model). */
const PAGE = 20;

interface ListInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

export function paged<T>(rows: readonly T[] | NumberedRows<T>, input: ListInput, scope: readonly unknown[]) {
  const { page, nextToken } = paginate(
    rows,
    {
      maxResults: input.MaxResults,
      nextToken: input.NextToken,
      defaultSize: PAGE,
      invalidToken: "InvalidInputException",
    },
    scope,
  );
  return { page: [...page], NextToken: nextToken };
}

/** A constraint of the organization, with the model's reason. */
export const constraint = (reason: string, message: string): ApiError =>
  new ApiError("ConstraintViolationException", message, { fields: { Reason: reason } });

/** An input that the model's patterns allow and the service does not, with the model's reason. */
export const invalidInput = (reason: string, message: string): ApiError =>
  new ApiError("InvalidInputException", message, { fields: { Reason: reason } });

type Tag = { readonly Key: string | undefined; readonly Value: string | undefined };

export const tagsIn = (tags: readonly Tag[] = []): Readonly<Record<string, string>> | undefined =>
  tags.length === 0 ? undefined : Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
