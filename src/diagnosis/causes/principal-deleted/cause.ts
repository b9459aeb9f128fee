/** The set is assigned to a user or group that no longer exists; the assignment outlives them and gives nobody access. */
import type { AttachedPrincipal } from "../../../facts/grant/grant-facts.ts";
import { evidenceOf } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { deletedBy, inTurns } from "../../families/history.ts";
import { isKnownUnassigned, type KnownGrant, knownGrant, orphans } from "../../families/reach.ts";
import { principalName } from "../../path/links.ts";
import { grantName, instanceOptions, listed, userName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface PrincipalDeleted extends Found {
  readonly known: KnownGrant;
  readonly gone: readonly AttachedPrincipal[];
}

export const principalDeleted = defineCause<PrincipalDeleted>({
  id: "principal-deleted",
  stage: "assignment",
  rank: 40,
  title: "The assignment names a user or group that no longer exists",
  facts: ["A5", "E16"],
  noticedIn: "facts",
  explains: ["no-assignment"],
  standsAlone: false,
  confidenceRule:
    "Proved that the assigned user or group is gone, when the identity store answered so; that the person came to the access through it cannot be read from AWS.",
  documentation: {
    symptoms: [
      "The name of the user or group still appears as assigned, but access fails",
      "ResourceNotFoundException: GROUP not found",
      "The whole team lost the account after the group was deleted in the identity provider",
    ],
    why: "An assignment names an id. Deleting a user or group does not delete its assignments: they stay and point at nobody. A group of the same name that is made later has another id and does not inherit them.",
    whatToDo:
      "Assign the set to the user or, better, to the group that has taken the old one's place; then remove the old assignment. Always create before deleting: with the last assignment the role goes, and a new one has another ARN.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html",
    ],
  },
  find: (grant) => {
    const known = knownGrant(grant);
    const gone = orphans(grant);
    if (!known || gone.length === 0 || !isKnownUnassigned(grant)) return undefined;
    return {
      confidence: "proved",
      evidence: [...evidenceOf(grant.facts.attached), ...gone.flatMap(({ details }) => evidenceOf(details))],
      known,
      gone,
    };
  },
  explain: ({ gone }, grant) =>
    `${grantName(grant)} is assigned to ${listed(gone.map(principalName))}, which no longer ${gone.length === 1 ? "exists" : "exist"}. An assignment to a deleted principal gives nobody access, ${userName(grant)} neither.${deletedBy(gone, grant)}${gone.map(({ principal }) => inTurns(grant, principal)).find((words) => words !== "") ?? ""}`,
  // Nothing shows that this user had the access: whoever did is gone, and AWS keeps no name for a deleted id (facts A5).
  remedy: ({ known, gone }, grant) => ({
    kind: "human",
    summary: `Decide who takes the place of ${listed(gone.map(principalName))}`,
    risk: "high",
    steps: [
      `Find out who or what had this id: CloudTrail keeps DeleteUser and DeleteGroup for 90 days, the identity provider its own records. Nothing shows that ${userName(grant)} had the access through it.`,
      `If a group took its place, assign that group, and make ${userName(grant)} a member: \`${assignCommand(grant, known, { type: "GROUP", id: "<group id>" })}\`.`,
      `If ${userName(grant)} is to get the access, that is new access, which somebody must approve: \`${assignCommand(grant, known, { type: "USER", id: known.user.id })}\`.`,
      `After that, remove the assignment of ${listed(gone.map(principalName))}: it gives nobody access. Create before you delete: with the last assignment the role goes, and a new one has another ARN.`,
    ],
  }),
});

const assignCommand = (
  grant: WalkedGrant,
  { permissionSet }: KnownGrant,
  { type, id }: { readonly type: "USER" | "GROUP"; readonly id: string },
): string =>
  `aws sso-admin create-account-assignment ${instanceOptions(grant)} --target-type AWS_ACCOUNT --target-id ${grant.facts.accountId} --permission-set-arn ${permissionSet.arn} --principal-type ${type} --principal-id ${id}`;
