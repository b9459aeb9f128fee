/** What bears on a caller: its identity policies, its boundary, and the policies of its organization. */

import { accountRole, type IamRole } from "../services/iam/account-roles.ts";
import { awsManagedDocument } from "../services/iam/aws-managed-policies.ts";
import { allPolicies, policyArn } from "../services/organizations/policy-types.ts";
import type { LabCaller, World } from "../world/world.ts";
import type { Layers } from "./evaluate.ts";
import { pathToAccount } from "./organization-path.ts";
import { type Policy, policyOf } from "./policy.ts";

const EVERYTHING: Policy = policyOf(
  "root",
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] }),
);

/** @param resourceAccount whose resource control policies bear on the request; undefined where the service has none. */
export function layersFor(world: World, caller: LabCaller, resourceAccount: string | undefined): Layers {
  const role = roleOf(world, caller);
  return {
    serviceControl: serviceControlOf(world, caller.accountId),
    resourceControl: resourceAccount === undefined ? [] : resourceControlOf(world, resourceAccount),
    // Whoever is no role session is the account's root user here (design, section 5).
    identity: caller.arn.includes(":assumed-role/")
      ? role
        ? identityPolicies(world, caller.accountId, role)
        : []
      : [EVERYTHING],
    boundary:
      role?.permissionsBoundary === undefined
        ? undefined
        : [managedPolicy(world, caller.accountId, role.permissionsBoundary)],
    session: caller.sessionPolicy === undefined ? undefined : [policyOf("session policy", caller.sessionPolicy)],
  };
}

function roleOf(world: World, { accountId, arn }: LabCaller): IamRole | undefined {
  const [, name] = /:assumed-role\/([^/]+)\//.exec(arn) ?? [];
  return name === undefined ? undefined : accountRole(world, accountId, name);
}

function identityPolicies(world: World, accountId: string, role: IamRole): readonly Policy[] {
  const inline = Object.entries(role.inlinePolicies).map(([name, document]) => policyOf(name, document));
  return [...role.attachedPolicyArns.map((arn) => managedPolicy(world, accountId, arn)), ...inline];
}

function managedPolicy(world: World, accountId: string, arn: string): Policy {
  if (arn.includes(":iam::aws:policy/")) return { ...policyOf(arn, awsManagedDocument(arn)), arn };
  const own = world.accounts.get(accountId)?.customerManagedPolicies ?? [];
  const found = own.find(({ name, path }) => arn === `arn:aws:iam::${accountId}:policy${path}${name}`);
  return { ...policyOf(arn, found?.document ?? ""), arn };
}

export const resourceControlOf = (world: World, accountId: string): readonly Policy[] =>
  controlPolicies(world, accountId, "RESOURCE_CONTROL_POLICY").flat();

export const serviceControlOf = (world: World, accountId: string): readonly (readonly Policy[])[] =>
  controlPolicies(world, accountId, "SERVICE_CONTROL_POLICY");

/** The policies of each level from the root down to the account. Neither kind bears on the management account (Organizations User Guide). */
function controlPolicies(
  world: World,
  accountId: string,
  type: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY",
): readonly (readonly Policy[])[] {
  const isUsed = world.organization.policyTypes?.includes(type) ?? true;
  const isManagement = accountId === world.organization.managementAccountId;
  if (!isUsed || isManagement || !world.accounts.has(accountId)) return [];
  const all = allPolicies(world).filter((policy) => policy.type === type);
  const kind = type === "SERVICE_CONTROL_POLICY" ? "service control" : "resource control";
  return pathToAccount(world, accountId).map((node) =>
    all
      .filter(({ targets }) => targets.includes(node))
      .map((policy) => ({ ...policyOf(policy.name, policy.document, kind), arn: policyArn(world, policy) })),
  );
}
