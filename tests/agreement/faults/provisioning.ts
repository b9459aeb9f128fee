/** Faults that keep the set out of the account, with the texts of FailureReason (facts 2.4). */
import { type Draft, MANAGEMENT, setArn } from "../organization.ts";
import {
  changeAccount,
  changeIam,
  changeRole,
  changeSet,
  dropRole,
  type InjectedFault,
  isAsked,
  LATE,
  request,
  requestAssignments,
} from "./fault.ts";

/** AWS tried in vain: either to make the assignment, or to provision what is assigned. */
function fail(draft: Draft, seed: number, failureReason: string): void {
  if (seed % 2 === 0) {
    requestAssignments(draft, { status: "FAILED", failureReason });
    return;
  }
  dropRole(draft);
  request(draft, { kind: "provision", status: "FAILED", failureReason, createdAt: LATE });
}

const outOfReach = ({ asked: { account } }: Draft): string =>
  `AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '${account}' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.`;
const quota = (name: string, count: number): string =>
  `Received a 409 status error: Cannot exceed quota for ${name}: ${count}`;
const notSupported = ({ asked: { account } }: Draft, path: string): string =>
  `Received a 404 status error: Not supported policy arn:aws:iam::${account}:policy${path}.`;
const AWS_POLICY = "arn:aws:iam::aws:policy/ReadOnlyAccess";

const STATES: readonly InjectedFault[] = [
  { name: "not-provisioned", inject: dropRole },
  {
    name: "provisioning-in-progress",
    inject: (draft) => {
      dropRole(draft);
      request(draft, { kind: "provision", status: "IN_PROGRESS", createdAt: LATE });
    },
  },
  {
    name: "provisioning-failed",
    inject: (draft) => {
      dropRole(draft);
      const failureReason = "An unexpected internal service exception was encountered";
      request(draft, { kind: "provision", status: "FAILED", failureReason, createdAt: LATE });
    },
  },
  { name: "outdated", inject: (draft) => changeRole(draft, { freshness: "outdated" }) },
];

const POLICIES: readonly InjectedFault[] = [
  {
    name: "customer-managed-policy-missing",
    inject: (draft, seed) => {
      changeSet(draft, { customerManagedPolicies: [{ name: "Guard", path: "/team/" }] });
      fail(draft, seed, notSupported(draft, "/team/Guard"));
    },
  },
  {
    name: "boundary-policy-missing",
    inject: (draft, seed) => {
      changeSet(draft, {
        permissionsBoundary: { kind: "customer-managed", reference: { name: "Boundary", path: "/team/" } },
      });
      fail(draft, seed, notSupported(draft, "/team/Boundary"));
    },
  },
  {
    name: "inline-policy-invalid",
    inject: (draft, seed) => {
      changeSet(draft, { inlinePolicy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*"}]}' });
      fail(draft, seed, "Received a 400 status error: MalformedPolicyDocument: Syntax errors in policy.");
    },
  },
  {
    name: "inline-policy-too-large",
    inject: (draft, seed) => {
      const actions = Array.from({ length: 400 }, (_, at) => `s3:Get${"X".repeat(30)}${at}`);
      const statement = { Effect: "Allow", Action: actions, Resource: "*" };
      changeSet(draft, { inlinePolicy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) });
      const name = `AWSReservedSSO_${draft.asked.permissionSet}`;
      fail(draft, seed, `Received a 409 status error: Maximum policy size of 10240 bytes exceeded for role ${name}`);
    },
  },
  {
    name: "aws-managed-policy-missing",
    inject: (draft, seed) => {
      changeSet(draft, { managedPolicyArns: [AWS_POLICY] });
      changeIam(draft, { deletedAwsManagedPolicies: [AWS_POLICY] });
      fail(draft, seed, `Received a 404 status error: Policy ${AWS_POLICY} does not exist or is not attachable.`);
    },
  },
];

const SETS_PER_ACCOUNT = 500;

const QUOTAS: readonly InjectedFault[] = [
  {
    name: "role-quota",
    inject: (draft, seed) => {
      // The management account has no role of the organization's own: only a quota of none is used up in each account.
      changeIam(draft, { quotas: { roles: 0 } });
      fail(draft, seed, quota("RolesPerAccount", 0));
    },
  },
  {
    name: "managed-policy-quota",
    inject: (draft, seed) => {
      changeSet(draft, { managedPolicyArns: [AWS_POLICY, "arn:aws:iam::aws:policy/SecurityAudit"] });
      changeIam(draft, { quotas: { attachedPoliciesPerRole: 1 } });
      fail(draft, seed, quota("PoliciesPerRole", 1));
    },
  },
  {
    name: "saml-provider-quota",
    inject: (draft, seed) => {
      changeIam(draft, { quotas: { samlProviders: 1 }, samlProviders: [{ name: "old-federation" }] });
      fail(draft, seed, quota("SAMLProvidersPerAccount", 1));
    },
  },
  {
    name: "set-quota",
    rarity: 20,
    inject: (draft, seed) => {
      const { account } = draft.asked;
      for (let at = 0; at < SETS_PER_ACCOUNT; at += 1) {
        draft.permissionSets.push({ arn: setArn(1000 + at), name: `Surplus-${at}` });
        draft.provisionedRoles.push({ account, permissionSet: `Surplus-${at}` });
      }
      fail(draft, seed * 2, "An unexpected internal service exception was encountered");
    },
  },
];

/** The asked grant is one in the management account. */
function moveToManagement(draft: Draft): void {
  const { asked } = draft;
  if (asked.account === MANAGEMENT) return;
  const isMoved = isAsked({ ...draft, asked: { ...asked } });
  const isTaken = isAsked({ ...draft, asked: { ...asked, account: MANAGEMENT } });
  const moved = <Row extends { account: string; permissionSet: string }>(rows: readonly Row[]): Row[] =>
    rows.filter((row) => !isTaken(row)).map((row) => (isMoved(row) ? { ...row, account: MANAGEMENT } : row));
  draft.assignments = moved(draft.assignments);
  draft.provisionedRoles = moved(draft.provisionedRoles);
  draft.requests = draft.requests.filter((row) => !isTaken(row));
  asked.account = MANAGEMENT;
}

const AUTHORITY: readonly InjectedFault[] = [
  {
    name: "service-linked-role-missing",
    inject: (draft, seed) => {
      changeIam(draft, { serviceLinkedRole: "missing" });
      fail(draft, seed, outOfReach(draft));
    },
  },
  {
    name: "trusted-access-disabled",
    inject: (draft, seed) => {
      draft.organization.trustedServices = ["cloudtrail.amazonaws.com"];
      fail(draft, seed, outOfReach(draft));
    },
  },
  {
    name: "caller-lacks-iam-in-management-account",
    inject: (draft, seed) => {
      moveToManagement(draft);
      fail(
        draft,
        seed,
        `Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete. IAM Error: User: arn:aws:sts::${MANAGEMENT}:assumed-role/deployer/run is not authorized to perform: iam:CreateSAMLProvider on resource: arn:aws:iam::${MANAGEMENT}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE because no identity-based policy allows the iam:CreateSAMLProvider action (Service: AmazonIdentityManagement; Status Code: 403; Error Code: AccessDenied; Request ID: 11111111-2222-3333-4444-555555555555; Proxy: null)`,
      );
    },
  },
];

const ofState = (name: string, state: "SUSPENDED" | "PENDING_CLOSURE" | "CLOSED" | "PENDING_ACTIVATION") => ({
  name,
  inject: (draft: Draft) => {
    // The management account cannot be closed while it has an organization.
    if (draft.asked.account !== MANAGEMENT) changeAccount(draft, { state });
  },
});

const ACCOUNTS: readonly InjectedFault[] = [
  ofState("account-suspended", "SUSPENDED"),
  ofState("account-pending-closure", "PENDING_CLOSURE"),
  ofState("account-closed", "CLOSED"),
  ofState("account-pending-activation", "PENDING_ACTIVATION"),
  {
    name: "account-not-in-organization",
    inject: (draft) => {
      // The management account cannot leave its organization.
      if (draft.asked.account === MANAGEMENT) return;
      draft.accounts = draft.accounts.filter(({ id }) => id !== draft.asked.account);
      // What names the account goes with it: a document whose names resolve to nothing is refused.
      const { fullAccessDetachedFrom: detached = {} } = draft.organization;
      draft.organization.fullAccessDetachedFrom = Object.fromEntries(
        Object.entries(detached).map(([policy, targets]) => [
          policy,
          targets.filter((id) => id !== draft.asked.account),
        ]),
      );
    },
  },
  {
    name: "home-region-disabled-in-account",
    inject: (draft, seed) => {
      draft.instance.primaryRegion = "eu-south-1";
      draft.asked.region = "eu-south-1";
      changeIam(draft, { disabledRegions: ["eu-south-1"] });
      fail(draft, seed, outOfReach(draft));
    },
  },
];

export const PROVISIONING_FAULTS: readonly InjectedFault[] = [...STATES, ...POLICIES, ...QUOTAS, ...AUTHORITY];
export const ACCOUNT_FAULTS: readonly InjectedFault[] = ACCOUNTS;
