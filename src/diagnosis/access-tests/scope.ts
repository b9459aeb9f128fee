/** What an expectation is about, as rows of the organization, and the notes that its walks take. */

import type { OrganizationFacts } from "../../facts/organization/facts.ts";
import type { AccountRow, GroupRow, PrincipalRow, RoleRow, SetRow, UserRow } from "../../facts/organization/rows.ts";
import type { Deviation } from "../../model/access-test.ts";
import type { NamedRole } from "../../model/effective-access.ts";

/** Rows of the columns' tables. */
export interface Scope {
  readonly facts: OrganizationFacts;
  readonly users: ReadonlySet<UserRow>;
  /** Of a group expectation: the groups, whose own assignments count too. */
  readonly groups: readonly GroupRow[];
  readonly accounts: readonly AccountRow[];
  readonly sets: readonly SetRow[];
}

/** Deviations that one test tells of. */
export const MOST_DEVIATIONS = 20;

export interface Notes {
  readonly against: Deviation[];
  readonly open: Deviation[];
  /** No more can be noted that would change the outcome: the walk may end. */
  readonly isFull: () => boolean;
  readonly note: (found: Found) => void;
}

export interface Found {
  readonly who: PrincipalRow | undefined;
  readonly kind: "user" | "group";
  readonly account: AccountRow;
  /** A role that nobody is entitled to in the account has no row. */
  readonly set?: SetRow;
  readonly role?: RoleRow;
  readonly found: Deviation["found"];
  readonly reason?: string;
  readonly via?: readonly PrincipalRow[];
}

/** One more than are told is kept, so that a cut can be seen. */
export function takeNotes({ columns }: OrganizationFacts): Notes {
  const against: Deviation[] = [];
  const open: Deviation[] = [];
  return {
    against,
    open,
    isFull: () => against.length > MOST_DEVIATIONS,
    note: (found) => {
      const list = found.found === "unknown" ? open : against;
      if (list.length <= MOST_DEVIATIONS) list.push(deviationOf(columns, found));
    },
  };
}

function deviationOf(
  { principals, accounts, permissionSets, roles }: OrganizationFacts["columns"],
  { who, kind, account, set, role, found, reason, via }: Found,
): Deviation {
  return {
    who: who === undefined ? null : { kind, id: principals.ids[who] ?? "", name: principals.names[who] || null },
    account: { id: accounts.ids[account] ?? "", name: accounts.names[account] || null },
    permissionSet:
      set === undefined ? null : { arn: permissionSets.arns[set] ?? "", name: permissionSets.names[set] || null },
    role: role === undefined ? null : namedRole(roles.arns[role] ?? ""),
    found,
    reason: reason ?? null,
    via: (via ?? []).map((principal) =>
      principal === who ? "direct" : principals.names[principal] || (principals.ids[principal] ?? ""),
    ),
  };
}

const namedRole = (arn: string): NamedRole => ({ arn, name: arn.slice(arn.lastIndexOf("/") + 1) });
