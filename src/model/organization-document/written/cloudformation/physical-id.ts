/** What the physical id of a deployed resource says of it: its primary identifier, with `|` between the parts (inferred order). */
import { ASSIGNMENT, type Attributes, ENTITLEMENT, GROUP, MEMBERSHIP, PERMISSION_SET } from "../planned-change.ts";

const SET = /^arn:aws[a-z-]*:sso:::permissionSet\//;
const ACCOUNT = /^\d{12}$/;
/** Ids of users and groups (API model of the identity store). */
const IN_STORE = /^(?:[0-9a-f]{10}-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The attributes that the id holds, told by their form, not by their place. */
export function identified(type: string, physicalId: string): Attributes {
  const parts = physicalId.split("|");
  const like = (pattern: RegExp): string | undefined => parts.find((part) => pattern.test(part));
  switch (type) {
    case ASSIGNMENT:
      return present({
        target_id: like(ACCOUNT),
        permission_set_arn: like(SET),
        principal_type: like(/^(?:USER|GROUP)$/),
        principal_id: like(IN_STORE),
      });
    case PERMISSION_SET:
      return present({ arn: like(SET) });
    case GROUP:
      return present({ group_id: like(IN_STORE) });
    case MEMBERSHIP:
      return present({ membership_id: like(IN_STORE) });
    case ENTITLEMENT:
      return present({ entitlement_id: parts.at(-1) || undefined });
    default:
      return {};
  }
}

const present = (row: Readonly<Record<string, string | undefined>>): Attributes =>
  Object.fromEntries(Object.entries(row).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

/** Whether what is deleted can be found by it. */
export function isKnownRemoval(type: string, before: Attributes): boolean {
  const has = (...names: readonly string[]): boolean => names.every((name) => before[name] !== undefined);
  switch (type) {
    case ASSIGNMENT:
      return has("target_id", "permission_set_arn", "principal_type", "principal_id");
    case PERMISSION_SET:
      return has("arn");
    case GROUP:
      return has("group_id");
    case MEMBERSHIP:
      return has("membership_id") || has("group_id", "member_id");
    case ENTITLEMENT:
      return has("entitlement_id") || (has("role_arn") && (has("user_id") || has("group_id")));
    default:
      return false;
  }
}
