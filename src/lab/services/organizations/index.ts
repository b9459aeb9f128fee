/** The organizations operations that the lab serves. */
import type { Operations } from "../operation.ts";
import { accounts } from "./accounts.ts";
import { delegatedAdministrators } from "./delegated-administrators.ts";
import { organization } from "./organization.ts";
import { policies } from "./policies.ts";
import { policyTypes } from "./policy-types.ts";
import { tags } from "./tags.ts";
import { units } from "./units.ts";

export const organizations: Operations = {
  ...organization,
  ...accounts,
  ...units,
  ...policies,
  ...policyTypes,
  ...delegatedAdministrators,
  ...tags,
} as Operations;
