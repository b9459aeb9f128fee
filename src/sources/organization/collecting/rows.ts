/** AWS's rows as those of an organization document: only what the document can hold, and nothing that it would refuse. */
import { type AccountId, parseGroupId, parseUserId } from "../../../model/ids.ts";
import { departmentIn, ENTERPRISE } from "../../../model/names/name-index.ts";
import type { AccountState, Group, User } from "../../../model/organization-document/document.ts";
import { fromAnswer } from "../../aws/from-answer.ts";
import type { SdkGroup } from "../../aws/groups.ts";
import { accountFacts, type SdkAccount } from "../../aws/organization.ts";
import type { SdkUser } from "../../aws/users.ts";

export interface CollectedAccount {
  readonly id: AccountId;
  readonly name: string;
  readonly email: string;
  readonly state: AccountState;
  readonly managementAccountId: AccountId;
  /** Undefined: the ARN tells none. */
  readonly organizationId: string | undefined;
}

/** The account's ARN names the organization and its management account (API model of organizations). */
export function accountRow(account: SdkAccount): CollectedAccount {
  const { id, name, email, state, managementAccountId } = accountFacts(account);
  const organizationId = /:account\/(o-[a-z0-9]{10,32})\//.exec(account.Arn ?? "")?.[1];
  return { id, name, email: email ?? `unknown+${id}@example.com`, state, managementAccountId, organizationId };
}

/** What a document needs where AWS tells nothing: a time that is the same in every snapshot. */
export const UNTOLD_TIME = "1970-01-01T00:00:00Z";

const time = (date: Date | undefined): string => date?.toISOString() ?? UNTOLD_TIME;
/** A name that is empty counts as none. */
const told = (...names: readonly (string | undefined)[]): string => names.find((name) => name) ?? "unnamed";

export function userRow(user: SdkUser): User {
  const id = fromAnswer(parseUserId(user.UserId ?? ""));
  const userName = told(user.UserName, id);
  const email = user.Emails?.[0]?.Value;
  const externalId = user.ExternalIds?.[0]?.Id;
  const department = departmentIn(user.Extensions);
  return {
    id,
    userName,
    displayName: told(user.DisplayName, userName),
    givenName: told(user.Name?.GivenName, user.DisplayName, userName),
    familyName: told(user.Name?.FamilyName, user.DisplayName, userName),
    ...(email ? { email } : {}),
    // A store that tells no status has no disabled users (facts A7: DISABLED is told).
    status: user.UserStatus === "DISABLED" ? "DISABLED" : "ENABLED",
    ...(externalId ? { externalId } : {}),
    // Of all that the extension tells, what namesakes are told apart by; a manager or a cost centre is nobody's business here.
    ...(department ? { attributes: { Extensions: { [ENTERPRISE]: { department } } } } : {}),
    createdAt: time(user.CreatedAt),
    ...(user.UpdatedAt ? { updatedAt: time(user.UpdatedAt) } : {}),
  };
}

export function groupRow(group: SdkGroup): Group {
  const id = fromAnswer(parseGroupId(group.GroupId ?? ""));
  const externalId = group.ExternalIds?.[0]?.Id;
  return {
    id,
    displayName: told(group.DisplayName, id),
    ...(group.Description ? { description: group.Description } : {}),
    ...(externalId ? { externalId } : {}),
    createdAt: time(group.CreatedAt),
    ...(group.UpdatedAt ? { updatedAt: time(group.UpdatedAt) } : {}),
  };
}
