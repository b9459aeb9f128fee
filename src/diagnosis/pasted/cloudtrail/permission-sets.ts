/** Permission sets that are made, changed and deleted (facts 5.3). */

import { likely } from "../catalogue-ids.ts";
import { provisionEverywhere } from "../command.ts";
import { objectAt, textAt } from "../json.ts";
import type { Family } from "./family.ts";

const CHANGES =
  /^(UpdatePermissionSet|(Attach|Detach)(ManagedPolicy|CustomerManagedPolicyReference)(To|From)PermissionSet|(Put|Delete)(InlinePolicy|PermissionsBoundary)(To|From)PermissionSet)$/;

export const permissionSets: Family = ({ name, input, response, hasFailed }) => {
  const isCreation = name === "CreatePermissionSet";
  if (!isCreation && name !== "DeletePermissionSet" && !CHANGES.test(name)) return undefined;
  const permissionSet =
    textAt(input, "name") ??
    textAt(input, "permissionSetArn") ??
    textAt(objectAt(response, "permissionSet") ?? {}, "permissionSetArn") ??
    null;
  const about = { title: `${name}${permissionSet ? `: ${permissionSet}` : ""}`, permissionSet } as const;
  if (hasFailed) return { ...about, layer: "Identity Center" };
  if (isCreation)
    return {
      ...about,
      layer: "Identity Center",
      meaning: [
        "A new permission set gives nobody access until it is assigned in an account; the assignment provisions it there.",
      ],
    };
  if (name === "DeletePermissionSet") return { ...about, layer: "Identity Center" };
  return {
    ...about,
    layer: "Identity Center",
    meaning: [
      "Accounts that have the set keep its version from before this change until the set is provisioned to them again.",
    ],
    next: [
      "Provision it to all accounts that have it, unless that was done since then:",
      provisionEverywhere(permissionSet),
    ],
    fits: likely("outdated"),
  };
};
