/** What a plan does to the roles behind its grants: which go, and which are created again under another name (facts 3.2, E4). */
import type { Freshness, RoleFacts } from "../facts/grant/grant-facts.ts";
import type { TouchedGrant } from "../facts/plan/plan-surroundings.ts";
import type { Change } from "../model/change.ts";
import type { PlanStep } from "../model/plan.ts";
import { inTheWay, type Reading } from "../model/reading.ts";

export interface RoleEvent {
  /** `removed`: its last assignment goes. `recreated`: an earlier role is missing. `first`: no assignment is there now. */
  readonly kind: "removed" | "recreated" | "first";
  readonly step: number;
  readonly permissionSetName: string;
  readonly grant: TouchedGrant;
}

/** Carries the steps out on the rows that were read. A grant whose rows could not be read has no events; the reading says why. */
export function roleEvents(steps: readonly PlanStep[], grants: readonly TouchedGrant[]): readonly RoleEvent[] {
  const holders = new Map(grants.map((grant) => [keyOf(grant), holdersOf(grant)]));
  const hasRole = new Map(grants.map((grant) => [keyOf(grant), isRoleThere(grant)]));
  return steps.flatMap(({ number, change }): readonly RoleEvent[] => {
    if (!("accountId" in change)) return [];
    const key = keyOf(change);
    const grant = grants.find((one) => keyOf(one) === key);
    const rows = holders.get(key);
    if (!grant || !rows) return [];
    const kind = eventOf(change, rows, hasRole.get(key));
    if (kind !== undefined) hasRole.set(key, kind !== "removed");
    return kind === undefined ? [] : [{ kind, step: number, permissionSetName: change.permissionSetName, grant }];
  });
}

/** @param rows is brought to what it is after the change. */
function eventOf(
  change: Extract<Change, { accountId: unknown }>,
  rows: Set<string>,
  hasRole: boolean | undefined,
): RoleEvent["kind"] | undefined {
  switch (change.kind) {
    case "create-account-assignment":
      rows.add(change.principal.id);
      return hasRole === false ? (rows.size > 1 ? "recreated" : "first") : undefined;
    case "provision-permission-set":
      return hasRole === false ? "recreated" : undefined;
    case "delete-account-assignment":
      return rows.delete(change.principal.id) && rows.size === 0 ? "removed" : undefined;
  }
}

const keyOf = ({ accountId, permissionSetArn }: Pick<TouchedGrant, "accountId" | "permissionSetArn">): string =>
  `${accountId} ${permissionSetArn}`;

const holdersOf = ({ attached }: TouchedGrant): Set<string> | undefined =>
  attached.state === "known" ? new Set(attached.value.map(({ id }) => id)) : undefined;

/** Undefined where neither IAM nor Identity Center could be asked. */
function isRoleThere({ role, freshness }: TouchedGrant): boolean | undefined {
  const seen: Reading<RoleFacts | null> = role;
  if (seen.state === "known") return seen.value !== null;
  const stands: Reading<Freshness> = freshness;
  return stands.state === "known" ? stands.value !== "not-provisioned" : undefined;
}

/** Where a role's name may stand that no read-only look can find (facts E4, C12). */
const NAMED_ELSEWHERE =
  "EKS aws-auth entries and access entries, KMS key policies, bucket policies, Lake Formation grants and other roles' trust policies";

/** What a person must know of each event before saying yes. */
export const roleWarnings = (events: readonly RoleEvent[]): readonly string[] => events.map(warningOf);

function warningOf({ kind, step, permissionSetName, grant }: RoleEvent): string {
  const { accountId, role } = grant;
  const name = role.state === "known" && role.value ? role.value.roleName : `AWSReservedSSO_${permissionSetName}_…`;
  const suffix = "the 16 hexadecimal digits at the end of its name";
  switch (kind) {
    case "removed":
      return `Step ${step} removes the last assignment of ${permissionSetName} in ${accountId}: AWS deletes the role ${name} with it, and a later assignment makes one with other digits in place of ${suffix}. What names the old role stops working: ${whoNames(grant)}.`;
    case "recreated":
      return `Step ${step} creates the role of ${permissionSetName} in ${accountId} again: ${suffix} change. What names the old role does not fit the new one: ${whoNames(grant)}.`;
    case "first":
      return `Step ${step} makes a role of ${permissionSetName} in ${accountId}, where it is assigned to nobody now. If it was assigned there before, ${suffix} are other ones, and what names the old role does not fit: ${whoNames(grant)}.`;
  }
}

function whoNames({ trustingRoles }: TouchedGrant): string {
  if (trustingRoles.state === "unread") return `look through ${NAMED_ELSEWHERE}; --audit-role looks at trust policies`;
  if (trustingRoles.state === "unknown")
    return `trust policies could not be read (${inTheWay(trustingRoles.failure)}); look through ${NAMED_ELSEWHERE}`;
  const roles = trustingRoles.value;
  if (roles.length === 0) return `no trust policy of the account names it; look through ${NAMED_ELSEWHERE}`;
  return `the trust policies of ${roles.slice(0, 5).join(", ")}${roles.length > 5 ? ` and ${roles.length - 5} more roles` : ""} name it; look also through ${NAMED_ELSEWHERE}`;
}
