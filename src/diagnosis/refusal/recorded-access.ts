/** How the refused person has the role: by an assignment of a permission set, or by an entitlement of account access manager. */
import type { GatheredFacts } from "../../facts/grant/gathered-facts.ts";
import type { EntitlementFacts } from "../../facts/grant/second-road.ts";
import type { AccessPath } from "../../model/access-path.ts";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { knownValue } from "../../model/reading.ts";
import type { RecordedPrincipal } from "./recorded-principal.ts";
import type { RecordedAccess } from "./recorded-refusal.ts";

export interface PersonAsked {
  readonly diagnosis: Diagnosis;
  readonly gathered: GatheredFacts;
}

/** Along the path that holds, else along the first one. */
export function accessOf(principal: RecordedPrincipal, { diagnosis, gathered }: PersonAsked): RecordedAccess {
  const { user } = diagnosis.question;
  const person = [
    user.displayName ?? user.userName ?? user.asked,
    user.displayName && user.userName && `(${user.userName})`,
  ];
  const begin = person.filter(Boolean).join(" ");
  const end = `role ${principal.roleName}`;
  if (principal.grant?.kind === "entitled role") return entitledAccess(principal, gathered, { begin, end });
  const path = diagnosis.paths.find(holds) ?? diagnosis.paths[0];
  const via = path && (path.via === "direct" ? "assignment to the user" : `assignment of ${path.via.group.name}`);
  const set = `permission set ${principal.grant?.name}`;
  return {
    path: [begin, ...(via === undefined ? [] : [via]), set, end].join(" → "),
    stillThere: path === undefined ? "unknown" : standingOf(path),
  };
}

const ENTITLING = new Set(["user", "membership", "assignment"]);
const statesOf = ({ links }: AccessPath): readonly string[] =>
  links.filter(({ stage }) => ENTITLING.has(stage)).map(({ state }) => state);
const holds = (path: AccessPath): boolean => statesOf(path).every((state) => state === "ok");

function standingOf(path: AccessPath): RecordedAccess["stillThere"] {
  if (holds(path)) return "yes";
  return statesOf(path).includes("broken") ? "no" : "unknown";
}

function entitledAccess(
  { roleArn }: RecordedPrincipal,
  { grants }: GatheredFacts,
  { begin, end }: { readonly begin: string; readonly end: string },
): RecordedAccess {
  const roads = grants.map(({ additional }) => additional.secondRoad);
  const entitlement = roads
    .flatMap((road) => knownValue(road)?.entitlements ?? [])
    .find((one) => one.roleArn === roleArn);
  const isRead = roads.some(({ state }) => state === "known");
  return {
    path: [begin, ...(entitlement ? [entitlementWords(entitlement)] : []), end].join(" → "),
    stillThere: entitlement ? "yes" : isRead ? "no" : "unknown",
  };
}

const entitlementWords = ({ principal, groupName }: EntitlementFacts): string =>
  principal.type === "USER" ? "entitlement of the user" : `entitlement of group ${groupName ?? principal.id}`;
