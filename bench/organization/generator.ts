/** Large organizations for measurements, as columns and as documents. Repeatable: the same size and seed give the same organization. */
import { GROUP, type OrganizationColumns, type PrincipalColumns } from "../../src/facts/organization/columns.ts";
import { noEntitlements } from "../../src/facts/organization/entitlement-columns.ts";
import { derivedGroupId, derivedHex, derivedPermissionSetArn, derivedUserId } from "../../src/model/derived-ids.ts";
import { certain, parseInstanceArn } from "../../src/model/ids.ts";
import { ACCOUNT_STATES, type OrganizationDocument } from "../../src/model/organization-document/document.ts";
import { documentOf } from "./document.ts";
import { seededRandom } from "./random.ts";
import { generateAssignments, generateMemberships, generateProvisioned } from "./relations.ts";
import type { OrganizationSize } from "./sizes.ts";

const MANAGEMENT_ACCOUNT = "100000000000";
const STORE_ID = "d-9067000001";
const INSTANCE_ARN = certain(parseInstanceArn(`arn:aws:sso:::instance/ssoins-${derivedHex("generated instance", 16)}`));

/** The organization as a document, which the lab loads and a collector should give back. */
export function generateOrganization(size: OrganizationSize, seed: number): OrganizationDocument {
  return documentOf(generateColumns(size, seed), {
    managementAccount: MANAGEMENT_ACCOUNT,
    storeId: STORE_ID,
    instanceArn: INSTANCE_ARN,
  });
}

/** The organization as columns: half a million assignments without half a million objects. */
export function generateColumns(size: OrganizationSize, seed: number): OrganizationColumns {
  const random = seededRandom(seed);
  const provisioned = generateProvisioned(size, random);
  return {
    instanceStatus: "ACTIVE",
    accounts: {
      ids: list(size.accounts, (at) => String(Number(MANAGEMENT_ACCOUNT) + at)),
      names: list(size.accounts, (at) => (at === 0 ? "management" : `account-${at}`)),
      emails: list(size.accounts, (at) => `aws+${at}@example.com`),
      states: new Uint8Array(size.accounts).fill(ACTIVE),
    },
    permissionSets: {
      arns: list(size.permissionSets, (at) => derivedPermissionSetArn(INSTANCE_ARN, setNameAt(at))),
      names: list(size.permissionSets, setNameAt),
      listed: new Uint8Array(size.permissionSets).fill(1),
    },
    principals: principalsOf(size),
    memberships: generateMemberships(size, random),
    provisioned,
    assignments: generateAssignments(size, provisioned, random),
    ...noEntitlements(),
  };
}

/** Place of ACTIVE in ACCOUNT_STATES. */
const ACTIVE = ACCOUNT_STATES.indexOf("ACTIVE");

const setNameAt = (at: number): string => `Set-${at}`;

/** Users first, then groups. */
function principalsOf({ users, groups }: OrganizationSize): PrincipalColumns {
  const userNames = list(users, (at) => `user-${at}@example.com`);
  const groupNames = list(groups, (at) => `group-${at}`);
  const none = list(groups, () => "");
  const kinds = new Uint8Array(users + groups);
  kinds.fill(GROUP, users);
  return {
    ids: [
      ...userNames.map((name) => derivedUserId(STORE_ID, name)),
      ...groupNames.map((name) => derivedGroupId(STORE_ID, name)),
    ],
    names: [...userNames, ...groupNames],
    displayNames: [...list(users, (at) => `User ${at}`), ...none],
    emails: [...userNames, ...none],
    kinds,
    disabled: new Uint8Array(users + groups),
  };
}

const list = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));
