/** Walks the access paths of a grant: which way carries, which comes closest, and where it breaks. */
import type { AttachedPrincipal, GrantFacts } from "../../facts/grant/grant-facts.ts";
import { reachedOf, reaches, reachingOf } from "../../facts/grant/reach.ts";
import type { AccessPath, Link } from "../../model/access-path.ts";
import type { ActionDecision } from "../../model/action-decision.ts";
import { knownValue, type ReadFailure, type Reading } from "../../model/reading.ts";
import { decideAction, layerFailures } from "../action/action-decision.ts";
import { isRefusalOfAccountInstances, isRefusalOfSets } from "../families/reach.ts";
import {
  accountLink,
  assignmentLink,
  instanceLink,
  membershipLink,
  portalLink,
  principalName,
  provisioningLink,
  quietBehind,
  roleSessionLink,
  userLink,
} from "./links.ts";
import type { WalkedGrant } from "./walked-grant.ts";

/** Walks every way in which the grant could reach the user. */
export function walkGrant(facts: GrantFacts): WalkedGrant {
  const ways = waysToUser(facts);
  const decision = decideAction(facts);
  const paths = ways.map((via) => walkPath(facts, via, decision));
  const best = paths.reduce((a, b) => (firstObstacle(b) > firstObstacle(a) ? b : a));
  // From the rows themselves, not from the paths: behind a disabled user the paths judge nothing any more.
  const isAssigned = reachingOf(knownValue(facts.attached) ?? [], reachedOf(facts)).length > 0;
  return {
    facts,
    paths,
    best,
    isAssigned,
    failures: [...failuresOf(facts), ...openLayers(facts, best, decision)],
    decision,
  };
}

/** The first link that is broken, or undefined where none is. */
export const firstBroken = (path: AccessPath): Link | undefined => path.links.find(({ state }) => state === "broken");

/** Index of the first link that does not let the user through; the number of links where all do. */
function firstObstacle(path: AccessPath): number {
  const index = path.links.findIndex((link) => link.state === "broken" || link.state === "unknown");
  return index === -1 ? path.links.length : index;
}

/** The principals through which the grant could come; undefined stands for "not assigned to the user at all". */
function waysToUser(facts: GrantFacts): readonly (AttachedPrincipal | undefined)[] {
  if (facts.attached.state !== "known") return [undefined];
  const reached = reachedOf(facts);
  const ways = facts.attached.value.filter(
    ({ principal }) => principal.type === "GROUP" || reaches(principal, reached),
  );
  return ways.length > 0 ? ways : [undefined];
}

function walkPath(
  facts: GrantFacts,
  via: AttachedPrincipal | undefined,
  decision: ActionDecision | undefined,
): AccessPath {
  const isGroup = via?.principal.type === "GROUP";
  return {
    via:
      via && isGroup && via.principal.type === "GROUP"
        ? { group: { id: via.principal.id, name: principalName(via) } }
        : "direct",
    account: facts.accountId,
    permissionSet: facts.permissionSet.state === "known" ? facts.permissionSet.value : null,
    links: stopAtFirstBroken(facts, [
      instanceLink(facts),
      userLink(facts),
      membershipLink(facts, via),
      assignmentLink(facts, via),
      provisioningLink(facts),
      accountLink(facts),
      portalLink(facts),
      roleSessionLink(facts, decision),
    ]),
  };
}

/** An outdated role still opens, so what lies behind it can be judged. */
const isStillOpen = (facts: GrantFacts, { stage }: Link): boolean =>
  stage === "provisioning" && facts.freshness.state === "known" && facts.freshness.value === "outdated";

function stopAtFirstBroken(facts: GrantFacts, links: readonly Link[]): readonly Link[] {
  const at = links.findIndex((link) => link.state === "broken" && !isStillOpen(facts, link));
  return at === -1 ? links : quietBehind(links, at);
}

/** A role opens only through the SAML provider that it trusts: where the role is there, providers that could not be read leave it open (facts C5). */
function providersOf({ role, additional: { iam } }: GrantFacts): readonly Reading<unknown>[] {
  const isThere = role.state === "known" && role.value !== null;
  return isThere && iam.state === "known" ? [iam.value.samlProviderArns] : [];
}

/** Every reading of the facts, those of the attached principals included. */
export function readingsOf(facts: GrantFacts): readonly Reading<unknown>[] {
  return [
    facts.caller,
    facts.instance,
    facts.user,
    facts.groupIds,
    facts.account,
    facts.permissionSet,
    facts.attached,
    ...(facts.attached.state === "known"
      ? facts.attached.value.flatMap(({ details, isEmpty }) => [details, isEmpty])
      : []),
    facts.freshness,
    facts.requests,
    facts.grantedAt,
    facts.otherGrants,
    facts.isSetInManagementAccount,
    facts.role,
    ...providersOf(facts),
    facts.portal,
  ];
}

/** Failed reads of policies count where everything before is in order and they leave the asked action open. */
function openLayers(facts: GrantFacts, best: AccessPath, decision: ActionDecision | undefined): readonly ReadFailure[] {
  const isShut = best.links.some((link) => link.state === "broken" && !isStillOpen(facts, link));
  return !isShut && decision?.answer === "unknown" ? layerFailures(facts) : [];
}

function failuresOf(facts: GrantFacts): readonly ReadFailure[] {
  const failures = readingsOf(facts)
    .flatMap((reading) => (reading.state === "unknown" ? [reading.failure] : []))
    .filter(({ message }) => !isRefusalOfAccountInstances(message))
    .filter((failure) => !isRefusalOfSets(facts, failure));
  return [
    ...new Map(
      failures.map((failure) => [`${failure.service} ${failure.operation} ${failure.kind}`, failure]),
    ).values(),
  ];
}
