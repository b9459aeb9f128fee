/** Pasted CloudTrail events: one, several one after another, an array, or a Records file (facts 5). */
import { parseReservedRoleName } from "../../model/reserved-role.ts";
import { explainAccessDenied } from "./access-denied.ts";
import { whyCommand } from "./arn.ts";
import { type Explanation, explanation, type PollableRequest, type Who } from "./explanation.ts";
import { type JsonObject, member, objectAt, textAt } from "./json.ts";
import { principalOfArn, reservedRoleOf } from "./principal.ts";

/** Explains one event. */
export function explainEvent(event: JsonObject): Explanation | undefined {
  const name = textAt(event, "eventName");
  if (name === undefined) return undefined;
  const parts = { time: textAt(event, "eventTime") ?? null, who: whoOf(event), action: name };
  const found = FAMILIES.flatMap((family) => family(event, name) ?? [])[0];
  const refused = refusalOf(event);
  return explanation("cloudtrail-event", found?.title ?? `${textAt(event, "eventSource") ?? "AWS"}: ${name}`, {
    ...parts,
    ...found,
    ...(refused ?? {}),
    meaning: [...(found?.meaning ?? []), ...(refused?.meaning ?? [])],
    next: [...(found?.next ?? []), ...(refused?.next ?? [])],
  });
}

type Family = (event: JsonObject, name: string) => Partial<Explanation> | undefined;

/** Facts 3.2: the event's requestID is the id of the request to poll. The event itself always says IN_PROGRESS (facts 5.3). */
const REQUESTS: Readonly<Record<string, { readonly describe: string; readonly command: string }>> = {
  CreateAccountAssignment: {
    describe: "DescribeAccountAssignmentCreationStatus",
    command: "aws sso-admin describe-account-assignment-creation-status --account-assignment-creation-request-id",
  },
  DeleteAccountAssignment: {
    describe: "DescribeAccountAssignmentDeletionStatus",
    command: "aws sso-admin describe-account-assignment-deletion-status --account-assignment-deletion-request-id",
  },
  ProvisionPermissionSet: {
    describe: "DescribePermissionSetProvisioningStatus",
    command: "aws sso-admin describe-permission-set-provisioning-status --provision-permission-set-request-id",
  },
};

const assignmentFamily: Family = (event, name) => {
  const kind = REQUESTS[name];
  if (!kind) return undefined;
  const input = objectAt(event, "requestParameters");
  const response = objectAt(event, "responseElements");
  const status =
    response &&
    Object.values(response).find((value): value is JsonObject => typeof value === "object" && value !== null);
  const subject = { ...status, ...input };
  const id = textAt(event, "requestID") ?? (status && textAt(status, "requestId"));
  const principal = textAt(subject, "principalId");
  const grantee =
    principal === undefined ? [] : [`It concerns ${textAt(subject, "principalType") ?? "principal"} ${principal}.`];
  return {
    title: `${name}: asked for`,
    account: textAt(subject, "targetId") ?? null,
    permissionSet: textAt(subject, "permissionSetArn") ?? null,
    layer: "Identity Center",
    request: id === undefined ? null : pollable(id, kind, textAt(subject, "instanceArn")),
    meaning: [
      ...grantee,
      "The event only shows that the work was accepted (IN_PROGRESS). Whether it succeeded, and why not, is in the request's status, not in CloudTrail.",
    ],
    next: id === undefined ? [] : ["Read the status of the request: its FailureReason is AWS's own answer."],
  };
};

function pollable(
  id: string,
  { describe, command }: { readonly describe: string; readonly command: string },
  instanceArn: string | undefined,
): PollableRequest {
  return { id, operation: describe, command: `${command} ${id} --instance-arn ${instanceArn ?? "<instance ARN>"}` };
}

/** IAM's side of provisioning: roles that Identity Center makes and drops in the target account (facts 5.3). */
const roleFamily: Family = (event, name) => {
  const roleName = textAt(objectAt(event, "requestParameters") ?? {}, "roleName");
  if (roleName === undefined || textAt(event, "eventSource") !== "iam.amazonaws.com") {
    if (!/^(Create|Delete)Role$|^(Attach|Detach)RolePolicy$/.test(name) || roleName === undefined) return undefined;
  }
  const reserved = parseReservedRoleName(roleName);
  return {
    title: `${name} on ${roleName}`,
    account: textAt(event, "recipientAccountId") ?? null,
    permissionSet: reserved?.permissionSetName ?? setNameIn(roleName),
    layer: "Identity Center",
    meaning: [
      "Identity Center works on the permission set's role in this account: it comes with the first assignment and goes with the last.",
    ],
  };
};

/** An abbreviated role name (`AWSReservedSSO_...`) names no set. */
const setNameIn = (roleName: string): string | null => /^AWSReservedSSO_([\w+=,@-]+)$/.exec(roleName)?.[1] ?? null;

/** The portal: credentials of a role, or its console (facts 5.4). */
const portalFamily: Family = (event, name) => {
  if (!/^(GetRoleCredentials|ListAccountRoles|ListAccounts|Federate|Logout|Authenticate)$/.test(name)) return undefined;
  const details = objectAt(event, "serviceEventDetails") ?? {};
  const account = textAt(details, "account_id") ?? null;
  const permissionSet = textAt(details, "role_name") ?? null;
  return {
    title: permissionSet
      ? `${name}: ${permissionSet} in ${account ?? "an account"} through the portal`
      : `${name} in the portal`,
    account,
    permissionSet,
    layer: "portal",
    meaning: ["Somebody who is signed in to the access portal asked for this. role_name is the permission set's name."],
    next: account && permissionSet ? [whyCommand(userIn(event), account, permissionSet)] : [],
  };
};

/** STS in the target account: the sign-in itself (facts 5.4). */
const samlFamily: Family = (event, name) => {
  if (name !== "AssumeRoleWithSAML") return undefined;
  const input = objectAt(event, "requestParameters") ?? {};
  const role = reservedRoleOf(textAt(input, "roleArn") ?? "");
  const owner = ownerIn(textAt(objectAt(event, "responseElements") ?? {}, "issuer"));
  return {
    title: "A sign-in of Identity Center in the target account",
    account: role?.account ?? textAt(event, "recipientAccountId") ?? null,
    permissionSet: role?.permissionSet ?? null,
    layer: "role trust policy",
    meaning: [
      "The portal assumed the permission set's role for the user with SAML; this is how Identity Center people get in.",
      ...(owner ? [owner] : []),
    ],
  };
};

const FAMILIES: readonly Family[] = [assignmentFamily, portalFamily, samlFamily, roleFamily];

/** Facts 5.4 (reading inferred): the issuer holds the Region and, in base64, owner account and instance. */
function ownerIn(issuer: string | undefined): string | undefined {
  const match = /^https:\/\/portal\.sso\.([a-z0-9-]+)\.amazonaws\.com\/saml\/assertion\/([A-Za-z0-9+/=_-]+)$/.exec(
    issuer ?? "",
  );
  const decoded = match?.[2] === undefined ? undefined : decodeBase64(match[2]);
  const parts = /^(\d{12})_(ins-[\w-]+)$/.exec(decoded ?? "");
  return parts
    ? `The instance ${parts[2]} of account ${parts[1]} in ${match?.[1]} sent it (read from the issuer, likely).`
    : undefined;
}

function decodeBase64(text: string): string | undefined {
  try {
    return atob(text);
  } catch {
    return undefined;
  }
}

function userIn(event: JsonObject): string | null {
  return (
    textAt(objectAt(event, "additionalEventData") ?? {}, "UserName") ??
    textAt(objectAt(objectAt(event, "userIdentity") ?? {}, "onBehalfOf") ?? {}, "userId") ??
    null
  );
}

/** Facts 5.2. */
function whoOf(event: JsonObject): Who | null {
  const identity = objectAt(event, "userIdentity");
  if (!identity) return null;
  const type = textAt(identity, "type") ?? "Unknown";
  const arn = textAt(identity, "arn") ?? null;
  const user =
    textAt(identity, "userName") ??
    textAt(objectAt(identity, "onBehalfOf") ?? {}, "userId") ??
    textAt(objectAt(event, "additionalEventData") ?? {}, "UserName");
  const invokedBy = textAt(identity, "invokedBy");
  if (invokedBy !== undefined && type !== "AssumedRole") return { kind: "AWS service", name: invokedBy, arn };
  if (type === "IdentityCenterUser" || type === "SAMLUser" || (type === "Unknown" && user !== undefined))
    return { kind: "Identity Center user", name: user ?? null, arn };
  if (arn !== null) return principalOfArn(arn).who;
  return { kind: type === "IAMUser" ? "IAM user" : type, name: user ?? null, arn };
}

/** A call that failed: its message is often the AccessDenied sentence. */
function refusalOf(event: JsonObject): Partial<Explanation> | undefined {
  const code = textAt(event, "errorCode");
  if (code === undefined) return undefined;
  const message = textAt(event, "errorMessage") ?? "";
  const denied = explainAccessDenied(message);
  const sentence = `The call failed with ${code}${message === "" ? "" : `: ${message}`}`;
  if (!denied) return { meaning: [sentence] };
  return {
    layer: denied.layer,
    action: denied.action,
    causes: denied.causes,
    meaning: [sentence, ...denied.meaning],
    next: denied.next,
  };
}

/** All events in a parsed value: itself, its members, or its Records. */
export function eventsIn(value: unknown): readonly JsonObject[] {
  if (Array.isArray(value)) return value.flatMap(eventsIn);
  if (typeof value !== "object" || value === null) return [];
  const object = value as JsonObject;
  const records = member(object, "Records");
  if (Array.isArray(records)) return eventsIn(records);
  const wrapped = textAt(object, "CloudTrailEvent");
  if (wrapped !== undefined) return eventsIn(safeParse(wrapped));
  return textAt(object, "eventName") === undefined ? [] : [object];
}

function safeParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
