/** The identity provider owns the group, and its sync does not get through (facts A3, E7, E9). */
import type { CloudTrailEvent } from "../../../facts/grant/additional-facts.ts";
import type { AttachedPrincipal } from "../../../facts/grant/grant-facts.ts";
import { MEMBERS_PER_SCIM_REQUEST } from "../../../model/quotas.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { byWhom, eventEvidence, refusedSyncs } from "../../families/history.ts";
import { isKnownUnassigned, liveGroups } from "../../families/reach.ts";
import { principalName } from "../../path/links.ts";
import { grantName, userName } from "../../path/names.ts";

interface NotSynced extends Found {
  readonly group: AttachedPrincipal;
  readonly refused: CloudTrailEvent;
}

export const membershipNotSynced = defineCause<NotSynced>({
  id: "membership-not-synced",
  stage: "membership",
  rank: 15,
  title: "The identity provider's sync of the group fails",
  facts: ["A3", "E7", "E9", "5.5"],
  noticedIn: "facts",
  explains: ["not-a-member", "group-empty"],
  standsAlone: false,
  confidenceRule:
    "Likely: the group belongs to the identity provider, the user is not in it, and CloudTrail shows that AWS refuses the provider's changes to groups.",
  documentation: {
    symptoms: [
      "Replacing group memberships is not supported.",
      "ValidationException: Missing path in PATCH request",
      "SCIM provisioning is in quarantine",
      "The SCIM access token has expired (401 Unauthorized)",
      "Users arrive in IAM Identity Center, but their group memberships do not",
      "Request is unparsable, syntactically incorrect, or violates schema",
      "Duplicate GroupDisplayName",
    ],
    why: `Memberships arrive through SCIM as changes to the group. AWS accepts additions and removals of at most ${MEMBERS_PER_SCIM_REQUEST} members in one request, but not a replacement of the whole list. When the token expires (after one year), all synchronization stops. AWS Health reminds the account owner from 90 days before the expiry.`,
    whatToDo:
      "Check the provisioning log of the identity provider. Renew the SCIM token if it has expired; if the client replaces lists of members, have it send additions and removals instead. Then sync the group again.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/developerguide/limitations.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/scim-logging-using-cloudtrail.html",
      "https://github.com/mitodl/keycloak-scim/issues/73",
      "https://github.com/awslabs/ssosync/issues/198",
    ],
  },
  find: (grant) => {
    if (!isKnownUnassigned(grant)) return undefined;
    for (const group of liveGroups(grant)) {
      const [refused] = refusedSyncs(grant, group.principal.id);
      if (!refused || knownValue(group.details)?.isExternallyOwned !== true) continue;
      return {
        confidence: "likely",
        evidence: [...eventEvidence(grant), ...evidenceOf(grant.facts.groupIds), ...evidenceOf(group.details)],
        group,
        refused,
      };
    }
    return undefined;
  },
  explain: ({ group, refused }, grant) =>
    `${grantName(grant)} is assigned to ${principalName(group)}, which the identity provider owns, and ${userName(grant)} is not in it. AWS refused a change to the group ${byWhom(refused, grant)}: ${refused.errorCode}${refused.errorMessage ? ` "${refused.errorMessage}"` : ""}. So the membership most likely never arrived.`,
  remedy: ({ group, refused }) => ({
    kind: "human",
    summary: `Fix the identity provider's sync of ${principalName(group)}`,
    risk: "high",
    steps: [
      UNAUTHORIZED.test(refused.errorCode ?? "")
        ? "The SCIM access token is no longer accepted. In IAM Identity Center, Settings > Automatic provisioning, generate a new access token and enter it at the identity provider. A token is valid for one year."
        : `Open the provisioning log of the identity provider at the time above, and correct what AWS refused. Memberships must be sent as PATCH with op add or remove, at most ${MEMBERS_PER_SCIM_REQUEST} members each; replace is not supported.`,
      "Sync the group again, then run the command again.",
    ],
  }),
});

const UNAUTHORIZED = /Unauthorized|AccessDenied/;
