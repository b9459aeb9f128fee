/** The layers of policies that bear on a session of the grant's role, from what was read of them. */
import type { PolicyLayerFacts } from "../../facts/grant/additional-facts.ts";
import type { ActionAsked, GrantFacts } from "../../facts/grant/grant-facts.ts";
import { POLICY_LAYERS, type PolicyLayerName } from "../../model/action-decision.ts";
import { PARTITIONS, partitionOf } from "../../model/partition.ts";
import { inTheWay, knownValue, type Reading } from "../../model/reading.ts";
import { reservedRoleArn, reservedRoleName } from "../../model/reserved-role.ts";
import { sessionContext } from "../../policy/context.ts";
import { decide, type LayerPolicies, type PolicyLayer, type PolicyLevel } from "../../policy/evaluate.ts";
import type { AccessRequest } from "../../policy/statement.ts";
import { globalRegionOf, isKeyByAlias, needsNoPermission, resourceControlOf, serviceOf } from "./services.ts";

/** The request that the question asks about, as policies see it. */
export function requestOf(facts: GrantFacts, { action, resource, region, context = {} }: ActionAsked): AccessRequest {
  const { accountId } = facts;
  const roleArn = roleArnOf(facts);
  const attributes = knownValue(facts.additional.attributes);
  const owner = ownerOf({ resource, context });
  const written = arnPart(roleArn, 1);
  const partition =
    PARTITIONS.find((one) => one === written) ??
    partitionOf(knownValue(facts.instance)?.region ?? facts.question.region);
  return {
    action,
    // A key is authorized by its own ARN, whatever it was asked for by; which one an alias names was not read.
    resource: isKeyByAlias(action, resource) ? undefined : resource,
    principals: [accountId, `arn:${partition}:iam::${accountId}:root`, ...(roleArn === undefined ? [] : [roleArn])],
    context: sessionContext({
      accountId,
      roleArn,
      roleArnStart: roleArnStartOf(facts),
      region: globalRegionOf(action, partition) ?? region ?? regionIn(resource),
      userId: userIdOf(facts),
      organizationId: knownValue(facts.account)?.organizationId,
      organizationPath: organizationPathOf(facts),
      resourceAccount: owner,
      issuedAt: facts.isUndated === true ? undefined : facts.at,
      given: context,
      // Off: Identity Center sends no tags, and its roles have none of their own.
      tags: attributes && (attributes.isEnabled ? attributes.values : {}),
      mayHaveMoreTags: Boolean(attributes?.isEnabled && attributes.mayHaveMore),
    }),
  };
}

/** Of IAM, else as it was found before. */
export const roleArnOf = ({ additional, role }: GrantFacts): string | undefined => {
  const iam = knownValue(additional.iam);
  return (iam && knownValue(iam.role)?.arn) ?? knownValue(role)?.arn;
};

/** Up to the sixteen digits at its end: the rest follows from the account, the set and the instance's Region (facts 4.2). */
export function roleArnStartOf({ accountId, instance, permissionSet }: GrantFacts): string | undefined {
  const [home, set] = [knownValue(instance), knownValue(permissionSet)];
  return home && set ? reservedRoleArn(accountId, home.region, reservedRoleName(set.name, "")) : undefined;
}

/** What a session may be called (STS API Reference, "RoleSessionName"). */
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;

/** The role's id and the session's name, which for sessions of Identity Center is the userName (facts 5.2). */
function userIdOf({ additional, user }: GrantFacts): string | undefined {
  const iam = knownValue(additional.iam);
  const [roleId, userName] = [iam && knownValue(iam.role)?.roleId, knownValue(user)?.userName ?? ""];
  return roleId !== undefined && SESSION_NAME.test(userName) ? `${roleId}:${userName}` : undefined;
}

/** Read with the control policies: the root, the units and the account itself are what these are attached to. */
function organizationPathOf({ account, accountId, additional }: GrantFacts): string | undefined {
  const organizationId = knownValue(account)?.organizationId;
  const layers = knownValue(additional.layers);
  const levels = layers && (knownValue(layers.serviceControl) ?? knownValue(layers.resourceControl));
  const targets = levels?.map(({ target }) => target) ?? [];
  const isWhole = targets[0]?.startsWith("r-") && targets.at(-1) === accountId;
  return organizationId !== undefined && isWhole
    ? `${[organizationId, ...targets.slice(0, -1)].join("/")}/`
    : undefined;
}

/** All layers, in the order of AWS. */
export function layersOf(facts: GrantFacts, asked: ActionAsked): readonly PolicyLayer[] {
  const { layers } = facts.additional;
  if (needsNoPermission(asked.action))
    return POLICY_LAYERS.map((layer) => ({ layer, policies: { kind: "does not apply" } }));
  return [
    serviceControl(facts),
    { layer: "resource control policy", policies: resourceControl(facts, asked) },
    {
      layer: "permissions boundary",
      policies: fromReading("permissions boundary", part(layers, "boundary"), (boundary) =>
        boundary === null ? { kind: "does not apply" } : oneLevel([boundary]),
      ),
    },
    {
      layer: "identity-based policy",
      policies: fromReading("identity-based policy", part(layers, "identity"), oneLevel),
    },
  ];
}

/** Not for the management account (Organizations User Guide, "Service control policies"). */
export function serviceControl(facts: GrantFacts): PolicyLayer {
  const layer = "service control policy";
  const exempt = exemption(facts);
  if (exempt) return { layer, policies: exempt };
  return { layer, policies: fromReading(layer, part(facts.additional.layers, "serviceControl"), levelsInUse) };
}

/** Those of the resource's account; not for the management account (Organizations User Guide, "Resource control policies"). */
function resourceControl(facts: GrantFacts, asked: ActionAsked): LayerPolicies {
  const owner = ownerOf(asked);
  if (owner !== undefined && owner !== facts.accountId)
    return {
      kind: "unread",
      what: `the resource's own policy and the resource control policies in its account ${owner}`,
    };
  const exempt = exemption(facts);
  if (exempt) return exempt;
  const layer = "resource control policy";
  const policies = fromReading(layer, part(facts.additional.layers, "resourceControl"), levelsInUse);
  const control = resourceControlOf(asked.action, asked.resource);
  if (control === "spared") return { kind: "does not apply" };
  if (policies.kind !== "levels" || control === "guarded") return policies;
  const { answer } = decide(requestOf(facts, asked), [{ layer, policies }]);
  if (control === "key of AWS" && answer !== "deny") return policies;
  if (answer === "allow") return { kind: "does not apply" };
  const what = {
    open: `whether resource control policies guard resources of ${serviceOf(asked.action)}`,
    "no resource": "the resource",
    "key of AWS": `whether ${asked.resource ?? "the key"} is an AWS managed key, which resource control policies do not guard`,
  }[control];
  return { kind: "unread", what };
}

/** A part of an ARN, where it is not empty: 1 is the partition, 3 the Region, 4 the account. */
/** `*` in its place stands for any Region. */
function regionIn(resource: string | undefined): string | undefined {
  const region = arnPart(resource, 3);
  return region !== undefined && /^[a-z]{2,4}(?:-[a-z]+)+-\d$/.test(region) ? region : undefined;
}

/** The account that owns the resource: as the question gives it (a bucket's ARN has none), else of the ARN. */
function ownerOf({ resource, context = {} }: Pick<ActionAsked, "resource" | "context">): string | undefined {
  const given = Object.entries(context).find(([key]) => key.toLowerCase() === "aws:resourceaccount")?.[1];
  const owner = given?.length === 1 ? given[0] : arnPart(resource, 4);
  return owner !== undefined && /^\d{12}$/.test(owner) ? owner : undefined;
}

const arnPart = (arn: string | undefined, at: number): string | undefined => arn?.split(":")[at] || undefined;

/** The management account is exempt; where it is not known which one that is, whether the layer applies is not known either. */
function exemption({ account, instance, accountId }: GrantFacts): LayerPolicies | undefined {
  const management = knownValue(account)?.managementAccountId ?? knownValue(instance)?.ownerAccountId;
  if (management === undefined) return { kind: "unread", what: "which account is the management account" };
  return management === accountId ? { kind: "does not apply" } : undefined;
}

function part<Part extends keyof PolicyLayerFacts>(
  layers: Reading<PolicyLayerFacts>,
  name: Part,
): PolicyLayerFacts[Part] | Extract<Reading<never>, { state: "unknown" | "unread" }> {
  return layers.state === "known" ? layers.value[name] : layers;
}

/** What was not read can allow and deny. */
export function fromReading<T>(
  layer: PolicyLayerName,
  reading: Reading<T>,
  look: (value: T) => LayerPolicies,
): LayerPolicies {
  switch (reading.state) {
    case "known":
      return look(reading.value);
    case "unknown":
      return { kind: "unread", what: `the ${layer} (${inTheWay(reading.failure)}: ${reading.failure.message})` };
    case "unread":
      return { kind: "unread", what: `the ${layer} (${reading.reason})` };
  }
}

export const oneLevel = (policies: PolicyLevel["policies"]): LayerPolicies => ({
  kind: "levels",
  levels: [{ target: null, policies }],
});

/** Where the type is in use every target has at least one policy, so none at all means that it is not (Organizations User Guide). */
const levelsInUse = (levels: readonly PolicyLevel[]): LayerPolicies =>
  levels.every(({ policies }) => policies.length === 0) ? { kind: "does not apply" } : { kind: "levels", levels };
