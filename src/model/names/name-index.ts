/** The names of an organization apart from its grants: what a word of a question is looked up in without a call. */
import {
  type AccountId,
  type Parsed,
  type PermissionSetArn,
  parseAccountId,
  parsePermissionSetArn,
  parseUserId,
  type UserId,
} from "../ids.ts";
import { type AccountAlias, aliasOf } from "../organization-document/account-alias.ts";
import type { Account, OrganizationDocument, User } from "../organization-document/document.ts";

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
  /** Its alias in IAM. Null: it has none; undefined: nobody asked. */
  readonly alias?: AccountAlias;
}

export interface NamedPermissionSet {
  readonly arn: PermissionSetArn;
  readonly name: string;
}

export interface NameIndex {
  /** ISO 8601: the moment that the names are of. */
  readonly takenAt: string;
  readonly instanceArn: string;
  readonly users: readonly NamedUser[];
  readonly accounts: readonly NamedAccount[];
  readonly permissionSets: readonly NamedPermissionSet[];
}

/** The extension in which the identity store keeps a department (API model of identitystore, `Extensions`). */
export const ENTERPRISE = "aws:identitystore:enterprise";

export const nameIndexOf = (document: OrganizationDocument): NameIndex => ({
  takenAt: document.takenAt,
  instanceArn: document.instance?.arn ?? "",
  users: document.users.map(namedUser),
  accounts: document.accounts.map(namedAccount),
  permissionSets: document.permissionSets.map(({ arn, name }) => ({ arn, name })),
});

const namedAccount = (account: Account): NamedAccount => ({
  id: account.id,
  name: account.name,
  email: account.email,
  alias: aliasOf(account),
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

type Row = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === "string";
const isId = (parse: (words: string) => Parsed<string>, value: unknown): boolean =>
  isText(value) && parse(value).kind === "ok";
const hasTexts = (row: Row, names: readonly string[]): boolean => names.every((name) => isText(row[name]));
const mayHaveTexts = (row: Row, names: readonly string[]): boolean =>
  names.every((name) => row[name] === undefined || isText(row[name]));
const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null;
const areRows = (value: unknown, fits: (row: Row) => boolean): boolean =>
  Array.isArray(value) && value.every((row: unknown) => isRow(row) && fits(row));

const isUser = (row: Row): boolean =>
  isId(parseUserId, row["id"]) &&
  hasTexts(row, ["userName", "displayName", "givenName", "familyName", "createdAt"]) &&
  mayHaveTexts(row, ["email", "department"]) &&
  (row["status"] === "ENABLED" || row["status"] === "DISABLED");

const isAccount = (row: Row): boolean =>
  isId(parseAccountId, row["id"]) &&
  hasTexts(row, ["name"]) &&
  mayHaveTexts(row, ["email"]) &&
  (row["alias"] === null || mayHaveTexts(row, ["alias"]));

const isPermissionSet = (row: Row): boolean => isId(parsePermissionSetArn, row["arn"]) && hasTexts(row, ["name"]);

const isNameIndex = (value: unknown): value is NameIndex =>
  isRow(value) &&
  hasTexts(value, ["takenAt", "instanceArn"]) &&
  areRows(value["users"], isUser) &&
  areRows(value["accounts"], isAccount) &&
  areRows(value["permissionSets"], isPermissionSet);

/**
 * Undefined: the value is no name index.
 *
 * Checked by hand, because it stands between the first two calls of every question by name: for 1,500 people the schema library
 * takes 40 ms on a cold start, this 3.
 */
export const parseNameIndex = (value: unknown): NameIndex | undefined => (isNameIndex(value) ? value : undefined);
