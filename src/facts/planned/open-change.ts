/** Changes of a plan that could not be carried out in thought, and what they could touch. */
import type { OpenChange } from "../../model/access-test.ts";
import { parseAccountId, parsePermissionSetArn } from "../../model/ids.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import {
  ENTITLEMENT,
  GROUP,
  KNOWN_TYPES,
  PERMISSION_SET,
  type PlannedChange,
  USER,
} from "../../model/organization-document/written/planned-change.ts";

type Touched = Pick<OpenChange, "accountId" | "permissionSetArn" | "isEntitlement" | "isUnnamed">;

/** A change of which these attributes are not known. */
export function openChange(change: PlannedChange, unknown: readonly string[], touched: Touched = {}): OpenChange {
  const { address, names = {}, reasons = {} } = change;
  const because = [...new Set(unknown.flatMap((one) => reasons[one] ?? []))].join("; ");
  return {
    address,
    unknown: unknown.map((one) => names[one] ?? one),
    ...(because === "" ? {} : { because }),
    ...touched,
  };
}

/** A change of which it is not known whether it happens. */
export function doubtfulChange({ instance, permissionSets }: OrganizationDocument, change: PlannedChange): OpenChange {
  const { address, type, doubt, before, after } = change;
  const row = { ...before, ...after };
  const roleAccount = row["role_arn"]?.split(":")[4];
  const account = parseAccountId(row["target_id"] ?? roleAccount ?? "");
  const named = permissionSets.find(({ name }) => type === PERMISSION_SET && name === row["name"])?.arn;
  const set = parsePermissionSetArn(named ?? row["arn"] ?? row["permission_set_arn"] ?? "");
  const mayName = [GROUP, USER, PERMISSION_SET].includes(type) || !KNOWN_TYPES.includes(type);
  return {
    address,
    unknown: [],
    isDoubtful: true,
    effect: after === undefined ? "removal" : "any",
    ...(doubt === undefined ? {} : { because: doubt }),
    ...(type === ENTITLEMENT ? { isEntitlement: true as const } : {}),
    ...(mayName ? { isUnnamed: true as const } : {}),
    ...(account.kind === "ok" ? { accountId: account.value } : {}),
    ...(set.kind === "ok" && instance ? { permissionSetArn: set.value } : {}),
  };
}
