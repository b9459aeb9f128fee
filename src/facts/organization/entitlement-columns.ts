/** Fills the columns of account access manager: applications, roles and who is entitled to them (facts AAM4). */
import { type AccountId, type Principal, parseAccountId } from "../../model/ids.ts";
import { APPLICATION_STATUSES, type ApplicationStatus } from "../../model/organization-document/account-access.ts";
import {
  ACTIVE_APPLICATION,
  type ApplicationColumns,
  type EntitlementColumns,
  ROLE_MISSING,
  ROLE_SEEN,
  ROLE_UNSEEN,
  type RoleColumns,
} from "./columns.ts";
import { growingColumn } from "./growing-column.ts";
import { type AccountRow, type ApplicationRow, asRows, type PrincipalRow, type RoleRow, rowAt } from "./rows.ts";

export interface ListedApplication {
  readonly arn: string;
  readonly tenantId: string;
  readonly status: ApplicationStatus;
}

export interface ListedEntitlement {
  readonly applicationArn: string;
  readonly roleArn: string;
  readonly principal: Principal;
  /** Whether IAM has the role; undefined: nobody looked. */
  readonly isRolePresent: boolean | undefined;
}

interface Rows {
  readonly account: (id: AccountId) => AccountRow;
  readonly principal: (principal: Principal) => PrincipalRow;
}

/** The columns of an organization that does not use account access manager. */
export const noEntitlements = () => entitlementTable(NO_ROWS).columns();

const NO_ROWS: Rows = {
  account: () => {
    throw new RangeError("There are no entitlements");
  },
  principal: () => {
    throw new RangeError("There are no entitlements");
  },
};

export function entitlementTable(rows: Rows) {
  const applications = applicationTable();
  const roles = roleTable(rows, applications.rowOf);
  const entitled = { roles: growingColumn<RoleRow>(), principals: growingColumn<PrincipalRow>() };
  return {
    application: applications.list,
    entitlement: (listed: ListedEntitlement): void => {
      entitled.roles.push(roles.rowOf(listed));
      entitled.principals.push(rows.principal(listed.principal));
    },
    columns: (): {
      readonly applications: ApplicationColumns;
      readonly roles: RoleColumns;
      readonly entitlements: EntitlementColumns;
    } => ({
      applications: applications.columns(),
      roles: roles.columns(),
      entitlements: { roles: entitled.roles.toArray(), principals: entitled.principals.toArray() },
    }),
  };
}

function applicationTable() {
  const places = new Map<string, ApplicationRow>();
  const arns: string[] = [];
  const tenantIds: string[] = [];
  const statuses: number[] = [];
  const rowOf = (arn: string): ApplicationRow => {
    const known = places.get(arn);
    if (known !== undefined) return known;
    const row = rowAt<ApplicationRow>(arns.length);
    places.set(arn, row);
    arns.push(arn);
    tenantIds.push("");
    statuses.push(ACTIVE_APPLICATION);
    return row;
  };
  const list = ({ arn, tenantId, status }: ListedApplication): void => {
    const row = rowOf(arn);
    tenantIds[row] = tenantId;
    statuses[row] = APPLICATION_STATUSES.indexOf(status);
  };
  return { rowOf, list, columns: (): ApplicationColumns => ({ arns, tenantIds, statuses: Uint8Array.from(statuses) }) };
}

function roleTable({ account }: Rows, applicationRow: (arn: string) => ApplicationRow) {
  const places = new Map<string, RoleRow>();
  const arns: string[] = [];
  const [applications, accounts] = [growingColumn<ApplicationRow>(), growingColumn<AccountRow>()];
  const presence: number[] = [];
  const rowOf = ({ applicationArn, roleArn, isRolePresent }: ListedEntitlement): RoleRow => {
    const key = `${applicationArn} ${roleArn}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    const row = rowAt<RoleRow>(arns.length);
    places.set(key, row);
    arns.push(roleArn);
    applications.push(applicationRow(applicationArn));
    accounts.push(account(accountOfRole(roleArn)));
    presence.push(isRolePresent === undefined ? ROLE_UNSEEN : isRolePresent ? ROLE_SEEN : ROLE_MISSING);
    return row;
  };
  return {
    rowOf,
    columns: (): RoleColumns => ({
      arns,
      applications: asRows<ApplicationRow>(applications.toArray()),
      accounts: asRows<AccountRow>(accounts.toArray()),
      presence: Uint8Array.from(presence),
    }),
  };
}

/** The account of an entitlement is the one in the ARN of its role (facts AAM4). @throws RangeError where it names none. */
export function accountOfRole(roleArn: string): AccountId {
  const parsed = parseAccountId(roleArn.split(":")[4] ?? "");
  if (parsed.kind === "ok") return parsed.value;
  throw new RangeError(`No account is in the role ${roleArn}`);
}
