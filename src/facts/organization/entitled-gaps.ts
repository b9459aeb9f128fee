/** Which failed reads could change the answer to who is entitled to a role: without any, the answer is whole. */
import type { Gap } from "../../model/coverage.ts";
import { rowsOf } from "./compressed-rows.ts";
import { areEntitlementsUnread, judgeRole } from "./entitled-access.ts";
import type { OrganizationFacts } from "./facts.ts";
import { type Places, placesOf } from "./gap-index.ts";
import { isGroup } from "./judgement.ts";
import { ABSENT, type RoleRow } from "./rows.ts";

/** Gaps that could hide somebody who is entitled to the role. */
export function gapsOfRole(facts: OrganizationFacts, role: RoleRow): readonly Gap[] {
  const { gaps } = facts.gaps;
  if (gaps.length === 0 || judgeRole(facts, role).answer === "no") return [];
  const place = placesOf(facts.columns);
  return gaps.filter(({ part }) => touchesRole(facts, place, part, role));
}

function touchesRole(facts: OrganizationFacts, place: Places, part: Gap["part"], role: RoleRow): boolean {
  const account = facts.columns.roles.accounts[role] ?? ABSENT;
  const named = rowsOf(facts.entitled.principals, role);
  const isGroupPossible = () =>
    named.some((principal) => isGroup(facts, principal)) || areEntitlementsUnread(facts, account);
  switch (part.kind) {
    case "accounts":
    case "users":
    case "groups":
    case "principal":
    case "account-access-applications":
    case "account-access-status":
    case "entitlements-of":
      return true;
    case "account":
    case "entitlements-of-account":
      return place.account(part.accountId) === account;
    case "members":
      return named.includes(place.group(part.groupId)) || areEntitlementsUnread(facts, account);
    case "groups-of":
      return isGroupPossible();
    default:
      return false;
  }
}
