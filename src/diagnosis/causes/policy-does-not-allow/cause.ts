/** The role's policies, as they are in the account, do not allow the action, or deny it (facts C9). */

import { refusalWords } from "../../action/action-decision.ts";
import { actionName } from "../../action/action-name.ts";
import { defineCause } from "../../cause.ts";
import { gapNote, identityRefusal, keysNote, nameNote, type PolicyRefusal } from "../../families/policy-refusal.ts";
import { addToSet, changeDenial } from "../../families/policy-refusal-remedies.ts";
import { grantName } from "../../path/names.ts";

export const policyDoesNotAllow = defineCause<PolicyRefusal>({
  id: "policy-does-not-allow",
  stage: "role session",
  rank: 46,
  title: "The permission set's policies do not allow the action",
  facts: ["C9"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule:
    "Proved where a statement of the role's policies denies the action, or where none allows an action that no resource-based policy could allow; otherwise likely.",
  documentation: {
    symptoms: [
      "because no identity-based policy allows the … action",
      "with an explicit deny in an identity-based policy",
      "User: arn:aws:sts::…:assumed-role/AWSReservedSSO_… is not authorized to perform",
      "call the GetRequestAuthorizationDetails API",
    ],
    why: "The role can do only what the set's policies allow. The action may be missing, its resource may not match, or a statement may deny it, which overrides every Allow.",
    whatToDo:
      "Use a permission set that allows the action. Otherwise add exactly this action on this resource to the set and provision it; everybody who has the set gets it too.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    ],
  },
  find: (grant) => {
    const refusal = identityRefusal(grant);
    return refusal?.kind === "not allowed" ? refusal : undefined;
  },
  explain: (found, grant) =>
    `${actionName(found.decision)} with ${grantName(grant)} ${refusalWords(found.refusedBy)}.${nameNote(found.decision)}${keysNote(found.refusedBy)}${gapNote(found.decision)}`,
  remedy: ({ decision, refusedBy }, grant) =>
    refusedBy.isExplicit ? changeDenial(grant, refusedBy, decision) : addToSet(grant, decision),
});
