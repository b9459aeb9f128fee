/** Assignments whose principal is gone, empty, disabled, or a person instead of a group. */
import { USER } from "../../../facts/organization/columns.ts";
import { rowsOf } from "../../../facts/organization/compressed-rows.ts";
import { isGroup } from "../../../facts/organization/judgement.ts";
import { isOrphan } from "../../../facts/organization/who-can.ts";
import type { Change } from "../../../model/change.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import type { Finding } from "../../../model/finding.ts";
import { listed } from "../../path/names.ts";
import {
  accountOf,
  accountWords,
  affectedUsers,
  grantOf,
  nobody,
  principalAt,
  principalWords,
  type ScannedOrganization,
  setOf,
} from "../organization.ts";
import { pairsOf, type ScannedPair } from "../pairs.ts";
import { finding, type Rule } from "../rule.ts";

/** Facts A3, A5, A7, E16; direct grants: AWS recommends groups (IAM Identity Center User Guide, useraccess). */
export const principals: Rule = {
  finds: ["principal-deleted", "group-empty", "user-disabled", "direct-grant"],
  find: (organization) =>
    [...grantsByPrincipal(organization)].flatMap(([row, pairs]) => ofPrincipal(organization, row, pairs)),
};

function grantsByPrincipal(organization: ScannedOrganization): ReadonlyMap<number, readonly ScannedPair[]> {
  const grants = new Map<number, ScannedPair[]>();
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
  row: number,
  pairs: readonly ScannedPair[],
): readonly Finding[] {
  const { facts } = organization;
  if (isOrphan(facts, row)) return [deleted(organization, row, pairs)];
  if (isGroup(facts, row)) return isKnownEmpty(organization, row) ? [empty(organization, row, pairs)] : [];
  if (facts.columns.principals.kinds[row] !== USER) return [];
  return facts.columns.principals.disabled[row] === 1
    ? [disabled(organization, row, pairs)]
    : [direct(organization, row, pairs)];
}

function isKnownEmpty({ facts }: ScannedOrganization, row: number): boolean {
  const { gaps, members } = facts;
  const mayHide =
    gaps.members.has(row) || gaps.principals.has(row) || gaps.groupsOf.size > 0 || gaps.lists.has("users");
  return rowsOf(members, row).length === 0 && !mayHide && !gaps.lists.has("groups");
}

const MOST_NAMED = 3;

/** `ReadOnly in sandbox (111122223333) and 4 more`. */
function grantWords(organization: ScannedOrganization, pairs: readonly ScannedPair[]): string {
  const names = pairs
    .slice(0, MOST_NAMED)
    .map(
      ({ accountId, permissionSetArn }) =>
        `${setOf(organization, permissionSetArn).name} in ${accountWords(accountOf(organization, accountId))}`,
    );
  return listed(pairs.length > MOST_NAMED ? [...names, `${pairs.length - MOST_NAMED} more`] : names);
}

function deleted(organization: ScannedOrganization, row: number, pairs: readonly ScannedPair[]): Finding {
  const principal = principalAt(organization, row);
  const what = principal.type === "USER" ? "user" : "group";
  return finding({
    cause: "principal-deleted",
    severity: "medium",
    title: `Assigned to a ${what} that the directory does not have`,
    summary: `${grantWords(organization, pairs)} ${pairs.length === 1 ? "is" : "are"} assigned to the ${what} ${principal.id}, which was deleted: nobody gets access by it. If the ${what} was made again, it has another id and no access.`,
    subject: { principal },
    affected: nobody,
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
          `It is the last assignment of ${grantWords(organization, last)}: assign whoever should have it first; otherwise the role goes, a later one has another suffix, and EKS access entries, KMS and bucket policies that name the role break.`,
        ];
  const changes = pairs
    .filter((pair) => !last.includes(pair))
    .flatMap(({ accountId, permissionSetArn }): Change[] => {
      const grant = grantOf(organization, accountId, permissionSetArn);
      const principalName = `deleted ${principal.type === "USER" ? "user" : "group"} ${principal.id}`;
      return grant ? [{ kind: "delete-account-assignment", ...grant, principal, principalName }] : [];
    });
  const summary = `Delete the assignments of ${principal.id}, once whoever should have the access has it`;
  const first = "If it was made again under another id, assign that one before: nobody gets access by the old id.";
  return changes.length === 0
    ? { kind: "human", summary, risk: "medium", steps: [first, ...lastWords] }
    : { kind: "api", summary, risk: "low", changes, notes: [first, ...lastWords] };
}

/** What is told of a principal that is there: nothing breaks, and what to do about it is for people to decide. */
interface Notice {
  readonly cause: "group-empty" | "user-disabled" | "direct-grant";
  readonly title: string;
  readonly summary: string;
  readonly todo: string;
  readonly risk: Extract<Remedy, { kind: "human" }>["risk"];
  readonly steps: readonly string[];
}

function noticed(organization: ScannedOrganization, row: number, { todo, risk, steps, ...notice }: Notice): Finding {
  return finding({
    ...notice,
    severity: "low",
    subject: { principal: principalAt(organization, row) },
    affected: notice.cause === "group-empty" ? nobody : affectedUsers(organization, Uint32Array.of(row)),
    remedy: { kind: "human", summary: todo, risk, steps },
  });
}

function empty(organization: ScannedOrganization, row: number, pairs: readonly ScannedPair[]): Finding {
  const group = principalWords(principalAt(organization, row));
  return noticed(organization, row, {
    cause: "group-empty",
    title: "A group with access, but without members",
    summary: `${group} has ${grantWords(organization, pairs)}, and no members: nobody uses it, and whoever is added gets all of it.`,
    todo: `Add the members of ${group}, or take its assignments away`,
    risk: "low",
    steps: [
      "If it comes from an identity provider, look there whether its members are synced: nested groups are not.",
      "If nobody needs it any more, delete its assignments.",
    ],
  });
}

function disabled(organization: ScannedOrganization, row: number, pairs: readonly ScannedPair[]): Finding {
  const user = principalWords(principalAt(organization, row));
  return noticed(organization, row, {
    cause: "user-disabled",
    title: "A disabled user still has assignments",
    summary: `${user} is disabled and cannot sign in, but keeps ${grantWords(organization, pairs)}: enabling the user revives all of it.`,
    todo: `Enable ${user}, or take the assignments away`,
    risk: "medium",
    steps: [
      "If the person should work again, enable the user where users are managed (identity provider, Active Directory, or the console: Users, Enable user access).",
      "If not, delete the assignments, so that nothing comes back with the user.",
    ],
  });
}

function direct(organization: ScannedOrganization, row: number, pairs: readonly ScannedPair[]): Finding {
  const user = principalWords(principalAt(organization, row));
  return noticed(organization, row, {
    cause: "direct-grant",
    title: "Assigned to a person instead of a group",
    summary: `${user} has ${grantWords(organization, pairs)} directly: such access stays when the person changes the team.`,
    todo: `Give ${user} the access through a group`,
    risk: "low",
    steps: [
      "Assign a group that the person is a member of, see that the portal shows it, and only then delete the person's own assignment: the role keeps its name as long as one assignment is left.",
    ],
  });
}
