/** The sso-admin operations that the lab serves. */
import type { Operations } from "../operation.ts";
import { assignments } from "./assignments.ts";
import { instances } from "./instances.ts";
import { permissionSetPolicies } from "./permission-set-policies.ts";
import { permissionSets } from "./permission-sets.ts";
import { provisioning } from "./provisioning.ts";
import { requests } from "./requests.ts";

export const ssoAdmin: Operations = {
  ...instances,
  ...permissionSets,
  ...permissionSetPolicies,
  ...assignments,
  ...requests,
  ...provisioning,
} as Operations;
