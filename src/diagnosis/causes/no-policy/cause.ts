/** The permission set has no policy: its role opens, and every action is denied (facts C9). */

import { actionName } from "../../action/action-name.ts";
import { defineCause, type Found } from "../../cause.ts";
import { emptinessEvidence, gapNote, hasNoPolicy, identityRefusal } from "../../families/policy-refusal.ts";
import { addToSet } from "../../families/policy-refusal-remedies.ts";
import { grantName } from "../../path/names.ts";

export const noPolicy = defineCause<Found>({
  id: "no-policy",
  stage: "role session",
  rank: 36,
  title: "The permission set has no policy",
  facts: ["C9"],
  noticedIn: "facts",
  explains: [],
  standsAlone: true,
  confidenceRule:
    "Proved when the role, or the set in the version that the account has, was read and has neither managed nor inline policies; likely for an action that a resource-based policy could allow.",
  documentation: {
    symptoms: [
      "because no identity-based policy allows the … action",
      "The role opens in the access portal, and everything in the console is denied",
      "A permission set was created and no policy was attached to it",
    ],
    why: "A permission set without policies can be assigned and provisioned, and the portal shows it. Its role has no permissions at all: only resource-based policies that name the role could allow anything.",
    whatToDo: "Attach the required policy to the permission set, then provision it.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
    ],
  },
  find: (grant) => {
    const refusal = identityRefusal(grant);
    if (refusal) return refusal.kind === "no policy" ? refusal : undefined;
    // Where another layer refuses, that one is told.
    if (grant.decision || !grant.isAssigned || !hasNoPolicy(grant.facts)) return undefined;
    return { confidence: "proved", evidence: emptinessEvidence(grant.facts) };
  },
  explain: (_found, grant) =>
    `${grantName(grant)} has no policy at all: neither managed nor inline. The role opens, and ${grant.decision ? `${actionName(grant.decision)} is denied like everything else` : "every action is denied"}.${grant.decision ? gapNote(grant.decision) : ""}`,
  remedy: (_found, grant) => addToSet(grant, grant.decision),
});
