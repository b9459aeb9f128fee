/** Users or groups of Active Directory are outside the sync scope (facts A26). */
import type { Remedy } from "../../../model/diagnosis.ts";
import { isAboutAnotherProduct } from "../../families/other-products.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

const SCOPE = /\bsync(?:hroni[sz]ation)? scope\b/i;
const NOT_THERE =
  /\bActive Directory\b.{0,80}\b(?:groups?|users?)\b.{0,60}\b(?:not|never|missing|n't)\b.{0,30}(?:\bsync|\bappear|\bshow|\bfound|\bIdentity Center|$)|\b(?:groups?|users?)\b.{0,40}\bActive Directory\b.{0,60}\b(?:not|never|missing|n't)\b.{0,30}(?:sync|appear|show|found)/i;

const addToScope: Remedy = {
  kind: "human",
  summary: "Add the user or group to the sync scope",
  risk: "medium",
  steps: [
    "In the IAM Identity Center console, choose Settings > Identity source > Actions > Manage sync, and add the Active Directory group (or user).",
    "Wait for the next run: a change arrives within about four hours. Check whether the group is there:",
    "aws identitystore list-groups --identity-store-id <store>",
    "Assign permission sets to groups other than the primary group (usually Domain Users): its members are never read.",
  ],
};

const pasted = definePastedCause({
  id: "ad-sync-scope",
  stage: "membership",
  rank: 16,
  title: "The Active Directory user or group is not in the sync scope",
  facts: ["A26", "A3"],
  confidenceRule:
    "Likely when the text names the sync scope; possible when it only says that something from Active Directory is missing.",
  documentation: {
    symptoms: [
      "The Active Directory group is not in the sync scope",
      "The Active Directory group does not appear in IAM Identity Center",
      "Manage sync",
      "Assignment fails for a group that exists in Active Directory",
    ],
    why: "With Active Directory as identity source, Identity Center synchronizes only the users and groups in the sync scope, about every three hours. A group that was not added does not exist there, and cannot be assigned. Memberships of the primary group (usually Domain Users) are never read, and members from a trusted domain (Foreign Security Principals) are not synchronized.",
    whatToDo:
      "Add the group and its users to the sync scope (Settings > Identity source > Actions > Manage sync). A change arrives within about four hours.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/provision-users-from-ad-configurable-ADsync.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
    ],
    notOnLab:
      "Not shown: the sync scope can be seen and changed only in the console. No AWS API exposes it, so the lab has none.",
  },
  notice: (text) => {
    if (isAboutAnotherProduct(text)) return undefined;
    const isNamed = SCOPE.test(text);
    if (!isNamed && !NOT_THERE.test(text)) return undefined;
    return {
      confidence: isNamed ? "likely" : "possible",
      summary:
        "Identity Center synchronizes only the Active Directory users and groups in the sync scope. Nothing outside it can be assigned.",
      remedy: addToScope,
    };
  },
});

export const adSyncScope = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const adSyncScopeIn = pasted.noticedIn;
