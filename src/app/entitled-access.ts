/** The second road in the answers of `who-can` and `what-can`: entitlements of account access manager. */
import { type TrustJudge, trustJudge } from "../diagnosis/families/entitled-role.ts";
import { judgeEntitled, roleAccess, type UserEntitlement } from "../facts/organization/entitled-access.ts";
import { gapsOfRole } from "../facts/organization/entitled-gaps.ts";
import type { OrganizationFacts } from "../facts/organization/facts.ts";
import { allOf } from "../facts/organization/judgement.ts";
import { ABSENT, type RoleRow, type UserRow } from "../facts/organization/rows.ts";
import type { Gap } from "../model/coverage.ts";
import type { EntitledOrphan, EntitledRow } from "../model/effective-access.ts";
import { UNKNOWN_TENANT } from "../model/organization-document/account-access.ts";
import { accountAccessPortalUrl } from "../model/organization-document/complete-account-access.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { accountOf, orphanedPrincipal, roleOf, userOf, viaOf } from "./access-names.ts";

interface EntitledInAccount {
  readonly rows: readonly EntitledRow[];
  readonly orphans: readonly EntitledOrphan[];
  /** Users who can. */
  readonly users: readonly UserRow[];
  readonly gaps: readonly Gap[];
}

/** Everybody who is entitled to the roles. */
export function entitledInAccount(
  document: OrganizationDocument,
  facts: OrganizationFacts,
  roles: readonly RoleRow[],
): EntitledInAccount {
  const judge = trustJudge(document);
  const found = roles.map((role) => {
    const { account, users, shutOut, unknownUsers, orphans } = roleAccess(facts, role);
    const present = [...users, ...unknownUsers, ...shutOut.filter((user) => !orphans.includes(user))];
    const rows = present.map((user) => ({
      user,
      row: entitledRow(facts, judge, { user, role, account, ...judgeEntitled(facts, user, role) }),
    }));
    const where = { account: accountOf(facts, account), role: roleOf(facts, role) };
    return {
      rows,
      orphans: orphans.map((principal) => ({ principal: orphanedPrincipal(facts, principal), ...where })),
      gaps: gapsOfRole(facts, role),
    };
  });
  const rows = found.flatMap((one) => one.rows);
  return {
    rows: rows.map(({ row }) => row),
    orphans: found.flatMap(({ orphans }) => orphans),
    users: rows.flatMap(({ user, row }) => (row.can === "yes" ? [user] : [])),
    gaps: found.flatMap(({ gaps }) => gaps),
  };
}

/** One published row. */
export function entitledRow(
  facts: OrganizationFacts,
  judge: TrustJudge,
  { user, role, account, judgement, via }: UserEntitlement & { readonly user: UserRow },
): EntitledRow {
  const { roles, applications } = facts.columns;
  const application = roles.applications[role] ?? ABSENT;
  const applicationArn = applications.arns[application] ?? "";
  const { arn: roleArn, name } = roleOf(facts, role);
  const judged = allOf(judgement, judge({ applicationArn, roleArn }));
  return {
    user: userOf(facts, user),
    account: accountOf(facts, account),
    role: { arn: roleArn, name },
    portal: portalOf(applicationArn, applications.tenantIds[application]),
    can: judged.answer,
    stage: judged.answer === "yes" ? null : judged.stage,
    reason: judged.answer === "yes" ? null : judged.reason,
    via: via.map((principal) => viaOf(facts, user, principal)),
  };
}

/** Facts AAM3. */
const portalOf = (applicationArn: string, tenantId: string | undefined): string | null =>
  tenantId === undefined || tenantId === UNKNOWN_TENANT
    ? null
    : accountAccessPortalUrl(tenantId, applicationArn.split(":")[3] ?? "");

/** What a document does not tell of account access manager, in words. */
export function entitlementsNotExamined({ coverage, entitlements }: OrganizationDocument): readonly string[] {
  if (!coverage) return [];
  if (!coverage.entitlementWalk)
    return [
      "account access manager: whether it entitles somebody to a role (only the management account and its delegated administrator see that)",
    ];
  return entitlements.length > 0 && coverage.neverAsked?.includes("account-roles")
    ? [
        "role session: whether each entitled role exists and trusts account access manager (why --audit-role looks at it)",
      ]
    : [];
}
