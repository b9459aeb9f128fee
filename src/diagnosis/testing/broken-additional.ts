/** For tests: the grants behind causes that an additional source proves. */

import {
  accountIam,
  cloudTrailEvent,
  failedBecause,
  provisioningFailedBecause,
  refusedSync,
  removal,
  setContent,
  trail,
  withClient,
  withIam,
} from "../../facts/grant/testing/additional-facts.ts";
import {
  ADMIN,
  ALICE,
  additional,
  alice,
  attachedGroup,
  attachedUser,
  BOB,
  DEVELOPERS,
  EVERYONE,
  instance,
  MANAGEMENT,
  READ_ONLY,
  SANDBOX,
  sandbox,
  unassignedFacts,
  workingFacts,
} from "../../facts/grant/testing/grant-facts.ts";
import { entitled, trustPolicy } from "../../facts/grant/testing/second-road.ts";
import type { GroupId } from "../../model/ids.ts";
import { certain, parseRegion } from "../../model/ids.ts";
import { known, unread } from "../../model/reading.ts";
import { brokenPolicies } from "./broken-policies.ts";

const OUT_OF_REACH = `AWS SSO is unable to complete your request at this time. Obtaining permissions to manage your AWS account '${SANDBOX}' takes longer than usual. Please try again in a few minutes. If this problem continues, contact AWS Support.`;
const NO_SUCH_BOUNDARY = `Received a 404 status error: Not supported policy arn:aws:iam::${SANDBOX}:policy/Boundary.`;
const TRUSTED = known(["sso.amazonaws.com"], ["e43"]);
const ACCESS_DENIED_BY_IAM = `Received a 403 status error: Access denied by IAM. Please check your policy, or wait for role propagation to complete. IAM Error: User: arn:aws:sts::${MANAGEMENT}:assumed-role/r/s is not authorized to perform: iam:UpdateSAMLProvider on resource: arn:aws:iam::${MANAGEMENT}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE because no identity-based policy allows the iam:UpdateSAMLProvider action`;

const groups = (count: number) =>
  Array.from({ length: count }, (_none, at) => `${DEVELOPERS.slice(0, -4)}${String(at).padStart(4, "0")}` as GroupId);
const notAMember = unassignedFacts({
  attached: known([attachedGroup({ isEmpty: false, isExternallyOwned: true })], ["e7"]),
  groupIds: known([EVERYONE], ["e4"]),
  freshness: known("latest", ["e8"]),
  otherGrants: unread("the set is assigned to somebody in this account"),
});
const inState = (state: "PENDING_CLOSURE" | "CLOSED" | "PENDING_ACTIVATION") =>
  workingFacts({
    account: known({ ...sandbox, state }, ["e5"]),
    role: unread("behind the broken link"),
    portal: unread("behind the broken link"),
  });
const quota = (name: string) => failedBecause(`Received a 409 status error: Cannot exceed quota for ${name}: 10`);

const noToken = { portal: unread("no portal token of the user is at hand") };
const portalFailed = (kind: "refused" | "throttled", message: string) => ({
  portal: {
    state: "unknown" as const,
    failure: { kind, service: "sso", operation: "ListAccounts", permission: "the user's portal token", message },
    evidence: ["e11" as const],
  },
});

/** What is wrong on the user's own side; the access itself is in order. */
const brokenClients = {
  "wrong-role-name": workingFacts({
    ...noToken,
    additional: withClient({ roleName: "AWSReservedSSO_ReadOnly_0123456789abcdef" }),
  }),
  "wrong-account-id": workingFacts({
    ...noToken,
    additional: withClient({ accountId: "444455556666" }, { isNamed: true }),
  }),
  "wrong-region-or-start-url": workingFacts({ ...noToken, additional: withClient({ ssoRegion: "eu-west-1" }) }),
  "session-ended": workingFacts({
    ...noToken,
    additional: withClient({}, { signIn: { kind: "kept", until: "2026-09-14T09:00:00.000Z", startUrl: undefined } }),
  }),
  "portal-throttled": workingFacts(portalFailed("throttled", "HTTP 429 Unknown Code")),
  "client-list-truncated": workingFacts({
    portal: known({ listsAccount: true, roleNames: ["ReadOnly"], givesCredentials: true, page: 2 }, ["e11"]),
  }),
  "sign-in-name-mismatch": workingFacts({
    user: known({ ...alice, userName: "amoreau", email: "alice.moreau@example.com" }, ["e3"]),
    additional: trail(
      cloudTrailEvent({
        name: "ExternalIdPDirectoryLogin",
        source: "signin.amazonaws.com",
        errorCode: "Failure",
        details: { UserName: "alice.moreau@example.com" },
      }),
    ),
  }),
};

export const brokenAdditional = {
  ...brokenClients,
  "account-pending-closure": inState("PENDING_CLOSURE"),
  "account-closed": inState("CLOSED"),
  "account-pending-activation": inState("PENDING_ACTIVATION"),
  "instance-not-active": workingFacts({ instance: known({ ...instance, status: "CREATE_IN_PROGRESS" }, ["e2"]) }),
  "permission-sets-switched-off": unassignedFacts({
    permissionSet: known(null, ["e6"]),
    attached: unread("there is nothing to read it for"),
    freshness: unread("there is nothing to read it for"),
    otherGrants: unread("there is no set"),
    additional: additional({ permissionSetsEnabled: known(false, ["e61"]) }),
  }),
  "account-instance-only": unassignedFacts({ instance: known({ ...instance, ownerAccountId: SANDBOX }, ["e2"]) }),
  "kms-key-unusable": workingFacts({
    attached: {
      state: "unknown",
      failure: {
        kind: "refused",
        service: "sso-admin",
        operation: "ListAccountAssignments",
        permission: "sso:ListAccountAssignments",
        message: "The key is disabled",
        reason: "KMS_DisabledException",
      },
      evidence: ["e30"],
    },
  }),
  "user-duplicate": unassignedFacts({
    attached: known([attachedUser(BOB, "alice")], ["e7"]),
    additional: additional({
      namesakes: known([{ ...alice, id: BOB, userName: "alice", sameAs: "address" }], ["e41"]),
    }),
  }),
  "primary-group": {
    ...notAMember,
    attached: known(
      [
        {
          ...attachedGroup({ isEmpty: false }),
          details: known({ name: "Domain Users@corp.example.com", isExternallyOwned: true, createdAt: undefined }, [
            "e20",
          ]),
        },
      ],
      ["e7"],
    ),
  },
  "nested-group": { ...notAMember, additional: trail(refusedSync({}, [EVERYONE])) },
  "membership-not-synced": { ...notAMember, additional: trail(refusedSync()) },
  "too-many-groups": workingFacts({ groupIds: known([DEVELOPERS, ...groups(1000)], ["e4"]) }),
  "assignment-removed": unassignedFacts({ additional: trail(removal()) }),
  "set-recreated": unassignedFacts({
    additional: additional({ before: known(workingFacts({ permissionSet: known({ ...READ_ONLY, arn: ADMIN.arn }) })) }),
  }),
  "provisioned-not-assigned": unassignedFacts({ freshness: known("latest", ["e8"]) }),
  "group-limit-reached": unassignedFacts({
    attached: known(
      groups(100).map((id) => attachedGroup({ id, isEmpty: false })),
      ["e7"],
    ),
    freshness: known("latest", ["e8"]),
  }),
  "application-not-account": unassignedFacts({
    additional: additional({
      applications: known(
        [{ arn: "arn:aws:sso::123456789012:application/x", name: "Sandbox", description: undefined }],
        ["e44"],
      ),
    }),
  }),
  "entitled-by-account-access-manager": unassignedFacts({ additional: entitled({}) }),
  "entitlement-trust-mismatch": unassignedFacts({
    additional: entitled({ trustPolicy: known(trustPolicy({ sourceAccount: SANDBOX }), ["e58"]) }),
  }),
  "entitlement-role-missing": unassignedFacts({ additional: entitled({ trustPolicy: known(null, ["e58"]) }) }),
  "account-access-application-not-active": unassignedFacts({
    additional: entitled({}, known({ status: "DELETE_FAILED", error: undefined }, ["e57"])),
  }),
  "boundary-policy-missing": failedBecause(NO_SUCH_BOUNDARY, {
    content: known(setContent({ boundary: { kind: "customer-managed", reference: { name: "Boundary", path: "/" } } }), [
      "e45",
    ]),
  }),
  "aws-managed-policy-missing": failedBecause(
    "Received a 404 status error: Policy arn:aws:iam::aws:policy/ReadOnlyAccess does not exist or is not attachable.",
    { content: known(setContent(), ["e45"]) },
  ),
  "role-quota": quota("RolesPerAccount"),
  "managed-policy-quota": quota("PoliciesPerRole"),
  "saml-provider-quota": quota("SAMLProvidersPerAccount"),
  "set-quota": unassignedFacts({ additional: additional({ setsInAccount: known(500, ["e8"]) }) }),
  "service-linked-role-missing": failedBecause(OUT_OF_REACH, {
    trustedServices: TRUSTED,
    iam: known(accountIam({ hasServiceLinkedRole: known(false, ["e52"]) })),
  }),
  "trusted-access-disabled": failedBecause(OUT_OF_REACH, { trustedServices: known([], ["e43"]) }),
  "caller-lacks-iam-in-management-account": {
    ...failedBecause(ACCESS_DENIED_BY_IAM),
    accountId: MANAGEMENT,
    account: known({ ...sandbox, id: MANAGEMENT, name: "management" }, ["e5"]),
  },
  "home-region-disabled-in-account": {
    ...provisioningFailedBecause(OUT_OF_REACH, { trustedServices: TRUSTED }),
    instance: known({ ...instance, region: certain(parseRegion("eu-south-1")) }, ["e2"]),
    question: { ...workingFacts().question, region: certain(parseRegion("eu-south-1")) },
  },
  "saml-provider-missing": workingFacts({
    portal: unread("no token"),
    additional: withIam({ samlProviderArns: known([], ["e51"]) }),
  }),
  ...brokenPolicies,
  "role-renamed": workingFacts({
    additional: additional({
      before: known(
        workingFacts({
          role: known({
            roleName: "AWSReservedSSO_ReadOnly_fedcba9876543210",
            arn: `arn:aws:iam::${SANDBOX}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_fedcba9876543210`,
          }),
        }),
      ),
    }),
  }),
  "outlives-revocation": unassignedFacts({
    additional: trail(
      removal(),
      cloudTrailEvent({
        name: "GetRoleCredentials",
        at: "2026-09-14T09:10:00.000Z",
        details: { account_id: SANDBOX, role_name: "ReadOnly" },
        userId: ALICE,
      }),
    ),
  }),
};

/** Right in every way but its size. */
const TOO_LARGE_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::logs/${"y".repeat(10_300)}` }],
});

const BROKEN_POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"*"}]}';

/** The two that are about the set's inline policy. */
export const brokenInlinePolicies = {
  "inline-policy-invalid": failedBecause(
    "Received a 400 status error: MalformedPolicyDocument: Syntax errors in policy.",
    { content: known(setContent({ inlinePolicy: BROKEN_POLICY }), ["e45"]) },
  ),
  "inline-policy-too-large": failedBecause(
    "Received a 409 status error: Maximum policy size of 10240 bytes exceeded for role AWSReservedSSO_ReadOnly",
    { content: known(setContent({ inlinePolicy: TOO_LARGE_POLICY }), ["e45"]) },
  ),
};
