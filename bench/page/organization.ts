/** What the page is measured with: 2,000 people in 500 accounts, and 100,000 findings about them. */
import type { Finding, Findings, Severity } from "../../src/model/finding.ts";
import { FINDINGS_SCHEMA } from "../../src/model/finding.ts";
import { certain, parseAccountId, parsePermissionSetArn } from "../../src/model/ids.ts";
import type { OrganizationDocument } from "../../src/model/organization-document/document.ts";
import { generateOrganization } from "../organization/generator.ts";
import { SEED } from "../organization/seed.ts";

export const FINDINGS = 100_000;

export const mappedOrganization = (): OrganizationDocument =>
  generateOrganization(
    {
      accounts: 500,
      permissionSets: 60,
      provisionedPairs: 6000,
      users: 2000,
      groups: 200,
      memberships: 12_000,
      assignments: 9000,
    },
    SEED,
  );

const CAUSES = ["outdated", "not-provisioned", "role-missing", "direct-grant", "group-empty"] as const;
const SEVERITIES: readonly Severity[] = ["high", "medium", "low"];

/** As a scan gives them. */
export function manyFindings({ takenAt, accounts, permissionSets, users }: OrganizationDocument): Findings {
  const findings = Array.from({ length: FINDINGS }, (_, at): Finding => {
    const account = accounts[at % accounts.length];
    const set = permissionSets[(at * 7) % permissionSets.length];
    const user = users[(at * 13) % users.length];
    const cause = CAUSES[at % CAUSES.length] ?? "outdated";
    return {
      key: `${cause} ${at}`,
      cause,
      severity: SEVERITIES[at % SEVERITIES.length] ?? "low",
      confidence: "proved",
      title: `Title of ${cause}`,
      summary: `${cause} of ${account?.name}`,
      subject: {
        ...(account && { account: { id: certain(parseAccountId(account.id)), name: account.name } }),
        ...(set && { permissionSet: { arn: certain(parsePermissionSetArn(set.arn)), name: set.name } }),
        ...(user && { principal: { type: "USER", id: user.id, name: user.userName } }),
      },
      affected: { users: (at * 31) % 400, sample: [] },
      remedy: { kind: "human", summary: "Look at it", risk: "low", steps: [] },
    };
  });
  return {
    schema: FINDINGS_SCHEMA,
    takenAt,
    collectedAt: takenAt,
    refreshedAt: null,
    findings,
    counts: { high: 0, medium: 0, low: findings.length },
    groups: [],
    affectedUsers: users.length,
    accepted: [],
    scanned: {
      accounts: accounts.length,
      permissionSets: permissionSets.length,
      users: users.length,
      groups: 0,
      assignments: 0,
    },
    blindSpot: null,
    unread: [],
    notExamined: [],
  };
}
