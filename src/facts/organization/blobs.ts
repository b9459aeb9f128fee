/** The columns of an organization as named blobs for the store, and back: what comes from the store is checked like any input. */
import { AccessError } from "../../model/errors.ts";
import { parseAccountId, parseGroupId, parsePermissionSetArn } from "../../model/ids.ts";
import {
  ACCOUNT_ACCESS_APPLICATION_ARN,
  APPLICATION_STATUSES,
  ENTITLED_ROLE_ARN,
} from "../../model/organization-document/account-access.ts";
import { INSTANCE_STATUSES } from "../../model/organization-document/document.ts";
import {
  completeCoverage,
  writtenCoverage,
  writtenFormOfCoverage,
} from "../../model/organization-document/written/coverage.ts";
import {
  bytesBlob,
  integersBlob,
  malformedBlob,
  readBytes,
  readIntegers,
  readTexts,
  textsBlob,
} from "./blob-format.ts";
import {
  type OrganizationColumns,
  OUTDATED,
  PRINCIPAL_KINDS,
  ROLE_MISSING,
  ROLE_PRESENT,
  UNLISTED_ACCOUNT,
} from "./columns.ts";
import { gapIndex } from "./gap-index.ts";
import {
  ABSENT,
  type AccountRow,
  type ApplicationRow,
  asRows,
  type PrincipalRow,
  type RoleRow,
  rowAt,
} from "./rows.ts";

export type Blobs = Readonly<Record<string, Uint8Array>>;

export type ReadColumns =
  | { readonly kind: "ok"; readonly columns: OrganizationColumns }
  | { readonly kind: "invalid"; readonly problem: string };

/** One blob a column, `accounts.ids` and so on; deflating them is the store's work. */
export function columnsToBlobs(columns: OrganizationColumns): Blobs {
  const { instanceStatus, accounts, permissionSets, principals, memberships, provisioned, assignments } = columns;
  const { applications, roles, entitlements, coverage } = columns;
  return {
    instanceStatus: textsBlob(instanceStatus === null ? [] : [instanceStatus]),
    "accounts.ids": textsBlob(accounts.ids),
    "accounts.names": textsBlob(accounts.names),
    "accounts.emails": textsBlob(accounts.emails),
    "accounts.states": bytesBlob(accounts.states),
    "permissionSets.arns": textsBlob(permissionSets.arns),
    "permissionSets.names": textsBlob(permissionSets.names),
    "permissionSets.listed": bytesBlob(permissionSets.listed),
    "principals.ids": textsBlob(principals.ids),
    "principals.names": textsBlob(principals.names),
    "principals.displayNames": textsBlob(principals.displayNames),
    "principals.emails": textsBlob(principals.emails),
    "principals.kinds": bytesBlob(principals.kinds),
    "principals.disabled": bytesBlob(principals.disabled),
    "memberships.groups": integersBlob(memberships.groups),
    "memberships.users": integersBlob(memberships.users),
    "provisioned.accounts": integersBlob(provisioned.accounts),
    "provisioned.permissionSets": integersBlob(provisioned.permissionSets),
    "provisioned.flags": bytesBlob(provisioned.flags),
    "assignments.accounts": integersBlob(assignments.accounts),
    "assignments.permissionSets": integersBlob(assignments.permissionSets),
    "assignments.principals": integersBlob(assignments.principals),
    "applications.arns": textsBlob(applications.arns),
    "applications.tenantIds": textsBlob(applications.tenantIds),
    "applications.statuses": bytesBlob(applications.statuses),
    "roles.arns": textsBlob(roles.arns),
    "roles.applications": integersBlob(roles.applications),
    "roles.accounts": integersBlob(roles.accounts),
    "roles.presence": bytesBlob(roles.presence),
    "entitlements.roles": integersBlob(entitlements.roles),
    "entitlements.principals": integersBlob(entitlements.principals),
    coverage: textsBlob(coverage ? [JSON.stringify(writtenFormOfCoverage(coverage))] : []),
  };
}

/** The columns, or the first thing that is wrong. Every number points into its table and every id has its form. */
export function blobsToColumns(blobs: Blobs): ReadColumns {
  try {
    const columns = readColumns(blobs);
    checkTables(columns);
    checkRelations(columns);
    checkEntitlements(columns);
    gapIndex(columns);
    return { kind: "ok", columns };
  } catch (error) {
    if (error instanceof AccessError || error instanceof RangeError) return { kind: "invalid", problem: error.message };
    throw error;
  }
}

function readColumns(blobs: Blobs): OrganizationColumns {
  const blob = (name: string): Uint8Array => {
    const found = Object.hasOwn(blobs, name) ? blobs[name] : undefined;
    if (!found) throw malformedBlob(`${name} is missing`);
    return found;
  };
  const texts = (name: string) => readTexts(name, blob(name));
  const bytes = (name: string) => readBytes(name, blob(name));
  const integers = <Row extends number>(name: string) => asRows<Row>(readIntegers(name, blob(name)));
  return {
    instanceStatus: instanceStatusOf(texts("instanceStatus")),
    accounts: {
      ids: texts("accounts.ids"),
      names: texts("accounts.names"),
      emails: texts("accounts.emails"),
      states: bytes("accounts.states"),
    },
    permissionSets: {
      arns: texts("permissionSets.arns"),
      names: texts("permissionSets.names"),
      listed: bytes("permissionSets.listed"),
    },
    principals: {
      ids: texts("principals.ids"),
      names: texts("principals.names"),
      displayNames: texts("principals.displayNames"),
      emails: texts("principals.emails"),
      kinds: bytes("principals.kinds"),
      disabled: bytes("principals.disabled"),
    },
    memberships: { groups: integers("memberships.groups"), users: integers("memberships.users") },
    provisioned: {
      accounts: integers("provisioned.accounts"),
      permissionSets: integers("provisioned.permissionSets"),
      flags: bytes("provisioned.flags"),
    },
    assignments: {
      accounts: integers("assignments.accounts"),
      permissionSets: integers("assignments.permissionSets"),
      principals: integers("assignments.principals"),
    },
    applications: {
      arns: texts("applications.arns"),
      tenantIds: texts("applications.tenantIds"),
      statuses: bytes("applications.statuses"),
    },
    roles: {
      arns: texts("roles.arns"),
      applications: integers<ApplicationRow>("roles.applications"),
      accounts: integers<AccountRow>("roles.accounts"),
      presence: bytes("roles.presence"),
    },
    entitlements: { roles: integers("entitlements.roles"), principals: integers("entitlements.principals") },
    coverage: coverageOf(texts("coverage")),
  };
}

function instanceStatusOf([text]: readonly string[]): OrganizationColumns["instanceStatus"] {
  if (text === undefined) return null;
  const status = INSTANCE_STATUSES.find((one) => one === text);
  if (status === undefined) throw malformedBlob("instanceStatus is no status of an instance");
  return status;
}

function coverageOf([text]: readonly string[]): OrganizationColumns["coverage"] {
  if (text === undefined) return undefined;
  const checked = writtenCoverage.safeParse(parsedJson(text));
  if (!checked.success) throw malformedBlob("coverage does not have its form");
  const problems: { path: string; message: string }[] = [];
  const coverage = completeCoverage(checked.data, problems);
  const [problem] = problems;
  if (problem) throw malformedBlob(`${problem.path} ${problem.message}`);
  return coverage;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformedBlob("coverage is not JSON");
  }
}

function checkTables({ accounts, permissionSets, principals }: OrganizationColumns): void {
  checkTable("accounts", Object.values(accounts));
  checkTable("permissionSets", Object.values(permissionSets));
  checkTable("principals", Object.values(principals));
  checkBelow("accounts.states", accounts.states, UNLISTED_ACCOUNT + 1);
  checkBelow("permissionSets.listed", permissionSets.listed, 2);
  checkBelow("principals.kinds", principals.kinds, PRINCIPAL_KINDS.length);
  checkBelow("principals.disabled", principals.disabled, 2);
  checkIds("accounts.ids", accounts.ids, (id) => parseAccountId(id).kind === "ok");
  checkIds("permissionSets.arns", permissionSets.arns, (arn) => parsePermissionSetArn(arn).kind === "ok");
  // A user's id has the form of a group's; one id may stand for both.
  const keys = principals.ids.map((id, row) => `${(principals.kinds[rowAt<PrincipalRow>(row)] ?? 0) % 2} ${id}`);
  checkIds("principals.ids", keys, (key) => parseGroupId(key.slice(2)).kind === "ok");
}

function checkRelations({
  accounts,
  permissionSets,
  principals,
  memberships,
  provisioned,
  assignments,
}: OrganizationColumns): void {
  checkTable("memberships", Object.values(memberships));
  checkTable("provisioned", Object.values(provisioned));
  checkTable("assignments", Object.values(assignments));
  checkBelow("memberships.groups", memberships.groups, principals.ids.length);
  checkBelow("memberships.users", memberships.users, principals.ids.length);
  checkSides(principals.kinds, memberships);
  checkBelow("provisioned.accounts", provisioned.accounts, accounts.ids.length);
  checkBelow("provisioned.permissionSets", provisioned.permissionSets, permissionSets.arns.length);
  checkBelow("provisioned.flags", provisioned.flags, (OUTDATED | ROLE_PRESENT) + 1);
  checkBelow("assignments.accounts", assignments.accounts, accounts.ids.length);
  checkBelow("assignments.permissionSets", assignments.permissionSets, permissionSets.arns.length);
  checkBelow("assignments.principals", assignments.principals, principals.ids.length);
}

function checkEntitlements({ accounts, principals, applications, roles, entitlements }: OrganizationColumns): void {
  checkTable("applications", Object.values(applications));
  checkTable("roles", Object.values(roles));
  checkTable("entitlements", Object.values(entitlements));
  checkIds("applications.arns", applications.arns, (arn) => ACCOUNT_ACCESS_APPLICATION_ARN.test(arn));
  checkBelow("applications.statuses", applications.statuses, APPLICATION_STATUSES.length);
  const keys = roles.arns.map((arn, row) => `${roles.applications[rowAt<RoleRow>(row)]} ${arn}`);
  checkIds("roles.arns", keys, (key) => ENTITLED_ROLE_ARN.test(key.slice(key.indexOf(" ") + 1)));
  checkBelow("roles.applications", roles.applications, applications.arns.length);
  checkBelow("roles.accounts", roles.accounts, accounts.ids.length);
  checkBelow("roles.presence", roles.presence, ROLE_MISSING + 1);
  checkBelow("entitlements.roles", entitlements.roles, roles.arns.length);
  checkBelow("entitlements.principals", entitlements.principals, principals.ids.length);
}

/** A group has users and a user has groups: kinds of users are even, of groups odd. */
function checkSides(
  kinds: OrganizationColumns["principals"]["kinds"],
  { groups, users }: OrganizationColumns["memberships"],
): void {
  for (let row = 0; row < groups.length; row += 1)
    if ((kinds[groups[row] ?? ABSENT] ?? 0) % 2 !== 1 || (kinds[users[row] ?? ABSENT] ?? 0) % 2 !== 0)
      throw malformedBlob(`memberships has in row ${row} a group for a user, or a user for a group`);
}

function checkTable(name: string, columns: readonly { readonly length: number }[]): void {
  if (columns.some(({ length }) => length !== columns[0]?.length))
    throw malformedBlob(`the columns of ${name} differ in their rows`);
}

function checkBelow(name: string, rows: Uint8Array | Uint32Array, end: number): void {
  for (let row = 0; row < rows.length; row += 1)
    if ((rows[row] ?? 0) >= end)
      throw malformedBlob(`${name} holds ${rows[row]} in row ${row}, less than ${end} is expected`);
}

function checkIds(name: string, ids: readonly string[], isValid: (id: string) => boolean): void {
  const seen = new Set<string>();
  for (const [row, id] of ids.entries()) {
    if (!isValid(id)) throw malformedBlob(`${name} holds no valid id in row ${row}`);
    if (seen.has(id)) throw malformedBlob(`${name} holds the id of row ${row} twice`);
    seen.add(id);
  }
}
