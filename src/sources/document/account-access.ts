/** Reads of account access manager, answered from a saved organization document. */
import { certain, parseAccountId } from "../../model/ids.ts";
import { customerRoleArn } from "../../model/organization-document/account-iam.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { ReadFailure, Reading } from "../../model/reading.ts";
import type { AdditionalReader } from "../additional-reader.ts";
import type { Gaps } from "./gaps.ts";

export type Answer = <T>(
  operation: string,
  input: Readonly<Record<string, unknown>>,
  value: T,
  gap?: ReadFailure,
) => Promise<Reading<T>>;

type AccountAccessReader = Pick<
  AdditionalReader,
  "accountAccessApplications" | "accountAccessState" | "entitlementsOf" | "entitledRole"
>;

export function accountAccessReads(document: OrganizationDocument, answer: Answer, gaps: Gaps): AccountAccessReader {
  const { accountAccessApplications: applications, accounts } = document;
  return {
    accountAccessApplications: () =>
      answer(
        "ListApplications",
        {},
        applications.map(({ arn, tenantId }) => ({ arn, tenantId })),
        gaps.ofApplications(),
      ),
    accountAccessState: (applicationArn) => {
      const found = applications.find(({ arn }) => arn === applicationArn);
      return answer(
        "GetApplication",
        { applicationArn },
        found ? { status: found.status, error: found.error?.message } : null,
        gaps.ofApplicationStatus(),
      );
    },
    entitlementsOf: ({ applicationArn, principal, accountId }) => {
      const rows = document.entitlements
        .filter((row) => row.applicationArn === applicationArn && (!principal || row.principal.id === principal.id))
        .map(({ id, roleArn, principal: entitled, createdAt }) => {
          const account = certain(parseAccountId(roleArn.split(":")[4] ?? ""));
          const accountName = accounts.find((one) => one.id === account)?.name;
          return { id, roleArn, principal: entitled, accountId: account, accountName, createdAt };
        });
      const within = rows.filter((row) => accountId === undefined || row.accountId === accountId);
      const gap = gaps.ofEntitlements({ principal, accountId });
      return answer("ListEntitlements", { applicationArn, principal, accountId }, within, gap);
    },
    entitledRole: (accountId, roleArn) => {
      const roles = accounts.find(({ id }) => id === accountId)?.iam?.roles ?? [];
      const role = roles.find((one) => roleArn === customerRoleArn(accountId, one));
      return answer("GetRole", { roleArn }, role ? { trustPolicy: role.trustPolicy, template: role.template } : null);
    },
  };
}
