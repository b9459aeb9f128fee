/** The flags of `permissions` and its output formats. */

import { PURPOSES } from "../../model/permissions.ts";
import type { PurposePolicy } from "../../report/role-templates.ts";
import { formats } from "../formats.ts";
import { type FlagsOf, oneOfOr, toggle } from "../parameters.ts";
import { connectionFlags, outputFlags, query } from "./shared.ts";

async function asRole(write: (role: PurposePolicy) => string): Promise<(asked: PurposePolicy) => string> {
  const { rolePolicyFor } = await import("../../app/permissions.ts");
  return ({ purpose }) => write({ purpose, policy: rolePolicyFor(purpose) });
}

/** Of the policy itself, which is JSON already. */
export const policyFormats = formats(
  {
    text: async () => {
      const { jsonText } = await import("../../report/values.ts");
      return ({ policy }: PurposePolicy) => jsonText(policy);
    },
    cloudformation: async () => asRole((await import("../../report/role-templates.ts")).cloudFormationTemplate),
    terraform: async () => asRole((await import("../../report/role-templates.ts")).terraformConfiguration),
  },
  ({ policy }) => policy,
);

/** Of `permissions --check`. */
export const checkFormats = formats({
  text: async () => (await import("../../report/permission-check-text.ts")).permissionCheckText,
});

export const permissionsFlags = {
  ...connectionFlags,
  for: oneOfOr("diagnose", PURPOSES, "diagnose (why), fix, or watch (scan, snapshot, test)"),
  check: toggle("Show what the caller lacks of them; asks IAM's simulator or reads the policies, tries nothing"),
  output: {
    ...policyFormats.output,
    brief: "Policy (text and json are the same), or a role with it (cloudformation, terraform)",
  },
  query,
  ...outputFlags,
} as const;
export type PermissionsFlags = FlagsOf<typeof permissionsFlags>;
