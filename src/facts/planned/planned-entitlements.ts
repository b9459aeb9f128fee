/** Entitlements of account access manager that a plan creates or deletes; they never change in place (facts AAM4). */
import type { OpenChange } from "../../model/access-test.ts";
import { derivedHex } from "../../model/derived-ids.ts";
import { type Principal, parseAccountId, parseGroupId, parseUserId } from "../../model/ids.ts";
import { ENTITLED_ROLE_ARN, type Entitlement } from "../../model/organization-document/account-access.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { ENTITLEMENT, type PlannedChange } from "../../model/organization-document/written/planned-change.ts";
import { openChange } from "./open-change.ts";
import type { NewIds } from "./planned-resources.ts";

export interface PlannedEntitlements {
  readonly entitlements: readonly Entitlement[];
  readonly open: readonly OpenChange[];
}

/** @param document with the users and groups that the plan creates */
export function plannedEntitlements(
  document: OrganizationDocument,
  changes: readonly PlannedChange[],
  ids: NewIds,
): PlannedEntitlements {
  const own = changes.filter(({ type }) => type === ENTITLEMENT);
  const gone = new Set(own.flatMap(({ before }) => (before ? keysIn(before) : [])));
  const made = own.filter(({ after }) => after !== undefined).map((change) => newEntitlement(document, change, ids));
  const left = document.entitlements.filter((row) => !gone.has(keyOf(row)) && !gone.has(row.id));
  // Repeating one that is there changes nothing (facts AAM10).
  const rows = new Map(
    [...left, ...made.flatMap((one) => ("row" in one ? [one.row] : []))].map((row) => [keyOf(row), row]),
  );
  for (const row of left) rows.set(keyOf(row), row);
  return { entitlements: [...rows.values()], open: made.flatMap((one) => ("open" in one ? [one.open] : [])) };
}

const keyOf = ({ roleArn, principal }: Pick<Entitlement, "roleArn" | "principal">): string =>
  `${roleArn} ${principal.type} ${principal.id}`;

function keysIn(before: Readonly<Record<string, string>>): readonly string[] {
  const { role_arn, user_id, group_id, entitlement_id } = before;
  const content = `${role_arn} ${user_id ? `USER ${user_id}` : `GROUP ${group_id}`}`;
  return entitlement_id === undefined ? [content] : [content, entitlement_id];
}

function newEntitlement(
  { accountAccessApplications, takenAt }: OrganizationDocument,
  change: PlannedChange,
  ids: NewIds,
): { readonly row: Entitlement } | { readonly open: OpenChange } {
  const roleArn = ids.valueOf(change, "role_arn") ?? "";
  const principal = principalOf(change, ids);
  const account = parseAccountId(roleArn.split(":")[4] ?? "");
  if (principal && account.kind === "ok" && ENTITLED_ROLE_ARN.test(roleArn)) {
    const applicationArn = change.after?.["application_arn"] ?? accountAccessApplications[0]?.arn ?? change.address;
    const id = `ent-${derivedHex(`${change.address} ${roleArn} ${principal.id}`, 16)}`;
    return { row: { id, applicationArn, principal, roleArn, createdAt: takenAt } };
  }
  const { names = {}, reasons = {} } = change;
  const named = ["user_id", "group_id"].filter((one) => reasons[one] !== undefined);
  const nobody = named.length > 0 ? named : [Object.keys(names).length > 0 ? "UserId or GroupId" : "the principal"];
  return {
    open: openChange(change, [...(account.kind === "ok" ? [] : ["role_arn"]), ...(principal ? [] : nobody)], {
      isEntitlement: true,
      ...(account.kind === "ok" ? { accountId: account.value } : {}),
    }),
  };
}

function principalOf(change: PlannedChange, ids: NewIds): Principal | undefined {
  const user = parseUserId(ids.valueOf(change, "user_id") ?? "");
  if (user.kind === "ok") return { type: "USER", id: user.value };
  const group = parseGroupId(ids.valueOf(change, "group_id") ?? "");
  return group.kind === "ok" ? { type: "GROUP", id: group.value } : undefined;
}
