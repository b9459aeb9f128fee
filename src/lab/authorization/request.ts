/** A call in IAM's terms: its action, the resources it touches, and the values that conditions look at (facts 7). */

import { withPlainIds } from "../../model/directory-arn.ts";
import { accountRole } from "../services/iam/account-roles.ts";
import type { Call, Called, ServiceId } from "../services/operation.ts";
import type { RequestContext } from "./access-request.ts";
import { CLIENT_ADDRESS } from "./network-control.ts";
import { principalKeys, resourceKeys } from "./organization-keys.ts";

/** IAM's names for the services (facts 3.1). */
const PREFIXES: Partial<Record<ServiceId, string>> = {
  "sso-admin": "sso",
  identitystore: "identitystore",
  organizations: "organizations",
  iam: "iam",
  sts: "sts",
  cloudtrail: "cloudtrail",
  "account-access": "account-access",
  // Facts AT12.
  "iam-toolbox": "iam",
  sqs: "sqs",
  events: "events",
  securityhub: "securityhub",
  signin: "signin",
};

type Input = Readonly<Record<string, unknown>>;

/** `sso:CreateAccountAssignment`; undefined for what IAM does not guard: the portal, its tokens, and who one is. */
export function actionOf({ service, operation }: Called): string | undefined {
  const prefix = PREFIXES[service];
  return prefix === undefined || operation === "GetCallerIdentity" ? undefined : `${prefix}:${operation}`;
}

const text = (input: Input, member: string): string | undefined => {
  const value = input[member];
  return typeof value === "string" ? value : undefined;
};

/** All of them must be allowed. Lists that touch none are asked for `*`. */
export function resourcesOf(called: Called, call: Call): readonly string[] {
  const found = namedResources(called, call).filter((arn) => arn !== undefined);
  return found.length > 0 ? found : ["*"];
}

function namedResources({ service, operation, input }: Called, call: Call): readonly (string | undefined)[] {
  switch (service) {
    case "sso-admin":
      return operation === "ListInstances" ? [] : identityCenterResources(input);
    case "identitystore":
      return directoryResources(input, call);
    case "iam":
      return iamResources(input, call);
    case "sts":
      return [text(input, "RoleArn")];
    case "organizations":
      return organizationResources(input, call);
    case "account-access":
      // Everything but CreateApplication and ListApplications is about an application (facts AAM32).
      return [text(input, "applicationArn"), text(input, "resourceArn")];
    case "sqs":
      return [queueArn(text(input, "QueueUrl"), call) ?? queueNamed(text(input, "QueueName"), call)];
    case "events":
      return [ruleNamed(text(input, "Name") ?? text(input, "Rule"), call), text(input, "ResourceARN")];
    default:
      return [];
  }
}

/** Service Authorization Reference of Amazon SQS: a message's resource is its queue. */
function queueArn(url: string | undefined, { region }: Call): string | undefined {
  const [, account, name] = /\/(\d{12})\/([\w.-]+)$/.exec(url ?? "") ?? [];
  return account && name && `arn:aws:sqs:${region}:${account}:${name}`;
}

const queueNamed = (name: string | undefined, { region, caller }: Call): string | undefined =>
  name && `arn:aws:sqs:${region}:${caller.accountId}:${name}`;

/** Service Authorization Reference of Amazon EventBridge: rules on the default event bus. */
const ruleNamed = (name: string | undefined, { region, caller }: Call): string | undefined =>
  name && `arn:aws:events:${region}:${caller.accountId}:rule/${name}`;

/** Account, instance and set together, as assignments need them (facts 7.2). */
function identityCenterResources(input: Input): readonly (string | undefined)[] {
  const account = text(input, "TargetId") ?? text(input, "AccountId");
  return [
    text(input, "InstanceArn"),
    text(input, "PermissionSetArn"),
    text(input, "ApplicationArn"),
    text(input, "TrustedTokenIssuerArn"),
    text(input, "ResourceArn"),
    account && `arn:aws:sso:::account/${account}`,
  ];
}

function directoryResources(given: Input, { world, caller }: Call): readonly (string | undefined)[] {
  const owner = world.instance?.ownerAccountId ?? caller.accountId;
  const input = withPlainIds(given) as Input;
  const member = (input["MemberId"] as { UserId?: string } | undefined)?.UserId;
  const user = text(input, "UserId") ?? member;
  const [group, membership, store] = [
    text(input, "GroupId"),
    text(input, "MembershipId"),
    text(input, "IdentityStoreId"),
  ];
  return [
    store && `arn:aws:identitystore::${owner}:identitystore/${store}`,
    user && `arn:aws:identitystore:::user/${user}`,
    group && `arn:aws:identitystore:::group/${group}`,
    membership && `arn:aws:identitystore:::membership/${membership}`,
  ];
}

function iamResources(input: Input, { world, caller }: Call): readonly (string | undefined)[] {
  const role = text(input, "RoleName");
  const own = role === undefined ? undefined : accountRole(world, caller.accountId, role)?.arn;
  const made = role && `arn:aws:iam::${caller.accountId}:role${text(input, "Path") ?? "/"}${role}`;
  // The policy that is attached is a condition (`iam:PolicyARN`), the role is the resource.
  return role === undefined ? [text(input, "PolicyArn"), text(input, "SAMLProviderArn")] : [own ?? made];
}

function organizationResources(input: Input, { world }: Call): readonly (string | undefined)[] {
  const { id, managementAccountId } = world.organization;
  const base = `arn:aws:organizations::${managementAccountId}`;
  const account = text(input, "AccountId");
  return [account && `${base}:account/${id}/${account}`];
}

/**
 * Where the requests of services without Regions count as made, by the partition's prefix of Regions: IAM User Guide,
 * aws:RequestedRegion; Organizations User Guide, Region support; guides of China and GovCloud, IAM.
 */
const CONTROL_PLANES: readonly { readonly prefix: string; readonly iam: string; readonly organizations: string }[] = [
  { prefix: "cn-", iam: "cn-north-1", organizations: "cn-northwest-1" },
  { prefix: "us-gov-", iam: "us-gov-west-1", organizations: "us-gov-west-1" },
  { prefix: "", iam: "us-east-1", organizations: "us-east-1" },
];

/** `aws:RequestedRegion` of a call to a service in a Region. */
export function requestedRegion(service: ServiceId, region: string): string {
  if (service !== "iam" && service !== "organizations") return region;
  return CONTROL_PLANES.find(({ prefix }) => region.startsWith(prefix))?.[service] ?? region;
}

type SetKey = (key: string, ...values: readonly (string | undefined)[]) => void;

/** Condition keys of a call about a resource (IAM User Guide: global keys; service authorization reference). */
export function contextOf(called: Called, call: Call, resource: string): RequestContext {
  const { world } = call;
  const context = new Map<string, readonly string[]>();
  const set: SetKey = (key, ...values) => {
    const known = values.filter((value) => value !== undefined);
    if (known.length > 0) context.set(key.toLowerCase(), known);
  };
  setPrincipalKeys(set, call);
  setRequestKeys(set, called, call);
  for (const [key, value] of resourceKeys(world, ownerOf(called, call, resource))) set(key, value);
  setServiceKeys(set, called, call);
  return context;
}

/** The account in the resource's ARN; Identity Center's own resources belong to whoever owns the instance, others to the caller. */
function ownerOf({ service }: Called, { world, caller }: Call, resource: string): string {
  const [, , , , account = ""] = resource.split(":");
  if (account !== "") return account;
  const isIdentityCenter = service === "sso-admin" || service === "identitystore";
  return (isIdentityCenter ? world.instance?.ownerAccountId : undefined) ?? caller.accountId;
}

function setPrincipalKeys(set: SetKey, { world, caller }: Call): void {
  const isSession = caller.arn.includes(":assumed-role/");
  const role = isSession ? accountRole(world, caller.accountId, caller.arn.split("/")[1] ?? "") : undefined;
  // A session's principal ARN is its role's, with the path (IAM User Guide: aws:PrincipalArn).
  set("aws:PrincipalArn", role?.arn ?? caller.arn);
  for (const [key, value] of principalKeys(world, caller.accountId)) set(key, value);
  set("aws:PrincipalType", isSession ? "AssumedRole" : "Account");
  set("aws:PrincipalIsAWSService", "false");
  set("aws:userid", caller.userId);
  // A session's tags override those of its role (IAM User Guide: session tags).
  for (const [key, value] of Object.entries({ ...role?.tags, ...caller.tags })) set(`aws:PrincipalTag/${key}`, value);
}

function setRequestKeys(set: SetKey, { input, service }: Called, { region, now, userAgent }: Call): void {
  set("aws:RequestedRegion", requestedRegion(service, region));
  set("aws:CurrentTime", now.toISOString());
  set("aws:EpochTime", String(Math.floor(now.getTime() / 1000)));
  set("aws:SourceIp", CLIENT_ADDRESS);
  set("aws:SecureTransport", "false");
  set("aws:ViaAWSService", "false");
  set("aws:UserAgent", userAgent);
  const tags = (input["Tags"] ?? []) as readonly { readonly Key?: string; readonly Value?: string }[];
  for (const { Key = "", Value } of tags) set(`aws:RequestTag/${Key}`, Value);
  if (tags.length > 0) set("aws:TagKeys", ...tags.map(({ Key }) => Key));
}

function setServiceKeys(set: SetKey, { input, service }: Called, { world }: Call): void {
  if (service === "sso-admin") {
    const permissionSet = world.permissionSets.get(text(input, "PermissionSetArn") ?? text(input, "ResourceArn") ?? "");
    for (const [key, value] of Object.entries(permissionSet?.tags ?? {})) set(`aws:ResourceTag/${key}`, value);
    set("sso:PrimaryRegion", world.instance?.primaryRegion);
  }
  if (service === "iam") {
    set("iam:PolicyARN", text(input, "PolicyArn"));
    set("iam:PermissionsBoundary", text(input, "PermissionsBoundary"));
  }
}
