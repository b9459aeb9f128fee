/** All 79 operations of sso-admin. */
import type { Operations } from "../operation.ts";
import { accessControlAttributes } from "./access-control-attributes.ts";
import { applicationAssignments } from "./application-assignments.ts";
import { applicationProviders } from "./application-providers.ts";
import { applicationSettings } from "./application-settings.ts";
import { applications } from "./applications.ts";
import { assignments } from "./assignments.ts";
import { instances } from "./instances.ts";
import { permissionSetPolicies } from "./permission-set-policies.ts";
import { permissionSets } from "./permission-sets.ts";
import { provisioning } from "./provisioning.ts";
import { regions } from "./regions.ts";
import { requests } from "./requests.ts";
import { tags } from "./tags.ts";
import { trustedTokenIssuers } from "./trusted-token-issuers.ts";

export const ssoAdmin: Operations = {
  ...instances,
  ...regions,
  ...permissionSets,
  ...permissionSetPolicies,
  ...assignments,
  ...requests,
  ...provisioning,
  ...applications,
  ...applicationProviders,
  ...applicationAssignments,
  ...applicationSettings,
  ...trustedTokenIssuers,
  ...accessControlAttributes,
  ...tags,
} as Operations;
