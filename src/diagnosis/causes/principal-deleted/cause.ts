/** The set is assigned to a user or group that no longer exists; the assignment outlives them and gives nobody access. */
import type { AttachedPrincipal } from "../../../facts/grant/grant-facts.ts";
import type { OtherEntitlement } from "../../../facts/grant/second-road.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import { EVENT_HISTORY_MILLISECONDS } from "../../../model/quotas.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { attachedOf, isNamedRole, otherRoleName, othersEntitled } from "../../families/entitled-others.ts";
import { byWhom, creationOf, deletedBy, deletionOf, inTurns, untiedAmong } from "../../families/history.ts";
import { isKnownUnassigned, type KnownGrant, knownGrant, orphans } from "../../families/reach.ts";
import { principalName } from "../../path/links.ts";
import { grantName, instanceOptions, listed, userName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface Assigned extends Found {
  readonly known: KnownGrant;
  readonly gone: readonly AttachedPrincipal[];
}

interface Entitled extends Found {
  /** Of deleted users and groups, to one role. */
  readonly rows: readonly OtherEntitlement[];
  readonly applicationArn: string;
}

type PrincipalDeleted = Assigned | Entitled;

export const principalDeleted = defineCause<PrincipalDeleted>({
  id: "principal-deleted",
  stage: "assignment",
  rank: 40,
  title: "The assignment names a user or group that no longer exists",
  inOneLine: "is assigned to somebody who no longer exists",
  facts: ["A5", "E16", "AAM47"],
  noticedIn: "facts",
  explains: ["no-assignment"],
  standsAlone: false,
  confidenceRule:
    "Proved when the identity store says that the assigned user or group does not exist. AWS does not show whether this person had the access through it.",
  documentation: {
    symptoms: [
      "The name of the user or group still appears as assigned, but access fails",
      "ResourceNotFoundException: GROUP not found",
      "The whole team lost the account after the group was deleted in the identity provider",
    ],
    why: "An assignment names an id. Deleting a user or group does not delete its assignments: they remain and apply to nobody. A group with the same name that is created later has another id and does not inherit them.",
    whatToDo:
      "Assign the set to the user or, preferably, to the group that replaced the old one; then remove the old assignment. Always create before you delete: with the last assignment the role is deleted, and a new one has another ARN.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/troubleshooting.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html",
    ],
  },
  find: (grant) => {
    if (knownValue(grant.facts.permissionSet) === null) return entitledGone(grant);
    const known = knownGrant(grant);
    const gone = orphans(grant);
    if (!known || gone.length === 0 || !isKnownUnassigned(grant)) return undefined;
    const isTold = deletedBy(gone, grant) !== "";
    const isUnrelated = areSomebodyElses(gone, grant);
    return {
      confidence: "proved",
      evidence: [
        ...(isUnrelated ? evidenceOf(grant.facts.user) : []),
        ...evidenceOf(grant.facts.attached),
        ...gone.flatMap(({ details }) => evidenceOf(details)),
        ...(isTold ? evidenceOf(grant.facts.additional.trail) : []),
        ...(maybeReplaced(gone, grant) === "" ? [] : evidenceOf(grant.facts.additional.ownGroups)),
      ],
      known,
      gone,
    };
  },
  explain: (found, grant) => {
    if ("rows" in found) return entitledWords(found, grant);
    const { gone } = found;
    return `${grantName(grant)} is assigned to ${listed(gone.map(principalName))}, which ${fateOf(gone, grant)}. An assignment to a deleted user or group gives access to nobody.${gone.length === 1 ? "" : deletedBy(gone, grant)}${areSomebodyElses(gone, grant) ? ` ${userName(grant)} was there before, under an id of their own.` : ""}${maybeReplaced(gone, grant)}${gone.map(({ principal }) => inTurns(grant, principal)).find((words) => words !== "") ?? ""}`;
  },
  // Nothing shows that this user had the access: whoever did is gone, and AWS keeps no name for a deleted id (facts A5).
  remedy: (found, grant) => {
    if ("rows" in found) return decideOnRole(found, grant);
    const { known, gone } = found;
    return {
      kind: "human",
      summary: `Decide who replaces ${listed(gone.map(principalName))}`,
      risk: "high",
      steps: [
        `Find out who or what had this id: CloudTrail keeps DeleteUser and DeleteGroup events for 90 days, and the identity provider has its own log. Nothing shows that ${userName(grant)} had the access through it.`,
        `If another group replaced it, assign that group, and make ${userName(grant)} a member: \`${assignCommand(grant, known, { type: "GROUP", id: "<group id>" })}\`.`,
        `If ${userName(grant)} should get the access, that is new access, which somebody must approve: \`${assignCommand(grant, known, { type: "USER", id: known.user.id })}\`.`,
        `After that, remove the assignment of ${listed(gone.map(principalName))}: it gives access to nobody. Create before you delete: with the last assignment the role is deleted, and a new one has another ARN.`,
      ],
    };
  },
});

/**
 * Deleted users whose record this person never had: theirs is older than the deletion. Of a deletion that the event history no
 * longer has, only a record as old as the history is taken for older. Groups are left out: this person may have been a member.
 */
function areSomebodyElses(gone: readonly AttachedPrincipal[], grant: WalkedGrant): boolean {
  const since = Date.parse(knownValue(grant.facts.user)?.createdAt ?? "");
  return gone.every(({ principal: { type, id } }) => {
    const deletion = deletionOf(grant, id);
    const before = deletion ? Date.parse(deletion.at) : Date.parse(grant.facts.at) - EVENT_HISTORY_MILLISECONDS;
    return type === "USER" && since < before;
  });
}

function fateOf(gone: readonly AttachedPrincipal[], grant: WalkedGrant): string {
  const [only] = gone;
  const deletion = gone.length === 1 && only ? deletionOf(grant, only.principal.id) : undefined;
  return deletion ? `was deleted ${byWhom(deletion, grant)}` : `no longer ${gone.length === 1 ? "exists" : "exist"}`;
}

/** A group of the user's that came soon after the deletion: only a person knows whether it took the deleted one's place. */
function maybeReplaced(gone: readonly AttachedPrincipal[], grant: WalkedGrant): string {
  const own = knownValue(grant.facts.additional.ownGroups) ?? [];
  const [group] = gone.flatMap(({ principal: { type, id } }) => (type === "GROUP" ? untiedAmong(grant, id, own) : []));
  if (!group) return "";
  const creation = creationOf(grant, group.id);
  const when = creation ? byWhom(creation, grant) : `at ${group.createdAt}`;
  return ` Group ${group.name} (${group.id}), of which ${userName(grant)} is a member, was created soon after that, ${when}. Nothing ties it to the deleted one, whose name CloudTrail does not tell: ask whether it took its place.`;
}

function entitledGone(grant: WalkedGrant): Entitled | undefined {
  const others = othersEntitled(grant);
  const rows = (others?.rows ?? []).filter((row) => isNamedRole(grant, row) && knownValue(row.details) === null);
  if (!others || rows.length === 0) return undefined;
  const isTold = deletedBy(rows, grant) !== "";
  return {
    confidence: "proved",
    evidence: [
      ...others.evidence,
      ...rows.flatMap(({ details }) => evidenceOf(details)),
      ...(isTold ? evidenceOf(grant.facts.additional.trail) : []),
    ],
    rows,
    applicationArn: others.applicationArn,
  };
}

const goneNames = ({ rows }: Entitled): string => listed(rows.map((row) => principalName(attachedOf(row))));

function entitledWords(found: Entitled, grant: WalkedGrant): string {
  const [role] = found.rows;
  const exist = found.rows.length === 1 ? "exists" : "exist";
  return `Account access manager entitles ${goneNames(found)}, which no longer ${exist}, to ${role ? otherRoleName(role) : "the role"}. An entitlement of a deleted user or group gives access to nobody.${deletedBy(found.rows, grant)}`;
}

function decideOnRole(found: Entitled, grant: WalkedGrant): Remedy {
  const { rows, applicationArn } = found;
  const region = applicationArn.split(":")[3] ?? "us-east-1";
  return {
    kind: "human",
    summary: `Decide who replaces ${goneNames(found)}`,
    risk: "high",
    steps: [
      `Find out who or what had this id: CloudTrail keeps DeleteUser and DeleteGroup events for 90 days. Nothing shows that ${userName(grant)} had the role through it.`,
      `Entitle whoever should have the role. For ${userName(grant)} that is new access, which somebody must approve.`,
      ...rows.map(
        ({ id }) =>
          `Then delete the old entitlement: \`aws account-access delete-entitlement --application-arn ${applicationArn} --entitlement-id ${id} --region ${region}\`.`,
      ),
    ],
  };
}

const assignCommand = (
  grant: WalkedGrant,
  { permissionSet }: KnownGrant,
  { type, id }: { readonly type: "USER" | "GROUP"; readonly id: string },
): string =>
  `aws sso-admin create-account-assignment ${instanceOptions(grant)} --target-type AWS_ACCOUNT --target-id ${grant.facts.accountId} --permission-set-arn ${permissionSet.arn} --principal-type ${type} --principal-id ${id}`;
