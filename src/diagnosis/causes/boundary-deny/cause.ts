/** The permissions boundary of the set does not let the role do it (facts C8). */
import { refusalWords } from "../../action/action-decision.ts";
import { actionName } from "../../action/action-name.ts";
import { defineCause } from "../../cause.ts";
import { gapNote, keysNote, nameNote, type PolicyRefusal, refusalBy } from "../../families/policy-refusal.ts";
import { changeBoundary } from "../../families/policy-refusal-remedies.ts";
import { grantName } from "../../path/names.ts";

export const boundaryDeny = defineCause<PolicyRefusal>({
  id: "boundary-deny",
  stage: "role session",
  rank: 34,
  title: "The permissions boundary denies the action",
  facts: ["C8", "E13"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule:
    "Proved where a statement of the boundary denies the action, or where the boundary does not allow an action that no resource-based policy could allow; otherwise likely.",
  documentation: {
    symptoms: [
      "because no permissions boundary allows the … action",
      "with an explicit deny in a permissions boundary",
      "The permission set has AdministratorAccess and the action is denied",
    ],
    why: "A permissions boundary limits what the set's role may do. It grants nothing: both the boundary and a policy of the set must allow an action. If the boundary refers to a customer managed policy, each account's own policy decides.",
    whatToDo:
      "Have the owner of the boundary add the action to it (for a customer managed policy, in the account). Removing the boundary from the set would allow everything that the set's policies allow, for everybody who has the set.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    ],
  },
  find: (grant) => refusalBy(grant, "permissions boundary"),
  explain: (found, grant) =>
    `${actionName(found.decision)} with ${grantName(grant)} ${refusalWords(found.refusedBy)}.${nameNote(found.decision)}${keysNote(found.refusedBy)} The boundary limits what the role may do, whatever the set's policies allow.${gapNote(found.decision)}`,
  remedy: ({ decision, refusedBy }, grant) => changeBoundary(grant, refusedBy, decision),
});
