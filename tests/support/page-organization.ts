/** An organization for the screens that show a whole one: outdated, missing and orphaned grants, many people by groups, hostile names. */
import type { OrganizationDocument } from "../../src/model/organization-document/document.ts";
import { loadOrganizationDocument } from "../../src/model/organization-document/load.ts";

/** Markup, a script's end, a mark that turns the direction, an emoji, and long. */
export const HOSTILE = `<img src=x onerror="document.title='owned'"></script>\u202egnp.\u{1f480}${"x".repeat(200)}`;
/** As long as AWS takes, for an account. */
export const HOSTILE_ACCOUNT = `"><script>alert(1)</script>\u202e${"y".repeat(20)}`;

export const PAYROLL = "111122220000";
const ACCOUNTS = ["payroll-prod", "sandbox", "payments", "search", "data-lake", "logs", "network", "website"];
const idOf = (at: number): string => String(Number(PAYROLL) + at);
export const HOSTILE_ID = idOf(ACCOUNTS.length);

const PEOPLE = ["Alice Moreau", "Bob Tanaka", "Chen Wei", "Dana Novak", "Emil Sørensen", "Farah Aziz", "Grace Okafor"];
const userNameOf = (name: string): string =>
  `${name.normalize("NFD").replace(/\p{M}/gu, "").replace("ø", "o").toLowerCase().replace(" ", ".")}@example.com`;
/** Twenty-three, of whom seven have a name that is remembered. */
const ADMINS = Array.from({ length: 23 }, (_, at) => PEOPLE[at] ?? `Admin ${at}`);

/** Engineer is outdated everywhere, ReadOnly is missing in sandbox, and nobody is left in Contractors. */
export function pageOrganization(): OrganizationDocument {
  const accounts = ACCOUNTS.map((_, at) => idOf(at));
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    organization: { managementAccountId: "999988887777" },
    accounts: [...ACCOUNTS.map((name, at) => ({ id: idOf(at), name })), { id: HOSTILE_ID, name: HOSTILE_ACCOUNT }],
    users: [
      ...ADMINS.map((name) => ({ userName: userNameOf(name), displayName: name })),
      { userName: "hostile@example.com", displayName: HOSTILE },
    ],
    groups: [
      { displayName: "PlatformAdmins", members: ADMINS.map(userNameOf) },
      { displayName: "Developers", members: ADMINS.slice(0, 6).map(userNameOf) },
      { displayName: "Contractors" },
      { displayName: HOSTILE, members: ["hostile@example.com"] },
    ],
    permissionSets: [
      { name: "AdministratorAccess", managedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] },
      { name: "Engineer", managedPolicyArns: ["arn:aws:iam::aws:policy/PowerUserAccess"] },
      { name: "ReadOnly", managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
    ],
    assignments: [
      ...accounts.map((account) => ({ account, permissionSet: "AdministratorAccess", group: "PlatformAdmins" })),
      ...accounts.map((account) => ({ account, permissionSet: "Engineer", group: "Developers" })),
      { account: PAYROLL, permissionSet: "ReadOnly", user: userNameOf("Bob Tanaka") },
      { account: idOf(1), permissionSet: "ReadOnly", user: userNameOf("Alice Moreau") },
      { account: idOf(2), permissionSet: "ReadOnly", group: "Contractors" },
      { account: HOSTILE_ID, permissionSet: "ReadOnly", user: "hostile@example.com" },
      { account: HOSTILE_ID, permissionSet: "Engineer", group: HOSTILE },
    ],
    provisionedRoles: [
      ...accounts.map((account) => ({ account, permissionSet: "AdministratorAccess" })),
      ...accounts.map((account) => ({ account, permissionSet: "Engineer", freshness: "outdated" })),
      { account: PAYROLL, permissionSet: "ReadOnly" },
      { account: idOf(2), permissionSet: "ReadOnly" },
      { account: HOSTILE_ID, permissionSet: "ReadOnly" },
      { account: HOSTILE_ID, permissionSet: "Engineer", freshness: "outdated" },
    ],
  });
  if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
  return loaded.document;
}
