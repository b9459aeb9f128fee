/** Who is behind a CloudTrail event (facts 5.2). */
import type { Who } from "../explanation.ts";
import { type JsonObject, objectAt, textAt } from "../json.ts";
import { principalOfArn, reservedRoleOf } from "../principal.ts";

/** Events of these services about people carry no ARN of theirs. */
const IDENTITY_CENTER_SOURCES = /^(sso|sso-oauth|sso-directory|identitystore|signin)\.amazon(aws)?\.com$/;

export function whoOf(event: JsonObject): Who | null {
  const identity = objectAt(event, "userIdentity");
  if (!identity) return null;
  const type = textAt(identity, "type") ?? "unknown";
  const arn = textAt(identity, "arn") ?? null;
  const fromArn = arn === null ? undefined : principalOfArn(arn).who;
  const invokedBy = textAt(identity, "invokedBy");
  if (invokedBy !== undefined && (type !== "AssumedRole" || fromArn?.kind === "AWS service"))
    return { kind: "AWS service", name: invokedBy, arn };
  const name = nameOf(event, identity);
  if (isIdentityCenterUser(event, type)) return { kind: "Identity Center user", name, arn };
  if (fromArn && fromArn.kind !== "unknown") return fromArn;
  return { kind: WORDS[type] ?? type, name, arn };
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
const nameOf = (event: JsonObject, identity: JsonObject): string | null =>
  textAt(identity, "userName") ??
  textAt(objectAt(event, "additionalEventData") ?? {}, "UserName") ??
  textAt(objectAt(identity, "onBehalfOf") ?? {}, "userId") ??
  null;
