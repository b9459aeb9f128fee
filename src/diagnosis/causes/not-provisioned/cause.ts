/** The set is assigned, but AWS has not put it into the account: there is no role, and nothing is on its way. */

import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { decidingFailures, historyNote } from "../../families/failed-requests.ts";
import { isNotProvisioned, type KnownGrant, knownGrant, requestsFor } from "../../families/reach.ts";
import { provisionHere } from "../../families/remedies.ts";
import { grantName, userName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface NotProvisioned extends Found {
  readonly known: KnownGrant;
}

export const notProvisioned = defineCause<NotProvisioned>({
  id: "not-provisioned",
  stage: "provisioning",
  rank: 40,
  title: "Assigned, but not provisioned in the account",
  inOneLine: "is assigned, but not provisioned",
  facts: ["S1", "S2", "S3"],
  noticedIn: "facts",
  explains: [],
  standsAlone: false,
  confidenceRule:
    "Proved when neither list of provisioned sets has the set and no request for this assignment is running or has failed; likely when the requests were not read.",
  documentation: {
    symptoms: [
      "The permission set is assigned, but the account doesn't appear in the access portal",
      "aws sso-admin list-permission-sets-provisioned-to-account does not list the permission set",
      "The assignment is there, but there is no AWSReservedSSO role in the account",
    ],
    why: "Without a role in the account, the portal has nothing to show. AWS provisions a set together with its assignment, so nobody forgot a step: an earlier creation failed or was interrupted.",
    whatToDo:
      "Provision the permission set in this one account. If that fails, the FailureReason of the request says why. Correct that first.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreateAccountAssignment.html",
      "https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_ProvisionPermissionSet.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/howtocreatepermissionset.html",
      "https://github.com/hashicorp/terraform-provider-aws/issues/32006",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    if (!known || !grant.isAssigned || !isNotProvisioned(grant) || hasRequest(grant)) return undefined;
    const { attached, freshness, requests } = grant.facts;
    return {
      confidence: requests.state === "known" ? "proved" : "likely",
      evidence: [attached, freshness, requests].flatMap(evidenceOf),
      known,
    };
  },
  explain: (_found, grant) =>
    `${grantName(grant)} is assigned to ${userName(grant)}, but the set is not provisioned there: the account has no role for it, so the portal shows nothing. AWS provisions a set when it is assigned, so an earlier creation must have failed or been interrupted.${historyNote(grant)}`,
  remedy: ({ known }, grant) =>
    provisionHere(grant, known, ["This creates the set's role in the account; it changes nobody else's assignments."]),
});

/** A request that runs, or the failure that decides, is the better answer and has a cause of its own; older failures are history. */
const hasRequest = (grant: WalkedGrant): boolean =>
  decidingFailures(grant).length > 0 ||
  (["create-assignment", "provision"] as const).some((kind) => requestsFor(grant, kind, "IN_PROGRESS").length > 0);
