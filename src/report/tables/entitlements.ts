/** The tables of account access manager: who is entitled to which role, and whom that reaches. */
import type { TrustJudge } from "../../diagnosis/families/entitled-role.ts";
import { rowsOf } from "../../facts/organization/compressed-rows.ts";
import { entitledPaths } from "../../facts/organization/entitled-access.ts";
import type { OrganizationFacts } from "../../facts/organization/facts.ts";
import { allOf, isGroup } from "../../facts/organization/judgement.ts";
import { ABSENT, type PrincipalRow, type RoleRow, rowAt } from "../../facts/organization/rows.ts";
import type { ExportedTable } from "../../model/table.ts";
import { idOf, idOrNull, text, textOrNull } from "./column.ts";

const ROLE = [idOf("accounts", "account_id"), text("role_arn")] as const;

const roleAt = ({ columns: { accounts, roles } }: OrganizationFacts, role: RoleRow) =>
  [accounts.ids[roles.accounts[role] ?? ABSENT] ?? "", roles.arns[role] ?? ""] as const;

const applicationAt = ({ columns: { applications, roles } }: OrganizationFacts, role: RoleRow): string =>
  applications.arns[roles.applications[role] ?? ABSENT] ?? "";

const idAt = ({ columns }: OrganizationFacts, principal: PrincipalRow): string =>
  columns.principals.ids[principal] ?? "";

/** One of `user_id` and `group_id` is null. */
export const entitlementsTable = (facts: OrganizationFacts): ExportedTable => ({
  name: "entitlements",
  columns: [
    ...ROLE,
    text("application_arn"),
    text("principal_type"),
    idOrNull("users", "user_id"),
    idOrNull("groups", "group_id"),
  ],
  key: [],
  indexes: [["role_arn"], ["user_id"], ["group_id"]],
  isLarge: false,
  rows: function* () {
    for (let at = 0; at < facts.columns.roles.arns.length; at += 1) {
      const role = rowAt<RoleRow>(at);
      const fixed = [...roleAt(facts, role), applicationAt(facts, role)];
      for (const principal of rowsOf(facts.entitled.principals, role)) {
        const id = idAt(facts, principal);
        yield isGroup(facts, principal) ? [...fixed, "GROUP", null, id] : [...fixed, "USER", id, null];
      }
    }
  },
});

/** One row for each way to a role; `can`, `stage` and `reason` are those of who-can and what-can. */
export const effectiveEntitlementsTable = (facts: OrganizationFacts, judge: TrustJudge): ExportedTable => ({
  name: "effective_entitlements",
  columns: [
    idOf("users", "user_id"),
    ...ROLE,
    text("via"),
    idOrNull("groups", "group_id"),
    text("can"),
    textOrNull("stage"),
    textOrNull("reason"),
  ],
  key: [],
  indexes: [["user_id"], ["role_arn"]],
  isLarge: true,
  rows: function* () {
    for (const { user, role, group, judgement } of entitledPaths(facts)) {
      const [accountId, roleArn] = roleAt(facts, role);
      const judged = allOf(judgement, judge({ applicationArn: applicationAt(facts, role), roleArn }));
      const path = group === null ? (["direct", null] as const) : (["group", idAt(facts, group)] as const);
      const why = judged.answer === "yes" ? ([null, null] as const) : ([judged.stage, judged.reason] as const);
      yield [idAt(facts, user), accountId, roleArn, ...path, judged.answer, ...why];
    }
  },
});
