/** The tags of a session that the portal opens: what attributes for access control say of the user (facts C10). */
import type { User } from "../../../model/organization-document/document.ts";
import type { World } from "../../world/world.ts";
import { attributesOf } from "../identitystore/user-attributes.ts";

/** Where the enterprise attributes of a user are (API model of the identity store, `ExtensionName`). */
const ENTERPRISE = "aws:identitystore:enterprise";

/** By tag key; an attribute that the user does not have is no tag. Empty while the configuration is being created. */
export function sessionTags(world: World, user: User): Readonly<Record<string, string>> {
  const { sources = {}, readyAt } = world.instance?.accessControlAttributes ?? {};
  if (readyAt !== undefined && Date.parse(readyAt) > world.clock.now().getTime()) return {};
  const attributes = scimAttributes(user);
  return Object.fromEntries(
    Object.entries(sources).flatMap(([key, source]) => {
      const path = /^\$\{path:(.+)\}$/.exec(source)?.[1];
      const value = path === undefined ? undefined : valueAt(attributes, path.split("."));
      return typeof value === "string" && value !== "" ? [[key, value]] : [];
    }),
  );
}

/** The user as the paths of the User Guide see it: `userName`, `name.givenName`, `email`, `enterprise.costCenter`. */
function scimAttributes(user: User): Readonly<Record<string, unknown>> {
  const { Extensions: extensions = {} } = (user.attributes ?? {}) as { Extensions?: Readonly<Record<string, unknown>> };
  const { userName, displayName, email } = user;
  return {
    ...attributesOf(user),
    ...{ userName, displayName, email },
    emails: email,
    "emails[primary eq true]": { value: email },
    enterprise: extensions[ENTERPRISE],
  };
}

/** Names are compared in any case, as everywhere in SCIM (RFC 7643, 2.1); of two alike the later counts. */
const valueAt = (attributes: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, step) => Object.entries(value ?? {}).findLast(([name]) => name.toLowerCase() === step.toLowerCase())?.[1],
    attributes,
  );
