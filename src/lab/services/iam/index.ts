/** The iam operations that the lab serves, in the caller's own account. */
import type { Operations } from "../operation.ts";
import { accountSettings } from "./account-settings.ts";
import { inventory } from "./inventory.ts";
import { policies } from "./policies.ts";
import { policyVersions } from "./policy-versions.ts";
import { rolePolicies } from "./role-policies.ts";
import { roles } from "./roles.ts";
import { samlProviders } from "./saml-providers.ts";
import { serviceLinkedRoles } from "./service-linked-roles.ts";
import { simulate } from "./simulate.ts";

export const iam: Operations = {
  ...roles,
  ...rolePolicies,
  ...policies,
  ...policyVersions,
  ...samlProviders,
  ...serviceLinkedRoles,
  ...accountSettings,
  ...simulate,
  ...inventory,
} as Operations;
