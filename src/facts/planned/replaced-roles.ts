/** Roles that a Terraform plan replaces on the way: the last assignment of a set in an account goes before a new one comes. */
import type { Assignment, OrganizationDocument } from "../../model/organization-document/document.ts";
import type { PlannedChange } from "../../model/organization-document/written/planned-change.ts";

interface Replacing {
  readonly document: OrganizationDocument;
  /** Without what the plan deletes, before anything is created. */
  readonly afterRemovals: OrganizationDocument;
  readonly changes: readonly PlannedChange[];
  /** Assignments that the plan creates. */
  readonly made: readonly Assignment[];
}

/**
 * With the last assignment of a set in an account its role goes, and the next assignment creates one with another suffix
 * (facts E4). Terraform creates first only where the configuration says create_before_destroy; between different resources
 * it keeps no order.
 */
export function replacedRoleWarnings({ document, afterRemovals, changes, made }: Replacing): readonly string[] {
  const [before, left] = [pairsOf(document.assignments), pairsOf(afterRemovals.assignments)];
  const createdFirst = new Set(
    changes.flatMap(({ after, isReplaced, isDeletedFirst }) =>
      after && isReplaced && !isDeletedFirst ? [`${after["target_id"]} ${after["permission_set_arn"]}`] : [],
    ),
  );
  const pairs = [...pairsOf(made)].filter((pair) => before.has(pair) && !left.has(pair) && !createdFirst.has(pair));
  return pairs.map((pair) => warningOf(document, pair));
}

const pairsOf = (rows: readonly Assignment[]): ReadonlySet<string> =>
  new Set(rows.map(({ accountId, permissionSetArn }) => `${accountId} ${permissionSetArn}`));

function warningOf({ accounts, permissionSets, provisionedRoles }: OrganizationDocument, pair: string): string {
  const [accountId = "", arn = ""] = pair.split(" ");
  const account = accounts.find(({ id }) => id === accountId);
  const set = permissionSets.find((one) => one.arn === arn)?.name ?? arn;
  const where = account ? `${account.name} (${accountId})` : accountId;
  const role = provisionedRoles.find((one) => one.accountId === accountId && one.permissionSetArn === arn)?.roleName;
  return [
    `The plan deletes the last assignment of ${set} in ${where} before it creates the new one: access is interrupted, and`,
    `${role === undefined ? "the role" : `role ${role}`} is replaced by one with a new name.`,
    "Trust policies, EKS access entries, and KMS and bucket policies that name the role stop working.",
    "Create the new assignment first (lifecycle { create_before_destroy = true }).",
  ].join(" ");
}
