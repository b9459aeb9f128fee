/** A user as SCIM writes it, and as the identity store keeps it. */
import type { User } from "../../../model/organization-document/document.ts";
import { invalid } from "./scim-error.ts";

export type Json = Readonly<Record<string, unknown>>;

export const USER_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:User";
export const ENTERPRISE_SCHEMA = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/** The store's own name for the same attributes (API model of identitystore, `Extensions`). */
const ENTERPRISE_STORE = "aws:identitystore:enterprise";

const TEXTS = ["nickName", "profileUrl", "title", "userType", "preferredLanguage", "locale", "timezone"] as const;
const NAME_PARTS = ["formatted", "middleName", "honorificPrefix", "honorificSuffix"] as const;
/** One item at most (facts 6). */
const LISTS = ["emails", "addresses", "phoneNumbers", "roles"] as const;
/** Not supported (facts 6). */
const REFUSED = ["groups", "password", "photos", "ims", "entitlements", "x509Certificates"];
/** Characters that make a sync fail (facts 6). */
const FORBIDDEN = /[<>;:%\t\n\r]/;

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const small = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const recased = (value: unknown, change: (name: string) => string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(typeof value === "object" && value !== null ? value : {}).map(([name, item]) => [
      change(name),
      item,
    ]),
  );

/** The attributes of a user that a client may set. */
export type WrittenUser = Pick<
  User,
  "userName" | "displayName" | "givenName" | "familyName" | "email" | "status" | "externalId" | "attributes"
>;

/** @throws ScimError where an attribute is missing, malformed, or not supported. */
export function userIn(body: Json): WrittenUser {
  for (const name of REFUSED) if (name in body) throw invalid(`The attribute ${name} is not supported`);
  for (const name of LISTS) refuseSecondItem(body, name);
  const name = objectIn(body, "name");
  const violations = [
    ...requiredName("userName", body["userName"]),
    ...requiredName("displayName", body["displayName"]),
    ...requiredName("name.givenName", name["givenName"]),
    ...requiredName("name.familyName", name["familyName"]),
  ];
  if (violations.length > 0)
    // Facts 5.5, wording observed.
    throw invalid(
      `${violations.length} validation error${violations.length > 1 ? "s" : ""} detected: ${violations.join("; ")}`,
    );
  const [email] = listIn(body, "emails");
  const value = email?.["value"];
  return {
    userName: String(body["userName"]),
    displayName: String(body["displayName"]),
    givenName: String(name["givenName"]),
    familyName: String(name["familyName"]),
    email: typeof value === "string" ? value : undefined,
    status: isActive(body["active"]) ? "ENABLED" : "DISABLED",
    externalId: typeof body["externalId"] === "string" ? body["externalId"] : undefined,
    attributes: furtherAttributes(body, name, email),
  };
}

/** Entra sends booleans as text. */
export function isActive(value: unknown): boolean {
  if (typeof value === "string") return value.toLowerCase() !== "false";
  return value !== false;
}

function furtherAttributes(body: Json, name: Json, email: Json | undefined): Json {
  const further: Record<string, unknown> = {};
  for (const text of TEXTS) if (typeof body[text] === "string") further[capital(text)] = body[text];
  for (const list of ["addresses", "phoneNumbers", "roles"] as const) {
    const items = listIn(body, list);
    if (items.length > 0) further[capital(list)] = items.map((item) => recased(item, capital));
  }
  const parts = NAME_PARTS.flatMap((part) => (typeof name[part] === "string" ? [[capital(part), name[part]]] : []));
  if (parts.length > 0) further["Name"] = Object.fromEntries(parts);
  const { value: _, ...rest } = email ?? {};
  if (Object.keys(rest).length > 0) further["Email"] = recased(rest, capital);
  const enterprise = body[ENTERPRISE_SCHEMA];
  if (enterprise !== undefined) further["Extensions"] = { [ENTERPRISE_STORE]: enterprise };
  return further;
}

function objectIn(body: Json, name: string): Json {
  const value = body[name];
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

const listIn = (body: Json, name: string): readonly Json[] =>
  Array.isArray(body[name]) ? objectsIn(body[name], name) : [];

/** The objects of a list. @throws ScimError where anything else is among them. */
export function objectsIn(list: readonly unknown[], name: string): readonly Json[] {
  return list.map((item) => {
    if (typeof item !== "object" || item === null || Array.isArray(item))
      throw invalid(`The items of ${name} must be objects`);
    return item as Json;
  });
}

function refuseSecondItem(body: Json, name: string): void {
  // Facts 5.5, wording observed (the second form lacks "exceeds").
  if (listIn(body, name).length > 1)
    throw invalid(
      name === "emails"
        ? "List attribute emails exceeds allowed limit of 1"
        : `List attribute ${name} allowed limit of 1`,
    );
}

function requiredName(path: string, value: unknown): readonly string[] {
  const failed = (rule: string) => [`Value at '${path}' failed to satisfy constraint: ${rule}`];
  if (typeof value !== "string") return failed("Member must not be null");
  if (value.length === 0)
    return failed(
      "Member must have length greater than or equal to 1; Member must satisfy regular expression pattern: [\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\t\\n\\r ]+",
    );
  return FORBIDDEN.test(value) ? failed("Member must not contain <, >, ;, :, % or control characters") : [];
}

/** The user as an answer shows it. */
export function writtenUser(user: User, location: string): Json {
  const { Name: name, Email: email, Extensions: extensions, ...further } = user.attributes ?? {};
  const enterprise = (extensions as Json | undefined)?.[ENTERPRISE_STORE];
  return {
    id: user.id,
    externalId: user.externalId,
    meta: {
      resourceType: "User",
      created: user.createdAt,
      lastModified: user.updatedAt ?? user.createdAt,
      location: `${location}/Users/${user.id}`,
    },
    schemas: [USER_SCHEMA, ...(enterprise === undefined ? [] : [ENTERPRISE_SCHEMA])],
    userName: user.userName,
    name: { givenName: user.givenName, familyName: user.familyName, ...recased(name, small) },
    displayName: user.displayName,
    active: user.status === "ENABLED",
    emails: user.email === undefined ? undefined : [{ value: user.email, ...recased(email, small) }],
    ...Object.fromEntries(
      Object.entries(further).map(([member, value]) => [
        small(member),
        Array.isArray(value) ? value.map((item) => recased(item, small)) : value,
      ]),
    ),
    ...(enterprise === undefined ? {} : { [ENTERPRISE_SCHEMA]: enterprise }),
  };
}
