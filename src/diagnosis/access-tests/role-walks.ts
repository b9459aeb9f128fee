/** The two walks of access tests over entitled roles: everybody named must be able to take them, or nobody named may be. */
import { hasRow } from "../../facts/organization/compressed-rows.ts";
import { judgeEntitled, judgeRole, rolesOfAccount } from "../../facts/organization/entitled-access.ts";
import { allOf, type Judgement } from "../../facts/organization/judgement.ts";
import { ABSENT, type AccountRow, type RoleRow } from "../../facts/organization/rows.ts";
import type { TrustJudge } from "../families/entitled-role.ts";
import type { Notes, Scope } from "./scope.ts";
import type { Allowed } from "./walks.ts";

export interface RoleScope extends Omit<Scope, "sets"> {
  /** Of all accounts: those of the scope's accounts count. */
  readonly roles: readonly RoleRow[];
  readonly judge: TrustJudge;
}

/** Notes everybody of the scope who cannot take a role of the words in one of the accounts. */
export function noteWhoCannotTake(scope: RoleScope, notes: Notes): void {
  const { facts, users, groups, accounts } = scope;
  for (const account of accounts) {
    const roles = rolesIn(scope, account);
    for (const who of [...groups, ...users]) {
      const kind = groups.some((group) => group === who) ? "group" : "user";
      if (roles.length === 0)
        notes.note({ who, kind, account, found: "cannot", reason: "nobody is entitled to such a role there" });
    }
    for (const role of roles) {
      for (const group of groups)
        if (!hasRow(facts.entitled.principals, role, group))
          notes.note({
            who: group,
            kind: "group",
            account,
            role,
            found: "cannot",
            reason: "the group itself is not entitled",
          });
      for (const user of users) {
        if (notes.isFull()) return;
        const { judgement, via } = judgeEntitled(facts, user, role);
        const judged = allOf(judgement, trustOf(scope, role));
        if (judged.answer === "yes") continue;
        const found = judged.answer === "no" ? "cannot" : "unknown";
        notes.note({ who: user, kind: "user", account, role, found, reason: judged.reason, via });
      }
    }
  }
}

/** Notes everybody in the scope who can take such a role and is not allowed to; with `areOwnNoted`, groups that are entitled themselves. */
export function noteWhoCanTake(
  scope: RoleScope,
  { areOwnNoted, users: allowed, isOpen }: Allowed & { readonly areOwnNoted: boolean },
  notes: Notes,
): void {
  const { facts, accounts, groups } = scope;
  const outsiders = [...scope.users].filter((user) => !allowed.has(user));
  for (const account of accounts)
    for (const role of rolesIn(scope, account)) {
      if (notes.isFull()) return;
      if (areOwnNoted)
        for (const group of groups)
          if (hasRow(facts.entitled.principals, role, group))
            notes.note({ who: group, kind: "group", account, role, found: "assigned" });
      if (allOf(judgeRole(facts, role), trustOf(scope, role)).answer === "no") continue;
      for (const user of outsiders) {
        const { judgement, via } = judgeEntitled(facts, user, role);
        const judged = allOf(judgement, trustOf(scope, role));
        if (judged.answer === "no") continue;
        const row = { who: user, kind: "user", account, role, via } as const;
        if (judged.answer === "unknown") notes.note({ ...row, found: "unknown", reason: judged.reason });
        else if (isOpen)
          notes.note({ ...row, found: "unknown", reason: "the members of an allowed group could not be read" });
        else notes.note({ ...row, found: "can" });
      }
    }
}

const rolesIn = ({ facts, roles }: RoleScope, account: AccountRow): readonly RoleRow[] =>
  rolesOfAccount(facts, account).filter((role) => roles.includes(role));

function trustOf({ facts, judge }: RoleScope, role: RoleRow): Judgement {
  const { roles, applications } = facts.columns;
  const applicationArn = applications.arns[roles.applications[role] ?? ABSENT] ?? "";
  return judge({ applicationArn, roleArn: roles.arns[role] ?? "" });
}
