/** The organization of `demo --web`: 40 accounts and 26 people, broken in the ways of the article, as it was some days ago and as it is now. */
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { describeProblems, loadOrganizationDocument } from "../../model/organization-document/load.ts";
import { HOUR, REQUESTS, recordedChanges } from "./events.ts";
import { ACCOUNTS, GROUPS, INSTANCE_ID, MANAGEMENT, PEOPLE, SETS } from "./people-and-accounts.ts";

/** `earlier` is what the page compares with: before the events of the last days. */
export type DemoMoment = "earlier" | "now";

const DAY = 86_400_000;
/** Days between the two moments. */
const DAYS = 5;

const earlierThan = (now: Date): Date => new Date(now.getTime() - DAYS * DAY);

export function demoOrganization(moment: DemoMoment, now: Date): OrganizationDocument {
  const isNow = moment === "now";
  const engineers = accountsOf(/-(dev|staging)$/);
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    takenAt: (isNow ? now : earlierThan(now)).toISOString(),
    organization: { managementAccountId: MANAGEMENT },
    instance: { arn: `arn:aws:sso:::instance/${INSTANCE_ID}`, createdAt: "2024-02-01T09:00:00Z" },
    accounts: ACCOUNTS.map((account) =>
      account.name === "partner-test" ? { ...account, state: "SUSPENDED" } : account,
    ),
    users: PEOPLE.map(({ displayName, userName }) => ({
      userName,
      displayName,
      ...(userName.startsWith("olga.") && isNow && { status: "DISABLED" }),
    })),
    groups: GROUPS.map((group) => ({ ...group, members: membersOf(group, isNow) })),
    permissionSets: SETS,
    assignments: [...lasting(engineers), ...(isNow ? [] : [BOBS_ADMIN]), ...(isNow ? [PAYROLL_FOR_DATA] : [])],
    provisionedRoles: [
      ...lasting(engineers).map(({ account, permissionSet }) => ({
        account,
        permissionSet,
        freshness: isNow && permissionSet === "Engineer" ? "outdated" : "latest",
      })),
      ...(isNow ? [{ ...place(PAYROLL_FOR_DATA) }] : [place(BOBS_ADMIN)]),
    ],
    requests: isNow ? [ALICES_REQUEST, SUPPORTS_REQUEST].map((request) => requested(request, now)) : [],
  });
  if (loaded.kind === "ok")
    return isNow ? { ...loaded.document, events: recordedChanges(loaded.document, now) } : loaded.document;
  throw new TypeError(`the organization of the demo does not load: ${describeProblems(loaded.problems)}`);
}

interface Row {
  readonly account: string;
  readonly permissionSet: string;
  readonly group?: string;
  readonly user?: string;
}

const BOBS_ADMIN: Row = { account: "payroll-prod", permissionSet: "Admin", user: "bob.tanaka@example.com" };
const PAYROLL_FOR_DATA: Row = { account: "payroll-prod", permissionSet: "Billing", group: "Data" };
/** The article's silent failure: nobody read the answer of the request (observed sentences). */
const ALICES_REQUEST = {
  account: "sandbox",
  permissionSet: "ReadOnly",
  user: "alice.moreau@example.com",
  failureReason:
    "AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '123456789012' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.",
  id: REQUESTS.alice,
  hoursAgo: 20,
} as const;
const SUPPORTS_REQUEST = {
  account: "search-prod",
  permissionSet: "Support",
  group: "Support",
  failureReason: "Received a 404 status error: Not supported policy arn:aws:iam::aws:policy/SupportUserAccess.",
  id: REQUESTS.support,
  hoursAgo: 2,
} as const;

const requested = ({ hoursAgo, ...request }: typeof ALICES_REQUEST | typeof SUPPORTS_REQUEST, now: Date) => ({
  ...request,
  kind: "create-assignment",
  status: "FAILED",
  createdAt: new Date(now.getTime() - hoursAgo * HOUR).toISOString(),
});

const place = ({ account, permissionSet }: Row) => ({ account, permissionSet });

const accountsOf = (pattern: RegExp): readonly string[] =>
  ACCOUNTS.map(({ name }) => name).filter((name) => pattern.test(name));

/** Assignments of both moments. */
const lasting = (engineers: readonly string[]): readonly Row[] => [
  ...engineers.map((account) => ({ account, permissionSet: "Engineer", group: "Developers" })),
  ...ACCOUNTS.map(({ name }) => ({ account: name, permissionSet: "Admin", group: "PlatformAdmins" })),
  ...accountsOf(/-prod$/).map((account) => ({ account, permissionSet: "Audit", group: "Auditors" })),
  ...accountsOf(/^(data|search)-/).map((account) => ({ account, permissionSet: "Analyst", group: "Data" })),
  { account: "payroll-prod", permissionSet: "Billing", group: "Finance" },
  { account: "billing-prod", permissionSet: "Billing", group: "Finance" },
  { account: "storefront-prod", permissionSet: "Support", group: "Support" },
];

function membersOf({ displayName }: (typeof GROUPS)[number], isNow: boolean): readonly string[] {
  const own = PEOPLE.filter(({ groups }) => groups.includes(displayName)).map(({ userName }) => userName);
  // Bob has left Finance since, and Clara has joined the administrators.
  if (displayName === "Finance") return isNow ? own : [...own, "bob.tanaka@example.com"];
  if (displayName === "PlatformAdmins") return isNow ? [...own, "clara.silva@example.com"] : own;
  return own;
}
