/** For tests: what the additional sources say. */

import { known } from "../../../model/reading.ts";
import type {
  AccountIamFacts,
  ClientFacts,
  CloudTrailEvent,
  RoleContent,
  SetContentFacts,
  SsoProfile,
} from "../additional-facts.ts";
import type { AdditionalFacts, GrantFacts } from "../grant-facts.ts";
import {
  ALICE,
  additional,
  DEVELOPERS,
  READ_ONLY,
  request,
  SANDBOX,
  US,
  unassignedFacts,
  unprovisionedFacts,
} from "./grant-facts.ts";

export const ADMIN_ARN = "arn:aws:sts::123456789012:assumed-role/Admins/carol";

/** An hour before the question. */
export const cloudTrailEvent = (more: Partial<CloudTrailEvent> & Pick<CloudTrailEvent, "name">): CloudTrailEvent => ({
  id: "11111111-2222-3333-4444-555555555555",
  source: "sso.amazonaws.com",
  at: "2026-09-14T08:30:00.000Z",
  by: ADMIN_ARN,
  errorCode: undefined,
  errorMessage: undefined,
  request: {},
  details: {},
  userId: undefined,
  ...more,
});

export const trail = (...events: readonly CloudTrailEvent[]): AdditionalFacts =>
  additional({ trail: known(events, ["e40"]) });

const grantRequest = {
  targetId: SANDBOX,
  targetType: "AWS_ACCOUNT",
  permissionSetArn: READ_ONLY.arn,
  principalType: "USER",
  principalId: ALICE,
};

export const removal = (more: Partial<CloudTrailEvent> = {}, principalId: string = ALICE): CloudTrailEvent =>
  cloudTrailEvent({
    name: "DeleteAccountAssignment",
    request: { ...grantRequest, principalId },
    outcome: "SUCCEEDED",
    ...more,
  });

export const PROVIDER = `arn:aws:iam::${SANDBOX}:saml-provider/AWSSSO_1234567890abcdef_DO_NOT_DELETE`;

export const roleContent: RoleContent = {
  roleName: "AWSReservedSSO_ReadOnly_0123456789abcdef",
  arn: `arn:aws:iam::${SANDBOX}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef`,
  roleId: "AROAEXAMPLEROLEID",
  createdAt: "2026-01-05T08:00:00.000Z",
  trustedProviderArn: PROVIDER,
  attachedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  inlinePolicies: {},
  boundaryArn: undefined,
};

/** IAM of an account in which everything is in order. */
export const accountIam = (more: Partial<AccountIamFacts> = {}): AccountIamFacts => ({
  role: known(roleContent, ["e50"]),
  samlProviderArns: known([PROVIDER], ["e51"]),
  hasServiceLinkedRole: known(true, ["e52"]),
  summary: known({ roles: 12, rolesQuota: 1000, policiesPerRoleQuota: 10 }, ["e53"]),
  customerPolicies: known([], ["e54"]),
  ...more,
});

export const withIam = (more: Partial<AccountIamFacts>): AdditionalFacts =>
  additional({ iam: known(accountIam(more), ["e49"]) });

export const setContent = (more: Partial<SetContentFacts> = {}): SetContentFacts => ({
  managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  customerManagedPolicies: [],
  inlinePolicy: "",
  boundary: null,
  ...more,
});

/** The creation of Alice's assignment failed with this reason. */
export const failedBecause = (failureReason: string, more: Partial<AdditionalFacts> = {}): GrantFacts =>
  unassignedFacts({
    requests: known([request({ kind: "create-assignment", status: "FAILED", failureReason })], ["e12"]),
    additional: additional(more),
  });

/** Alice's group has the assignment, provisioning failed with this reason. */
export const provisioningFailedBecause = (failureReason: string, more: Partial<AdditionalFacts> = {}): GrantFacts =>
  unprovisionedFacts({
    requests: known([request({ kind: "provision", status: "FAILED", failureReason })], ["e12"]),
    additional: additional(more),
  });

/** A sync of Developers that AWS refused. */
export const refusedSync = (more: Partial<CloudTrailEvent> = {}, value: readonly string[] = []): CloudTrailEvent =>
  cloudTrailEvent({
    name: "PatchGroup",
    source: "identitystore-scim.amazonaws.com",
    by: "the SCIM client of the identity provider",
    errorCode: "ValidationException",
    errorMessage: "Replacing group memberships is not supported.",
    request: {
      id: DEVELOPERS,
      httpBody: { operations: [{ op: "add", path: "members", value: value.map((id) => ({ value: id })) }] },
    },
    ...more,
  });

/** A profile in which everything is right. */
export const ssoProfile = (more: Partial<SsoProfile> = {}): SsoProfile => ({
  name: "dev",
  sessionName: "corp",
  startUrl: "https://d-1234567890.awsapps.com/start",
  ssoRegion: US,
  accountId: SANDBOX,
  roleName: "ReadOnly",
  mistakes: [],
  ...more,
});

/** The user's configuration with one profile, and what else is given of it. */
export const withClient = (profile: Partial<SsoProfile> = {}, more: Partial<ClientFacts> = {}): AdditionalFacts =>
  additional({
    client: known(
      {
        file: "~/.aws/config",
        profiles: [ssoProfile(profile)],
        isNamed: false,
        instanceRegions: known([US], ["e47"]),
        signIn: { kind: "not looked for" },
        ...more,
      },
      ["e0", "e47"],
    ),
  });
