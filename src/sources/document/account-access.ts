/** Reads of account access manager, answered from a saved organization document. */
import { certain, parseAccountId } from "../../model/ids.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { Reading } from "../../model/reading.ts";
import type { AdditionalReader } from "../additional-reader.ts";

export type Answer = <T>(operation: string, input: Readonly<Record<string, unknown>>, value: T) => Promise<Reading<T>>;

type AccountAccessReader = Pick<
  AdditionalReader,
  "accountAccessApplications" | "accountAccessState" | "entitlementsOf" | "trustPolicy"
>;

export function accountAccessReads(document: OrganizationDocument, answer: Answer): AccountAccessReader {
  const { accountAccessApplications: applications, accounts } = document;
  return {
    accountAccessApplications: () =>
      answer(
        "ListApplications",
        {},
        applications.map(({ arn, tenantId }) => ({ arn, tenantId })),
      ),
    accountAccessState: (applicationArn) => {
      const found = applications.find(({ arn }) => arn === applicationArn);
      return answer(
        "GetApplication",
        { applicationArn },
        found ? { status: found.status, error: found.error?.message } : null,
      );
    },
    entitlementsOf: ({ applicationArn, principal, accountId }) => {
      const rows = document.entitlements
        .filter((row) => row.applicationArn === applicationArn && row.principal.id === principal.id)
        .map(({ id, roleArn }) => {
          const account = certain(parseAccountId(roleArn.split(":")[4] ?? ""));
          const accountName = accounts.find((one) => one.id === account)?.name;
          return { id, roleArn, principal, accountId: account, accountName };
        });
      const within = rows.filter((row) => accountId === undefined || row.accountId === accountId);
      return answer("ListEntitlements", { applicationArn, principal, accountId }, within);
    },
    trustPolicy: (accountId, roleArn) => {
      const roles = accounts.find(({ id }) => id === accountId)?.iam?.roles ?? [];
      const role = roles.find(({ name, path }) => roleArn === `arn:aws:iam::${accountId}:role${path}${name}`);
      return answer("GetRole", { roleArn }, role?.trustPolicy ?? null);
    },
  };
}
