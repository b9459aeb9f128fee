/** The second road as a path: each entitlement that reaches a user whom no permission set reaches, link by link. */
import type { EntitlementFacts } from "../../facts/grant/second-road.ts";
import type { EntitledLink, EntitledPath } from "../../model/access-path.ts";
import { evidenceOf, unread } from "../../model/reading.ts";
import { obstacleInWords } from "../families/account-access-trust.ts";
import { originOf } from "../families/role-template.ts";
import { type EntitledWay, portalOf, type SecondRoad, secondRoadOf } from "../families/second-road.ts";
import { accountLink, broken, judge, ok, quietBehind, userLink } from "./links.ts";
import type { WalkedGrant } from "./walked-grant.ts";

/** Of all grants of a question, each entitlement once. */
export function entitledPathsOf(walked: readonly WalkedGrant[]): readonly EntitledPath[] {
  const paths = new Map<string, EntitledPath>();
  for (const grant of walked) {
    const road = secondRoadOf(grant);
    for (const way of road?.ways ?? [])
      if (road && !paths.has(way.entitlement.id)) paths.set(way.entitlement.id, entitledPath(grant, road, way));
  }
  return [...paths.values()];
}

function entitledPath(grant: WalkedGrant, road: SecondRoad, way: EntitledWay): EntitledPath {
  const { principal, accountId, accountName, roleArn } = way.entitlement;
  const links = [
    instanceLink(grant),
    userLink(grant.facts),
    membershipLink(grant, way.entitlement),
    entitlementLink(grant, way),
    accountLinkOf(grant, way.entitlement),
    portalLink(road),
    roleLink(way),
  ];
  const at = links.findIndex(({ state }) => state === "broken");
  return {
    via: principal.type === "GROUP" ? { group: { id: principal.id, name: groupName(way.entitlement) } } : "direct",
    account: accountId,
    ...(accountName !== undefined && { accountName }),
    role: { arn: roleArn, name: way.roleName },
    portal: portalOf(road.facts),
    links: at === -1 ? links : quietBehind(links, at),
  };
}

const groupName = ({ groupName: name, principal }: EntitlementFacts): string =>
  name === undefined ? `group ${principal.id}` : `group ${name} (${principal.id})`;

/** Permission sets that are switched off do not matter here. */
const instanceLink = ({ facts }: WalkedGrant): EntitledLink =>
  judge("instance", facts.instance, (instance) => {
    if (!instance) return broken(`no Identity Center instance in ${facts.regionsLookedAt.join(", ")}`);
    return instance.status === "ACTIVE"
      ? ok(`${instance.arn} in ${instance.region}`)
      : broken(`the instance is ${instance.status}${instance.statusReason ? `: ${instance.statusReason}` : ""}`);
  });

/** An entitlement of a group reaches its direct members (facts AAM12). */
const membershipLink = ({ facts }: WalkedGrant, entitlement: EntitlementFacts): EntitledLink =>
  entitlement.principal.type === "USER"
    ? { stage: "membership", ...ok("a direct entitlement needs no group"), evidence: [] }
    : judge("membership", facts.groupIds, (ids) =>
        ids.some((id) => id === entitlement.principal.id)
          ? ok(`is a member of ${groupName(entitlement)}`)
          : broken(`is not a member of ${groupName(entitlement)}`),
      );

function entitlementLink({ facts }: WalkedGrant, { entitlement, roleName }: EntitledWay): EntitledLink {
  const { principal, accountId, accountName } = entitlement;
  const who = principal.type === "GROUP" ? groupName(entitlement) : `the user (${principal.id})`;
  const place = accountName === undefined ? accountId : `${accountName} (${accountId})`;
  return {
    stage: "entitlement",
    ...ok(`account access manager entitles ${who} to role ${roleName} in ${place}`),
    evidence: evidenceOf(facts.additional.secondRoad),
  };
}

const accountLinkOf = ({ facts }: WalkedGrant, { accountId }: EntitlementFacts): EntitledLink =>
  accountId === facts.accountId
    ? accountLink(facts)
    : judge("account", unread("the question is not about this account"), () => ok(accountId));

/** The portal lists a role for as long as its entitlement is there and the application is active (facts AAM6, AAM18). */
const portalLink = ({ facts }: SecondRoad): EntitledLink =>
  judge("portal", facts.state, (state) => {
    if (!state) return broken("the application of account access manager is deleted");
    return state.status === "ACTIVE"
      ? ok(`the application of account access manager is ACTIVE; its portal is ${portalOf(facts)}`)
      : broken(
          `the application of account access manager is ${state.status}${state.error === undefined ? "" : `: ${state.error}`}`,
        );
  });

/** Account access manager takes the role where its trust policy lets it (facts AAM34 to AAM37, AAM46). */
const roleLink = ({ entitlement, roleName, standing }: EntitledWay): EntitledLink =>
  judge("role session", entitlement.trustPolicy, () => {
    const origin = originOf(entitlement);
    const from = origin === undefined ? "" : `; it ${origin}`;
    switch (standing.kind) {
      case "trusts":
        return ok(`role ${roleName} (${entitlement.roleArn}) trusts account access manager${from}`);
      case "refuses":
        return broken(
          `role ${roleName} (${entitlement.roleArn}) cannot be taken: ${obstacleInWords(standing.obstacle)}${from}`,
        );
      case "missing":
        return broken(`there is no role ${entitlement.roleArn}`);
      default:
        return {
          state: "not examined",
          summary: "a condition of the role's trust policy depends on what is not known",
        };
    }
  });
