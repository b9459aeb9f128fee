/** A saved organization document as a `Reader`: the same questions, answered from the snapshot, with the snapshot as evidence. */
import type { AccountFacts } from "../../facts/grant/grant-facts.ts";
import type { Region } from "../../model/ids.ts";
import { aliasOf } from "../../model/organization-document/account-alias.ts";
import type { Account, OrganizationDocument, RequestRecord } from "../../model/organization-document/document.ts";
import { unread } from "../../model/reading.ts";
import { reservedRoleArn } from "../../model/reserved-role.ts";
import type { Reader, RequestDetails } from "../reader.ts";
import { documentAdditionalReader } from "./additional.ts";
import { directoryReads } from "./directory-reads.ts";
import { grantReads } from "./grant-reads.ts";
import { snapshotAdditionalReader } from "./snapshot-additional.ts";
import { type DocumentSource, openDocument } from "./source.ts";

/** @param region where the question is asked; without it the instance's own. */
export function createDocumentReader(document: OrganizationDocument, region?: string): Reader {
  const source = openDocument(document, region);
  const { gaps, accounts, answer, found, log } = source;
  return {
    ...(document.coverage
      ? snapshotAdditionalReader(document, { found, answer, gaps })
      : documentAdditionalReader(document, answer)),
    ...directoryReads(source),
    ...grantReads(source),
    ...requestReads(source),
    region: source.region,
    takenAt: document.takenAt,
    isUndated: document.isUndated,
    callerIdentity: () => Promise.resolve(unread("a saved document has no caller")),
    organization: () =>
      answer(
        "DescribeOrganization",
        {},
        {
          id: document.organization.id,
          managementAccountId: document.organization.managementAccountId,
        },
      ),
    instances: (where) => answer("ListInstances", { region: where }, instancesIn(document, where)),
    otherRegions: () => otherRegions(document, source.region),
    useHomeRegion: () => undefined,
    account: (accountId) => {
      const row = accounts.get(accountId);
      return found(
        "DescribeAccount",
        { accountId },
        row ? accountFacts(row, document) : null,
        gaps.ofAccount(accountId),
      );
    },
    accounts: () => {
      const rows = document.accounts.map((row) => accountFacts(row, document));
      return answer("ListAccounts", {}, rows, gaps.ofAccounts());
    },
    rememberedAccounts: () => [],
    accountsAtHand: () => document.accounts.map(({ id, name }) => ({ id, name })),
    portal: () => Promise.resolve(unread("a saved document has no portal")),
    evidence: log.evidence,
    calls: log.summary,
  };
}

const accountFacts = (account: Account, { organization }: OrganizationDocument): AccountFacts => ({
  id: account.id,
  name: account.name,
  email: account.email,
  alias: aliasOf(account),
  state: account.state,
  managementAccountId: organization.managementAccountId,
  organizationId: organization.id,
});

type RequestReader = Pick<Reader, "requestRows" | "request" | "reservedRole">;

function requestReads({ document, relations, gaps, sets, answer, found }: DocumentSource): RequestReader {
  return {
    requestRows: (_instance, ledger, status) =>
      answer(
        "ListRequests",
        { ledger, status },
        document.requests.filter((request) => request.kind === ledger && request.status === status),
        gaps.ofRequests(ledger),
      ),
    request: (_instance, ledger, id) => {
      const request = document.requests.find((one) => one.id === id);
      return found("DescribeRequest", { id }, request ? requestDetails(request) : null, gaps.ofRequests(ledger));
    },
    reservedRole: (accountId, name) => {
      if (document.coverage?.neverAsked?.includes("account-roles"))
        return Promise.resolve(unread("a snapshot of the organization holds nothing of IAM in the accounts"));
      const role = (relations.rolesOfAccount.get(accountId) ?? []).find(
        ({ permissionSetArn, isRolePresent }) => isRolePresent && sets.get(permissionSetArn)?.name === name,
      );
      const arn = role && reservedRoleArn(accountId, document.instance?.primaryRegion ?? "us-east-1", role.roleName);
      return answer("ListRoles", { accountId }, role && arn ? { roleName: role.roleName, arn } : null);
    },
  };
}

function instancesIn({ instance }: OrganizationDocument, region: Region) {
  if (!instance || ![instance.primaryRegion, ...instance.additionalRegions].includes(region)) return [];
  const { arn, identityStoreId, ownerAccountId, status, statusReason } = instance;
  return [{ arn, identityStoreId, ownerAccountId, status, statusReason, region: instance.primaryRegion }];
}

function otherRegions({ instance }: OrganizationDocument, asked: Region): readonly Region[] {
  return instance && instance.primaryRegion !== asked ? [instance.primaryRegion] : [];
}

function requestDetails(request: RequestRecord): RequestDetails {
  const { id, status, createdAt, failureReason, accountId, permissionSetArn } = request;
  return {
    id,
    status,
    createdAt,
    failureReason,
    accountId,
    permissionSetArn,
    principal: "principal" in request ? request.principal : undefined,
  };
}
