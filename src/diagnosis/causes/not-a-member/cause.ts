/** The set is assigned to a group in the account, but the user is not in that group. */
import type { AttachedPrincipal } from "../../../facts/grant/grant-facts.ts";
import type { OtherEntitlement } from "../../../facts/grant/second-road.ts";
import type { Change } from "../../../model/change.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { attachedOf, isNamedRole, otherRoleName, othersEntitled } from "../../families/entitled-others.ts";
import { isAccountClosed, knownGrant } from "../../families/reach.ts";
import { provisioning } from "../../families/remedies.ts";
import { principalName } from "../../path/links.ts";
import { grantName, listed, userName } from "../../path/names.ts";
import type { WalkedGrant } from "../../path/walked-grant.ts";

interface NotAMember extends Found {
  /** The groups that exist and have members, the user not among them. */
  readonly groups: readonly AttachedPrincipal[];
  /** The role of account access manager that they are entitled to; undefined: they are assigned the permission set. */
  readonly role?: OtherEntitlement;
}

export const notAMember = defineCause<NotAMember>({
  id: "not-a-member",
  stage: "membership",
  rank: 10,
  title: "The user is not in the assigned group",
  facts: ["A2", "AAM12"],
  noticedIn: "facts",
  explains: [],
  standsAlone: false,
  confidenceRule: "Proved when all assigned groups and all memberships of the user were read.",
  documentation: {
    symptoms: [
      "The permission set is assigned to a group, but the account is missing from the user's access portal",
      "Everybody in the team sees the account except one person",
      "Added to the Entra or Okta group but no AWS account in the portal",
    ],
    why: "An assignment to a group applies to its direct members only. Groups cannot be nested, and with SCIM a new membership counts only after it has synced.",
    whatToDo:
      "Add the user to the group where the group is managed: in the identity provider if it syncs groups, otherwise in Identity Center.",
    sources: ["https://docs.aws.amazon.com/singlesignon/latest/userguide/users-groups-provisioning.html"],
  },
  find: (grant) => {
    const { attached, groupIds, user } = grant.facts;
    if (knownValue(grant.facts.permissionSet) === null) return notEntitled(grant);
    if (attached.state !== "known" || groupIds.state !== "known" || !knownValue(user)) return undefined;
    if (grant.isAssigned) return undefined;
    const groups = attached.value.filter(
      (one) => one.principal.type === "GROUP" && knownValue(one.details) && knownValue(one.isEmpty) === false,
    );
    if (groups.length === 0) return undefined;
    return {
      confidence: "proved",
      evidence: [
        ...evidenceOf(attached),
        ...evidenceOf(groupIds),
        ...groups.flatMap(({ details }) => evidenceOf(details)),
      ],
      groups,
    };
  },
  explain: ({ groups, role }, grant) =>
    role
      ? `Account access manager entitles ${listed(groups.map(principalName))} to ${otherRoleName(role)}, but ${userName(grant)} is not a member.`
      : `${grantName(grant)} is assigned to ${groups.map(principalName).join(" and ")}, but ${userName(grant)} is not a member.`,
  remedy: ({ groups, role }, grant) => {
    const remedy = joinGroup(groups, grant);
    return role && remedy.kind === "api" ? { ...remedy, roleArn: role.roleArn } : remedy;
  },
});

/** The question names a role that other groups are entitled to (facts AAM12). */
function notEntitled(grant: WalkedGrant): NotAMember | undefined {
  const others = othersEntitled(grant);
  const rows = (others?.rows ?? []).filter((row) => isNamedRole(grant, row));
  const entitled = rows.filter(({ principal, details }) => principal.type === "GROUP" && knownValue(details));
  const [role] = entitled;
  if (!others || !role) return undefined;
  return {
    confidence: "proved",
    evidence: [
      ...others.evidence,
      ...evidenceOf(grant.facts.groupIds),
      ...entitled.flatMap(({ details }) => evidenceOf(details)),
    ],
    groups: entitled.map(attachedOf),
    role,
  };
}

/** A role that is old or missing must be provisioned, too: membership alone would not give the access that the set describes. */
function provisioningDue(grant: WalkedGrant): readonly Change[] {
  const known = knownGrant(grant);
  const freshness = knownValue(grant.facts.freshness);
  return known && (freshness === "outdated" || freshness === "not-provisioned") && !isAccountClosed(grant)
    ? [provisioning(grant, known)]
    : [];
}

/**
 * Joining the first group that Identity Center owns; where an identity provider owns the groups, or the user, a step for its
 * people: the provider would not know of a membership that is made here, and its next sync may undo it (facts A2, A3).
 */
export function joinGroup(groups: readonly AttachedPrincipal[], grant: WalkedGrant): Remedy {
  const instance = knownValue(grant.facts.instance);
  const user = knownValue(grant.facts.user);
  const isDirectoryOwn = user?.isExternallyOwned === false;
  const ownGroup = groups.find(({ details }) => isDirectoryOwn && knownValue(details)?.isExternallyOwned === false);
  if (ownGroup?.principal.type === "GROUP" && instance && user)
    return {
      kind: "api",
      summary: `Add ${user.userName} to ${principalName(ownGroup)}`,
      // The group may carry other accounts (facts A2).
      risk: "medium",
      changes: [
        {
          kind: "create-group-membership",
          identityStoreId: instance.identityStoreId,
          groupId: ownGroup.principal.id,
          groupName: knownValue(ownGroup.details)?.name ?? ownGroup.principal.id,
          userId: user.id,
          userName: user.userName,
        },
        ...provisioningDue(grant),
      ],
      notes: ["A group may give access to other accounts too; the member gets all of it."],
    };
  const names = groups.map(principalName).join(" or ");
  return {
    kind: "human",
    summary: `Add ${userName(grant)} to ${names} in the identity provider that owns the group`,
    risk: "high",
    steps: [
      `In the identity provider, add ${userName(grant)} to ${names} as a direct member; nested groups are ignored.`,
      "Okta: push the group, and use another group to assign the app; the same group does not work for both. Entra ID: it syncs about every 40 minutes; provision on demand is quicker, and nested groups are not read. Google: additions arrive within minutes, removals may not. Active Directory: add the group to the sync scope; a change takes up to about 4 hours.",
      "Let it sync, then run the command again.",
    ],
  };
}
