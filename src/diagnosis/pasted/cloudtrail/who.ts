/** Who is behind a CloudTrail event (facts 5.2). */
import { type EventIdentity, identityOf } from "../../../facts/grant/cloudtrail-event.ts";
import { SCIM_SERVICE } from "../../../model/service-principals.ts";
import type { Who } from "../explanation.ts";
import { type JsonObject, objectAt, textAt } from "../json.ts";
import { asValue } from "../placeholders.ts";
import { type Principal, principalOfArn, reservedRoleOf } from "../principal.ts";

/** Events of these services about people carry no ARN of theirs. */
const IDENTITY_CENTER_SOURCES = /^(sso|sso-oauth|sso-directory|identitystore|signin)\.amazon(aws)?\.com$/;

export function whoOf(event: JsonObject): Who | null {
  const identity = identityOf(event);
  if (!identity) return null;
  const { type = "unknown", invokedBy } = identity;
  const caller = callerOf(event);
  const arn = caller?.who.arn ?? identity.arn ?? null;
  if (invokedBy !== undefined && (type !== "AssumedRole" || caller?.who.kind === "AWS service"))
    return { kind: "AWS service", name: invokedBy, arn };
  const name = nameOf(event, identity);
  if (isIdentityCenterUser(event, type)) return { kind: "Identity Center user", name, arn };
  // A WebIdentityUser where the call was taken, Unknown where it was not (facts 5.5).
  if (/^(WebIdentityUser|Unknown)$/.test(type) && textAt(event, "eventSource") === SCIM_SERVICE)
    return { kind: "identity provider (SCIM)", name, arn };
  if (caller && caller.who.kind !== "unknown") return caller.who;
  return { kind: WORDS[type] ?? type, name, arn };
}

/** The session, role or user behind the call; shortened events may hold the role's ARN only. */
export function callerOf(event: JsonObject): Principal | null {
  const identity = identityOf(event);
  const arn = identity?.arn ?? identity?.issuerArn;
  if (arn === undefined) return null;
  const principal = principalOfArn(arn);
  // `AROA…:alice@example.com`: what follows the colon is the session's name, for a reserved role the userName.
  const session = asValue(/^[A-Z0-9]{1,40}:(.{1,64})$/.exec(identity?.principalId ?? "")?.[1]);
  const { who } = principal;
  return who.kind === "Identity Center user" && who.name === null && session !== undefined
    ? { ...principal, who: { ...who, name: session } }
    : principal;
}

const WORDS: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  IAMUser: "IAM user",
  SAMLUser: "SAML user",
  AssumedRole: "role session",
  Root: "account root",
  Unknown: "unknown",
});

/** "Your workflows should accept both" `IdentityCenterUser` and `Unknown`; a SAMLUser is one where the role is reserved. */
function isIdentityCenterUser(event: JsonObject, type: string): boolean {
  if (type === "IdentityCenterUser") return true;
  if (type === "Unknown") return IDENTITY_CENTER_SOURCES.test(textAt(event, "eventSource") ?? "");
  const role = textAt(objectAt(event, "requestParameters") ?? {}, "roleArn");
  return type === "SAMLUser" && role !== undefined && reservedRoleOf(role)?.isWellFormed === true;
}

/** A userName where the event has one, else the user's id. */
const nameOf = (event: JsonObject, { userName, userId }: EventIdentity): string | null =>
  asValue(userName) ?? textAt(objectAt(event, "additionalEventData") ?? {}, "UserName") ?? asValue(userId) ?? null;
