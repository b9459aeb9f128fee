/** Assignments whose principal is gone, empty, disabled, or a person instead of a group. */

import { USER } from "../../../facts/organization/columns.ts";
import { rowsOf } from "../../../facts/organization/compressed-rows.ts";
import { isGroup } from "../../../facts/organization/judgement.ts";
import { type GroupRow, type PrincipalRow, rowList, type UserRow } from "../../../facts/organization/rows.ts";
import { isOrphan } from "../../../facts/organization/who-can.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import type { Finding } from "../../../model/finding.ts";
import {
  accountWords,
  affectedUsers,
  grantOf,
  nobody,
  principalAt,
  principalWords,
  type ScannedOrganization,
} from "../organization.ts";
import { pairsOf, type ScannedPair, subjectOf } from "../pairs.ts";
import { adviceOf, finding, type Rule } from "../rule.ts";

/** Facts A3, A5, A7, E16; direct grants: AWS recommends groups (IAM Identity Center User Guide, useraccess). */
export const principals: Rule = {
  finds: ["principal-deleted", "group-empty", "user-disabled", "direct-grant"],
  find: (organization) =>
    [...pairsOf(organization)].flatMap((pair) =>
      [...pair.principals].flatMap((row) => ofAssignment(organization, { pair, row })),
    ),
};

interface ScannedAssignment {
  readonly pair: ScannedPair;
  readonly row: PrincipalRow;
}

function ofAssignment(organization: ScannedOrganization, one: ScannedAssignment): readonly Finding[] {
  const { facts } = organization;
  const { row } = one;
  if (isOrphan(facts, row)) return [deleted(organization, one)];
  if (isGroup(facts, row)) return ofGroup(organization, row, one);
  if (facts.columns.principals.kinds[row] !== USER) return [];
  return facts.columns.principals.disabled[row] === 1 ? [disabled(organization, one)] : [direct(organization, one)];
}

function ofGroup(organization: ScannedOrganization, row: GroupRow, one: ScannedAssignment): readonly Finding[] {
  const { facts } = organization;
  if (hasUnreadMembers(organization, row)) return [];
  const members = [...rowsOf(facts.members, row)];
  if (members.length === 0) return [empty(organization, one)];
  const isDisabled = (member: UserRow) => facts.columns.principals.disabled[member] === 1;
  return members.every(isDisabled) ? [onlyDisabled(organization, one, members.length)] : [];
}

function hasUnreadMembers({ facts: { gaps } }: ScannedOrganization, row: GroupRow): boolean {
  const mayHide =
    gaps.members.has(row) || gaps.principals.has(row) || gaps.groupsOf.size > 0 || gaps.lists.has("users");
  return mayHide || gaps.lists.has("groups");
}

/** `ReadOnly in sandbox (111122223333)`. */
function assignmentWords(organization: ScannedOrganization, { pair }: ScannedAssignment): string {
  const { account, permissionSet } = subjectOf(organization, pair);
  return `${permissionSet.name} in ${accountWords(account)}`;
}

function deleted(organization: ScannedOrganization, one: ScannedAssignment): Finding {
  const principal = principalAt(organization, one.row);
  const what = principal.type === "USER" ? "user" : "group";
  return finding({
    cause: "principal-deleted",
    severity: "medium",
    summary: `${assignmentWords(organization, one)} is assigned to the deleted ${what} ${principal.id}, so nobody gets access through it. A ${what} created again has another id and does not get this access.`,
    subject: { ...subjectOf(organization, one.pair), principal },
    affected: nobody,
    remedy: removal(organization, principal, one),
  });
}

/**
 * Only an assignment beside which one of somebody who exists stays is deleted without being asked: with the last one the role goes,
 * and who should have had the access is not known here (facts 3.2, A5: create before delete).
 */
function removal(
  organization: ScannedOrganization,
  principal: ReturnType<typeof principalAt>,
  one: ScannedAssignment,
): Remedy {
  const { accountId, permissionSetArn, principals: all } = one.pair;
  const isLast = [...all].every((other) => isOrphan(organization.facts, other));
  const grant = grantOf(organization, accountId, permissionSetArn);
  const summary = `Delete the assignments of ${principal.id} after assigning whoever should have the access`;
  const first =
    "If the principal was created again under another id, assign the new one first. The old id gives nobody access.";
  const last = `Nobody else who exists is assigned ${assignmentWords(organization, one)}. Assign whoever should have it first. With the last assignment the role is deleted, a later one gets another suffix, and EKS access entries, KMS key policies and bucket policies that name the role break.`;
  if (isLast || !grant) return { kind: "human", summary, risk: "medium", steps: isLast ? [first, last] : [first] };
  const principalName = `deleted ${principal.type === "USER" ? "user" : "group"} ${principal.id}`;
  const change = { kind: "delete-account-assignment", ...grant, principal, principalName } as const;
  return { kind: "api", summary, risk: "low", changes: [change], notes: [first] };
}

/** A finding about a principal that exists: nothing breaks, and people decide what to do. */
type Notice = NoticeTexts &
  ({ readonly cause: "group-empty" | "user-disabled" } | { readonly cause: "direct-grant"; readonly title: string });

interface NoticeTexts {
  readonly summary: string;
  readonly todo: string;
  readonly risk: Extract<Remedy, { kind: "human" }>["risk"];
  readonly steps: readonly string[];
}

function noticed(
  organization: ScannedOrganization,
  { pair, row }: ScannedAssignment,
  { todo, risk, steps, ...notice }: Notice,
): Finding {
  return finding({
    ...notice,
    severity: "low",
    subject: { ...subjectOf(organization, pair), principal: principalAt(organization, row) },
    affected: notice.cause === "group-empty" ? nobody : affectedUsers(organization, rowList([row])),
    remedy: { kind: "human", summary: todo, risk, steps },
  });
}

function empty(organization: ScannedOrganization, one: ScannedAssignment): Finding {
  const group = principalWords(principalAt(organization, one.row));
  return noticed(organization, one, {
    cause: "group-empty",
    summary: `${group} has ${assignmentWords(organization, one)} but no members. Nobody uses this access, and everybody who is added gets it.`,
    todo: `Add the members of ${group}, or delete its assignments`,
    risk: "low",
    steps: [
      adviceOf("group-empty"),
      "If the group comes from an identity provider, check there whether its members are synced. Nested groups are not.",
      "If nobody needs the access any more, delete the assignment.",
    ],
  });
}

function onlyDisabled(organization: ScannedOrganization, one: ScannedAssignment, members: number): Finding {
  const group = principalWords(principalAt(organization, one.row));
  const all = members === 1 ? `The only member of ${group} is` : `All ${members} members of ${group} are`;
  return noticed(organization, one, {
    cause: "user-disabled",
    summary: `${all} disabled, so nobody can use ${assignmentWords(organization, one)} through this group.`,
    todo: `Enable the members of ${group}, add active members, or delete its assignments`,
    risk: "medium",
    steps: [adviceOf("user-disabled"), "If nobody needs the access any more, delete the assignment."],
  });
}

function disabled(organization: ScannedOrganization, one: ScannedAssignment): Finding {
  const user = principalWords(principalAt(organization, one.row));
  return noticed(organization, one, {
    cause: "user-disabled",
    summary: `${user} is disabled and cannot sign in, but still has ${assignmentWords(organization, one)}. Enabling the user restores it.`,
    todo: `Enable ${user}, or delete the assignments`,
    risk: "medium",
    steps: [
      adviceOf("user-disabled"),
      "If the user is not to return, delete the assignment so that the access does not come back with the user.",
    ],
  });
}

function direct(organization: ScannedOrganization, one: ScannedAssignment): Finding {
  const user = principalWords(principalAt(organization, one.row));
  return noticed(organization, one, {
    cause: "direct-grant",
    title: "Assigned to a user instead of a group",
    summary: `${user} has ${assignmentWords(organization, one)} directly. This access stays when the person moves to another team.`,
    todo: `Give ${user} the access through a group`,
    risk: "low",
    steps: [
      "Assign a group that the person is a member of, check that the portal shows the access, and only then delete the direct assignment. The role keeps its name as long as one assignment is left.",
    ],
  });
}
