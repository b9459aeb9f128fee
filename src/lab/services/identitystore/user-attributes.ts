/** The attributes of a user in the API's own shape, and changing one of them by its path. */
import type { User } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { textValue } from "./directory.ts";

/** Members of User that no access depends on, kept as the API gives them (API model, `User`). */
const FURTHER = [
  "NickName",
  "ProfileUrl",
  "Addresses",
  "PhoneNumbers",
  "UserType",
  "Title",
  "PreferredLanguage",
  "Locale",
  "Timezone",
  "Photos",
  "Website",
  "Birthdate",
  "Roles",
  "Extensions",
] as const;

/** Lists that hold one item at most (facts 3.5, section 6), photos three. */
const LISTS: Readonly<Record<string, number>> = { Emails: 1, Addresses: 1, PhoneNumbers: 1, Roles: 1, Photos: 3 };
const NAME_PARTS = ["Formatted", "MiddleName", "HonorificPrefix", "HonorificSuffix"] as const;

type Attributes = Readonly<Record<string, unknown>>;

/** What a creation gives beyond the members that the user has of its own. */
export function furtherAttributes(input: Attributes): Attributes {
  const { Name: name, Emails: emails } = input as { Name?: Attributes; Emails?: readonly Attributes[] };
  const { Value: _, ...email } = emails?.[0] ?? {};
  const parts = picked(name ?? {}, NAME_PARTS);
  return {
    ...picked(input, FURTHER),
    ...(Object.keys(parts).length > 0 ? { Name: parts } : {}),
    ...(Object.keys(email).length > 0 ? { Email: email } : {}),
  };
}

/** The user's members as Describe gives them; `extensions` names the ones that were asked for. */
export function attributesOf(user: User, extensions: readonly string[] = []): Attributes {
  const { Name: name, Email: email, Extensions: all, ...further } = user.attributes ?? {};
  const wanted = picked((all ?? {}) as Attributes, extensions);
  return {
    ...further,
    Name: { GivenName: user.givenName, FamilyName: user.familyName, ...(name as Attributes | undefined) },
    Emails: user.email === undefined ? undefined : [{ Value: user.email, ...(email as Attributes | undefined) }],
    ...(Object.keys(wanted).length > 0 ? { Extensions: wanted } : {}),
  };
}

/** The user with the attribute at a path (`name.givenName`, `emails`, …) set, or removed where there is no value. */
export function changedAttribute(user: User, path: string, value: unknown): User {
  const lower = path.toLowerCase();
  if (lower === "username") return { ...user, userName: textValue(value, path) };
  if (lower === "displayname") return { ...user, displayName: textValue(value, path) };
  if (lower === "name.givenname") return { ...user, givenName: textValue(value, path) };
  if (lower === "name.familyname") return { ...user, familyName: textValue(value, path) };
  if (lower === "emails") return withEmail(user, path, value);
  const part = NAME_PARTS.find((one) => lower === `name.${one.toLowerCase()}`);
  if (part)
    return withFurther(user, "Name", { ...(user.attributes?.["Name"] as Attributes | undefined), [part]: value });
  const extension = /^([^.]+:[^.]+:[^.]+)(?:\.(.+))?$/.exec(path);
  if (extension?.[1]) return withExtension(user, extension[1], extension[2], value);
  const member = FURTHER.find((one) => one.toLowerCase() === lower);
  // UserStatus is not among the writable ones (facts 8.17).
  if (!member) throw new ApiError("ValidationException", `The attribute ${path} cannot be updated`);
  return withFurther(user, member, member in LISTS ? listValue(value, member) : value);
}

function withEmail(user: User, path: string, value: unknown): User {
  const [first] = listValue(value, "Emails") ?? [];
  const { Value: address, ...email } = first ?? {};
  return withFurther(
    { ...user, email: first ? textValue(address, path) : undefined },
    "Email",
    first ? email : undefined,
  );
}

function withExtension(user: User, schema: string, name: string | undefined, value: unknown): User {
  const all = (user.attributes?.["Extensions"] ?? {}) as Attributes;
  const changed =
    name === undefined ? value : { ...(all[schema] as Attributes | undefined), [name]: value ?? undefined };
  return withFurther(user, "Extensions", { ...all, [schema]: changed ?? undefined });
}

const withFurther = (user: User, member: string, value: unknown): User => ({
  ...user,
  attributes: { ...user.attributes, [member]: value ?? undefined },
});

/** Items of a list with the member names of the model, whatever their case: documents are not checked by it. */
function listValue(value: unknown, member: string): readonly Attributes[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw new ApiError("ValidationException", `The value of ${member} must be a list`);
  const most = LISTS[member] ?? 1;
  if (value.length > most)
    // Facts 5.5, wording observed for SCIM.
    throw new ApiError(
      "ValidationException",
      `List attribute ${member.toLowerCase()} exceeds allowed limit of ${most}`,
    );
  return value.map((item: unknown) =>
    Object.fromEntries(
      Object.entries(typeof item === "object" && item !== null ? item : {}).map(([name, part]) => [
        name.charAt(0).toUpperCase() + name.slice(1),
        part,
      ]),
    ),
  );
}

const picked = (record: Attributes, names: readonly string[]): Attributes =>
  Object.fromEntries(names.flatMap((name) => (record[name] === undefined ? [] : [[name, record[name]]])));
