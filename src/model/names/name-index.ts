/** The names of an organization apart from its grants: what a word of a question is looked up in without a call. */
import * as z from "zod/mini";
import {
  type AccountId,
  type Parsed,
  type PermissionSetArn,
  parseAccountId,
  parsePermissionSetArn,
  parseUserId,
  type UserId,
} from "../ids.ts";
import type { OrganizationDocument, User } from "../organization-document/document.ts";

export interface NamedUser {
  readonly id: UserId;
  readonly userName: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email?: string | undefined;
  readonly department?: string | undefined;
  readonly status: User["status"];
  /** ISO 8601. */
  readonly createdAt: string;
}

export interface NamedAccount {
  readonly id: AccountId;
  readonly name: string;
  readonly email?: string | undefined;
  /** Its alias in IAM, where the document tells one. */
  readonly alias?: string | undefined;
}

export interface NamedPermissionSet {
  readonly arn: PermissionSetArn;
  readonly name: string;
}

export interface NameIndex {
  /** ISO 8601: the moment that the names are of. */
  readonly takenAt: string;
  readonly instanceArn: string;
  /** Of a local Identity Center: which organization it was filled with. */
  readonly generation?: string | undefined;
  readonly users: readonly NamedUser[];
  readonly accounts: readonly NamedAccount[];
  readonly permissionSets: readonly NamedPermissionSet[];
}

/** The extension in which the identity store keeps a department (API model of identitystore, `Extensions`). */
const ENTERPRISE = "aws:identitystore:enterprise";

export const nameIndexOf = (document: OrganizationDocument, generation?: string): NameIndex => ({
  generation,
  takenAt: document.takenAt,
  instanceArn: document.instance?.arn ?? "",
  users: document.users.map(namedUser),
  accounts: document.accounts.map(({ id, name, email, iam }) => ({ id, name, email, alias: iam?.alias })),
  permissionSets: document.permissionSets.map(({ arn, name }) => ({ arn, name })),
});

const namedUser = ({ attributes, ...user }: User): NamedUser => ({
  id: user.id,
  userName: user.userName,
  displayName: user.displayName,
  givenName: user.givenName,
  familyName: user.familyName,
  email: user.email,
  department: departmentIn(attributes?.["Extensions"]),
  status: user.status,
  createdAt: user.createdAt,
});

/** The department in a user's extensions, as the identity store gives them. */
export function departmentIn(extensions: unknown): string | undefined {
  const enterprise = memberOf(extensions, ENTERPRISE);
  const department = memberOf(enterprise, "department");
  return typeof department === "string" && department !== "" ? department : undefined;
}

const memberOf = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;

const id = <Id extends string>(parse: (words: string) => Parsed<Id>) =>
  z.custom<Id>((value) => typeof value === "string" && parse(value).kind === "ok");
const written = z.object({
  takenAt: z.string(),
  instanceArn: z.string(),
  generation: z.optional(z.string()),
  users: z.array(
    z.object({
      id: id(parseUserId),
      userName: z.string(),
      displayName: z.string(),
      givenName: z.string(),
      familyName: z.string(),
      email: z.optional(z.string()),
      department: z.optional(z.string()),
      status: z.enum(["ENABLED", "DISABLED"]),
      createdAt: z.string(),
    }),
  ),
  accounts: z.array(
    z.object({
      id: id(parseAccountId),
      name: z.string(),
      email: z.optional(z.string()),
      alias: z.optional(z.string()),
    }),
  ),
  permissionSets: z.array(z.object({ arn: id(parsePermissionSetArn), name: z.string() })),
});

/** Undefined: the value is no name index. */
export function parseNameIndex(value: unknown): NameIndex | undefined {
  const checked = written.safeParse(value);
  return checked.success ? checked.data : undefined;
}
