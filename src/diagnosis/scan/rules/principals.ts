/** Assignments whose principal is gone, empty, disabled, or a person instead of a group. */

import { USER } from "../../../facts/organization/columns.ts";
import { rowsOf } from "../../../facts/organization/compressed-rows.ts";
import { isGroup } from "../../../facts/organization/judgement.ts";
import { type GroupRow, type PrincipalRow, rowList, type UserRow } from "../../../facts/organization/rows.ts";
import { isOrphan } from "../../../facts/organization/who-can.ts";
import type { Change } from "../../../model/change.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import type { Finding, FoundGrants } from "../../../model/finding.ts";
import { listed } from "../../path/names.ts";
import {
  accountOf,
  accountWords,
  affectedUsers,
  GRANTS_NAMED,
  grantOf,
  nobody,
  principalAt,
  principalWords,
  type ScannedOrganization,
  setOf,
} from "../organization.ts";
import { pairsOf, type ScannedPair } from "../pairs.ts";
import { adviceOf, finding, type Rule } from "../rule.ts";

/** Facts A3, A5, A7, E16; direct grants: AWS recommends groups (IAM Identity Center User Guide, useraccess). */
export const principals: Rule = {
  finds: ["principal-deleted", "group-empty", "user-disabled", "direct-grant"],
  find: (organization) =>
    [...grantsByPrincipal(organization)].flatMap(([row, pairs]) => ofPrincipal(organization, row, pairs)),
};

function grantsByPrincipal(organization: ScannedOrganization): ReadonlyMap<PrincipalRow, readonly ScannedPair[]> {
  const grants = new Map<PrincipalRow, ScannedPair[]>();
  for (const pair of pairsOf(organization))
    for (const principal of pair.principals) {
      const known = grants.get(principal);
      if (known) known.push(pair);
      else grants.set(principal, [pair]);
    }
  return grants;
}

function ofPrincipal(
  organization: ScannedOrganization,
  row: PrincipalRow,
  pairs: readonly ScannedPair[],
): readonly Finding[] {
  const { facts } = organization;
  if (isOrphan(facts, row)) return [deleted(organization, row, pairs)];
  if (isGroup(facts, row)) return ofGroup(organization, row, pairs);
  if (facts.columns.principals.kinds[row] !== USER) return [];
  return facts.columns.principals.disabled[row] === 1
    ? [disabled(organization, row, pairs)]
    : [direct(organization, row, pairs)];
}

function ofGroup(organization: ScannedOrganization, row: GroupRow, pairs: readonly ScannedPair[]): readonly Finding[] {
  const { facts } = organization;
  if (hasUnreadMembers(organization, row)) return [];
  const members = [...rowsOf(facts.members, row)];
  if (members.length === 0) return [empty(organization, row, pairs)];
  const isDisabled = (member: UserRow) => facts.columns.principals.disabled[member] === 1;
  return members.every(isDisabled) ? [onlyDisabled(organization, row, { members: members.length, pairs })] : [];
}

function hasUnreadMembers({ facts: { gaps } }: ScannedOrganization, row: GroupRow): boolean {
  const mayHide =
    gaps.members.has(row) || gaps.principals.has(row) || gaps.groupsOf.size > 0 || gaps.lists.has("users");
  return mayHide || gaps.lists.has("groups");
}

/** What is assigned, by names alone: `Admin in sandbox`. */
const grantsOf = (organization: ScannedOrganization, pairs: readonly ScannedPair[]): FoundGrants => ({
  count: pairs.length,
  sample: pairs.slice(0, GRANTS_NAMED).map(({ accountId, permissionSetArn }) => {
    const { id, name } = accountOf(organization, accountId);
    return `${setOf(organization, permissionSetArn).name} in ${name || id}`;
  }),
});

/** `ReadOnly in sandbox (111122223333) and 4 more`. */
function grantWords(organization: ScannedOrganization, pairs: readonly ScannedPair[]): string {
  const names = pairs
    .slice(0, GRANTS_NAMED)
    .map(
      ({ accountId, permissionSetArn }) =>
        `${setOf(organization, permissionSetArn).name} in ${accountWords(accountOf(organization, accountId))}`,
    );
  return listed(pairs.length > GRANTS_NAMED ? [...names, `${pairs.length - GRANTS_NAMED} more`] : names);
}

function deleted(organization: ScannedOrganization, row: PrincipalRow, pairs: readonly ScannedPair[]): Finding {
  const principal = principalAt(organization, row);
  const what = principal.type === "USER" ? "user" : "group";
  return finding({
    cause: "principal-deleted",
    severity: "medium",
    summary: `${grantWords(organization, pairs)} ${pairs.length === 1 ? "is" : "are"} assigned to the deleted ${what} ${principal.id}, so nobody gets access through it. A ${what} created again has another id and does not get this access.`,
    subject: { principal },
    affected: nobody,
    grants: grantsOf(organization, pairs),
    remedy: removal(organization, principal, pairs),
  });
}

/**
 * Only assignments beside which another stays are deleted without being asked: with the last one the role goes, and who
 * should have had the access is not known here (facts 3.2, A5: create before delete).
 */
function removal(
  organization: ScannedOrganization,
  principal: ReturnType<typeof principalAt>,
  pairs: readonly ScannedPair[],
): Remedy {
  const last = pairs.filter(({ principals: all }) => all.length === 1);
  const lastWords =
    last.length === 0
      ? []
      : [
          `This is the last assignment of ${grantWords(organization, last)}. Assign whoever should have it first. Otherwise the role is deleted, a later one gets another suffix, and EKS access entries, KMS key policies and bucket policies that name the role break.`,
        ];
  const changes = pairs
    .filter((pair) => !last.includes(pair))
    .flatMap(({ accountId, permissionSetArn }): Change[] => {
      const grant = grantOf(organization, accountId, permissionSetArn);
      const principalName = `deleted ${principal.type === "USER" ? "user" : "group"} ${principal.id}`;
      return grant ? [{ kind: "delete-account-assignment", ...grant, principal, principalName }] : [];
    });
  const summary = `Delete the assignments of ${principal.id} after assigning whoever should have the access`;
  const first =
    "If the principal was created again under another id, assign the new one first. The old id gives nobody access.";
  return changes.length === 0
    ? { kind: "human", summary, risk: "medium", steps: [first, ...lastWords] }
    : { kind: "api", summary, risk: "low", changes, notes: [first, ...lastWords] };
}

/** A finding about a principal that exists: nothing breaks, and people decide what to do. */
type Notice = NoticeTexts &
  ({ readonly cause: "group-empty" | "user-disabled" } | { readonly cause: "direct-grant"; readonly title: string });

interface NoticeTexts {
  readonly pairs: readonly ScannedPair[];
  readonly summary: string;
  readonly todo: string;
  readonly risk: Extract<Remedy, { kind: "human" }>["risk"];
  readonly steps: readonly string[];
}

function noticed(
  organization: ScannedOrganization,
  row: PrincipalRow,
  { pairs, todo, risk, steps, ...notice }: Notice,
): Finding {
  return finding({
    ...notice,
    severity: "low",
    subject: { principal: principalAt(organization, row) },
    affected: notice.cause === "group-empty" ? nobody : affectedUsers(organization, rowList([row])),
    grants: grantsOf(organization, pairs),
    remedy: { kind: "human", summary: todo, risk, steps },
  });
}

function empty(organization: ScannedOrganization, row: PrincipalRow, pairs: readonly ScannedPair[]): Finding {
  const group = principalWords(principalAt(organization, row));
  return noticed(organization, row, {
    cause: "group-empty",
    pairs,
    summary: `${group} has ${grantWords(organization, pairs)} but no members. Nobody uses this access, and everybody who is added gets all of it.`,
    todo: `Add the members of ${group}, or delete its assignments`,
    risk: "low",
    steps: [
      adviceOf("group-empty"),
      "If the group comes from an identity provider, check there whether its members are synced. Nested groups are not.",
      "If nobody needs the access any more, delete the group's assignments.",
    ],
  });
}

function onlyDisabled(
  organization: ScannedOrganization,
  row: PrincipalRow,
  { members, pairs }: { readonly members: number; readonly pairs: readonly ScannedPair[] },
): Finding {
  const group = principalWords(principalAt(organization, row));
  const all = members === 1 ? `The only member of ${group} is` : `All ${members} members of ${group} are`;
  return noticed(organization, row, {
    cause: "user-disabled",
    pairs,
    summary: `${all} disabled, so nobody can use ${grantWords(organization, pairs)} through this group.`,
    todo: `Enable the members of ${group}, add active members, or delete its assignments`,
    risk: "medium",
    steps: [adviceOf("user-disabled"), "If nobody needs the access any more, delete the group's assignments."],
  });
}

function disabled(organization: ScannedOrganization, row: PrincipalRow, pairs: readonly ScannedPair[]): Finding {
  const user = principalWords(principalAt(organization, row));
  return noticed(organization, row, {
    cause: "user-disabled",
    pairs,
    summary: `${user} is disabled and cannot sign in, but still has ${grantWords(organization, pairs)}. Enabling the user restores all of it.`,
    todo: `Enable ${user}, or delete the assignments`,
    risk: "medium",
    steps: [
      adviceOf("user-disabled"),
      "If the user is not to return, delete the assignments so that the access does not come back with the user.",
    ],
  });
}

function direct(organization: ScannedOrganization, row: PrincipalRow, pairs: readonly ScannedPair[]): Finding {
  const user = principalWords(principalAt(organization, row));
  return noticed(organization, row, {
    cause: "direct-grant",
    pairs,
    title: "Assigned to a user instead of a group",
    summary: `${user} has ${grantWords(organization, pairs)} directly. This access stays when the person moves to another team.`,
    todo: `Give ${user} the access through a group`,
    risk: "low",
    steps: [
      "Assign a group that the person is a member of, check that the portal shows the access, and only then delete the direct assignment. The role keeps its name as long as one assignment is left.",
    ],
  });
}
