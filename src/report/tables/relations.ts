/** The tables of memberships, assignments, provisioned sets, effective access and gaps. */

import { accessPaths } from "../../facts/organization/access-paths.ts";
import { OUTDATED, ROLE_PRESENT } from "../../facts/organization/columns.ts";
import { rowsOf } from "../../facts/organization/compressed-rows.ts";
import type { OrganizationFacts } from "../../facts/organization/facts.ts";
import { isGroup } from "../../facts/organization/judgement.ts";
import { PROVISIONED } from "../../facts/organization/pairs.ts";
import {
  ABSENT,
  type AccountRow,
  type PairRow,
  type PrincipalRow,
  rowAt,
  type SetRow,
} from "../../facts/organization/rows.ts";
import type { Gap, UnreadPart } from "../../model/coverage.ts";
import type { Cell, ExportedTable } from "../../model/table.ts";
import { idOf, idOrNull, text, textOrNull } from "./column.ts";

const SMALL = { isLarge: false, indexes: [] } as const;
const GRANT = [idOf("accounts", "account_id"), idOf("permission_sets", "permission_set_arn")] as const;

const idAt = ({ columns }: OrganizationFacts, principal: PrincipalRow): string =>
  columns.principals.ids[principal] ?? "";

const grantAt = ({ columns: { accounts, permissionSets } }: OrganizationFacts, account: AccountRow, set: SetRow) =>
  [accounts.ids[account] ?? "", permissionSets.arns[set] ?? ""] as const;

export const membershipsTable = (facts: OrganizationFacts): ExportedTable => ({
  ...SMALL,
  name: "memberships",
  columns: [idOf("groups", "group_id"), idOf("users", "user_id")],
  key: ["group_id", "user_id"],
  indexes: [["user_id"]],
  rows: function* () {
    for (let at = 0; at < facts.columns.principals.ids.length; at += 1) {
      const group = rowAt<PrincipalRow>(at);
      if (!isGroup(facts, group)) continue;
      for (const user of rowsOf(facts.members, group)) yield [idAt(facts, group), idAt(facts, user)];
    }
  },
});

/** One of `user_id` and `group_id` is null. */
export const assignmentsTable = (facts: OrganizationFacts): ExportedTable => ({
  ...SMALL,
  name: "assignments",
  columns: [...GRANT, text("principal_type"), idOrNull("users", "user_id"), idOrNull("groups", "group_id")],
  key: [],
  indexes: [["account_id", "permission_set_arn"], ["user_id"], ["group_id"]],
  rows: function* () {
    const { pairs } = facts;
    for (let at = 0; at < pairs.accounts.length; at += 1) {
      const pair = rowAt<PairRow>(at);
      const grant = grantAt(facts, pairs.accounts[pair] ?? ABSENT, pairs.permissionSets[pair] ?? ABSENT);
      for (const principal of rowsOf(pairs.principals, pair)) {
        const id = idAt(facts, principal);
        yield isGroup(facts, principal) ? [...grant, "GROUP", null, id] : [...grant, "USER", id, null];
      }
    }
  },
});

/** A snapshot of AWS does not look into the accounts: there, whether the role is present is unknown. */
export const provisionedTable = (facts: OrganizationFacts): ExportedTable => ({
  ...SMALL,
  name: "provisioned",
  columns: [...GRANT, text("freshness"), text("role_present")],
  key: ["account_id", "permission_set_arn"],
  indexes: [["permission_set_arn"]],
  rows: function* () {
    const { pairs, columns } = facts;
    const areRolesUnseen = columns.coverage?.neverAsked?.includes("account-roles") === true;
    for (let at = 0; at < pairs.accounts.length; at += 1) {
      const pair = rowAt<PairRow>(at);
      const flags = pairs.flags[pair] ?? 0;
      if ((flags & PROVISIONED) === 0) continue;
      const role = (flags & ROLE_PRESENT) !== 0 ? "yes" : "no";
      yield [
        ...grantAt(facts, pairs.accounts[pair] ?? ABSENT, pairs.permissionSets[pair] ?? ABSENT),
        (flags & OUTDATED) !== 0 ? "outdated" : "latest",
        areRolesUnseen ? "unknown" : role,
      ];
    }
  },
});

/** One row for each way to a grant; `can`, `stage` and `reason` are those of who-can and what-can. */
export const effectiveAccessTable = (facts: OrganizationFacts): ExportedTable => ({
  name: "effective_access",
  columns: [
    idOf("users", "user_id"),
    ...GRANT,
    text("via"),
    idOrNull("groups", "group_id"),
    text("can"),
    textOrNull("stage"),
    textOrNull("reason"),
  ],
  key: [],
  indexes: [["user_id"], ["account_id", "permission_set_arn"]],
  isLarge: true,
  rows: function* () {
    for (const { user, account, permissionSet, group, judgement } of accessPaths(facts)) {
      const [accountId, arn] = grantAt(facts, account, permissionSet);
      const path = group === null ? (["direct", null] as const) : (["group", idAt(facts, group)] as const);
      const why = judgement.answer === "yes" ? ([null, null] as const) : ([judgement.stage, judgement.reason] as const);
      yield [idAt(facts, user), accountId, arn, ...path, judgement.answer, ...why];
    }
  },
});

/** What could not be read, and which call and permission would tell: whoever counts rows must look here first. */
export const gapsTable = ({ gaps: { gaps } }: OrganizationFacts): ExportedTable => ({
  ...SMALL,
  name: "gaps",
  columns: [
    text("part"),
    idOrNull("accounts", "account_id"),
    idOrNull("permission_sets", "permission_set_arn"),
    idOrNull("users", "user_id"),
    idOrNull("groups", "group_id"),
    text("service"),
    text("operation"),
    text("permission"),
    text("kind"),
    text("message"),
  ],
  key: [],
  rows: () => gaps.map(gapRow),
});

const gapRow = ({ part, failure: { service, operation, permission, kind, message } }: Gap): Cell[] => [
  part.kind,
  "accountId" in part ? part.accountId : null,
  "permissionSetArn" in part ? part.permissionSetArn : null,
  principalIn(part, "USER"),
  principalIn(part, "GROUP"),
  service,
  operation,
  permission,
  kind,
  message,
];

function principalIn(part: UnreadPart, type: "USER" | "GROUP"): string | null {
  if ("principal" in part) return part.principal.type === type ? part.principal.id : null;
  if ("userId" in part) return type === "USER" ? part.userId : null;
  if ("groupId" in part) return type === "GROUP" ? part.groupId : null;
  return null;
}
