/** The record of one of IAM's own refusals, under an id that its sentence ends with (facts AT1, AT2, AT10, AT14). */

import { accountRole } from "../services/iam/account-roles.ts";
import { awsManagedDocument } from "../services/iam/aws-managed-policies.ts";
import type { Call, Called } from "../services/operation.ts";
import { allPolicies, policyArn } from "../services/organizations/policy-types.ts";
import type { AuthorizationRecord, RecordedPolicy } from "../world/authorization-records.ts";
import type { World } from "../world/world.ts";
import type { AccessRequest } from "./access-request.ts";
import { statementsThatApply } from "./evaluate.ts";
import { pathToAccount } from "./organization-path.ts";
import { policyOf } from "./policy.ts";

interface Refused {
  readonly request: AccessRequest;
  readonly isExplicit: boolean;
}

/** IAM's refusals arise there (facts AT13). */
const REGION = "us-east-1";

/** The sentence's tail; empty where this refusal gets no id: of other services, or by the switch. */
export function authorizationTail({ service }: Called, call: Call, refused: Refused): string {
  const { world } = call;
  const isChosen = Number.parseInt(world.random.hex(4), 16) % 100 < world.settings.authorizationIdPercent;
  if (service !== "iam" || !isChosen) return "";
  const record = recordOf(call, refused);
  world.authorizationRecords.put(record);
  const page = `https://${REGION}.console.aws.amazon.com/iam/home?region=${REGION}#/authorization-details/${record.id}`;
  return `. Go to ${page} for complete details, or call the GetRequestAuthorizationDetails API with the following authorization id: ${record.id}`;
}

function recordOf(call: Call, { request, isExplicit }: Refused): AuthorizationRecord {
  const { world, now } = call;
  const policies = [
    ...identityPolicies(call),
    ...sessionPolicies(call),
    ...serviceControlPolicies(world, call.caller.accountId),
  ];
  return {
    // Ids of 24 or 25 letters and digits were seen (facts AT4).
    id: BigInt(`0x1${world.random.hex(31)}`)
      .toString(36)
      .slice(0, 24),
    at: now.toISOString(),
    action: request.action,
    resource: request.resource,
    isExplicit,
    requestContext: Object.fromEntries(
      [...request.context].map(([key, values]) => [key, values.length === 1 ? values[0] : values]),
    ),
    policies: policies.map((policy) => ({ ...policy, matched: matchedIn(policy, request) })),
  };
}

type Unmatched = Omit<RecordedPolicy, "matched">;

/** A sid is made up where the statement has none (facts AT17). */
const matchedIn = ({ uri, document }: Unmatched, request: AccessRequest): RecordedPolicy["matched"] =>
  statementsThatApply(policyOf(uri, document), request).map(({ statement, index }) => ({
    sid: statement.sid ?? `Statement${index + 1}`,
    effect: statement.effect === "Deny" ? "DENY" : "ALLOW",
  }));

function identityPolicies({ world, caller }: Call): readonly Unmatched[] {
  const [, name] = /:assumed-role\/([^/]+)\//.exec(caller.arn) ?? [];
  const role = name === undefined ? undefined : accountRole(world, caller.accountId, name);
  if (!role) return [];
  const attachedTo = [role.arn];
  const managed = (type: RecordedPolicy["type"], arn: string): Unmatched => {
    const own = world.accounts.get(caller.accountId)?.customerManagedPolicies ?? [];
    const found = own.find((one) => arn === `arn:aws:iam::${caller.accountId}:policy${one.path}${one.name}`);
    return { type, inline: false, uri: arn, attachedTo, document: found?.document ?? awsManagedDocument(arn) };
  };
  const boundary = role.permissionsBoundary;
  return [
    ...role.attachedPolicyArns.map((arn) => managed("IDENTITY_BASED_POLICY", arn)),
    ...Object.entries(role.inlinePolicies).map(([key, document]) => ({
      type: "IDENTITY_BASED_POLICY" as const,
      inline: true,
      uri: Buffer.from(`${role.arn} ${key}`).toString("base64url"),
      attachedTo,
      document,
    })),
    ...(boundary === undefined ? [] : [managed("PERMISSIONS_BOUNDARY", boundary)]),
  ];
}

function sessionPolicies({ caller: { arn, sessionPolicy: document } }: Call): readonly Unmatched[] {
  if (document === undefined) return [];
  const uri = Buffer.from(`${arn} session policy`).toString("base64url");
  return [{ type: "SESSION_POLICY", inline: true, uri, attachedTo: [arn], document }];
}

/** They do not bear on the management account (Organizations User Guide). */
function serviceControlPolicies(world: World, accountId: string): readonly Unmatched[] {
  const { id, managementAccountId, policyTypes } = world.organization;
  if (accountId === managementAccountId || policyTypes?.includes("SERVICE_CONTROL_POLICY") === false) return [];
  const base = `arn:aws:organizations::${managementAccountId}`;
  const path = pathToAccount(world, accountId);
  const kindOf = (node: string): string => (/^\d{12}$/.test(node) ? "account" : node.startsWith("r-") ? "root" : "ou");
  return allPolicies(world)
    .filter(({ type, targets }) => type === "SERVICE_CONTROL_POLICY" && path.some((node) => targets.includes(node)))
    .map((policy) => ({
      type: "SERVICE_CONTROL_POLICY",
      inline: false,
      uri: policyArn(world, policy),
      attachedTo: path
        .filter((node) => policy.targets.includes(node))
        .map((node) => `${base}:${kindOf(node)}/${id}/${node}`),
      document: policy.document,
    }));
}
