/** The organization document as people write it: ids may be left out, references may be names. Checked here, completed in `load.ts`. */
import * as z from "zod/mini";
import {
  ACCOUNT_STATES,
  FAULT_KINDS,
  INSTANCE_STATUSES,
  KMS_PROBLEMS,
  ORGANIZATION_DOCUMENT_SCHEMA,
  POLICY_TYPES,
  REQUEST_STATUSES,
} from "../document.ts";
import { writtenAccountAccessApplication, writtenEntitlement } from "./account-access.ts";
import { writtenAccountIam, writtenCustomerManagedPolicy } from "./account-iam.ts";
import { writtenApplication, writtenTrustedTokenIssuer } from "./applications.ts";
import { writtenCoverage } from "./coverage.ts";
import { writtenSignIn } from "./sign-in.ts";

const text = (max = 1024) => z.string().check(z.minLength(1), z.maxLength(max));
const accountId = z.string().check(z.regex(/^\d{12}$/));
const instant = z.string().check(
  z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/),
  z.refine((time) => !Number.isNaN(Date.parse(time)), "is no time of the calendar"),
);
/** A policy as text, or as an object for readability. */
const policyDocument = z.union([z.string(), z.record(z.string(), z.unknown())]);
const policyReference = z.strictObject({ name: text(128), path: z.optional(text(512)) });

const organization = z.strictObject({
  id: z.optional(z.string().check(z.regex(/^o-[a-z0-9]{10,32}$/))),
  managementAccountId: z.optional(accountId),
  trustedServices: z.optional(z.array(text())),
  delegatedAdministrators: z.optional(z.array(text())),
  delegatedServices: z.optional(z.record(z.string(), z.array(text()))),
  policyTypes: z.optional(z.array(z.enum(POLICY_TYPES))),
  fullAccessDetachedFrom: z.optional(z.record(z.string(), z.array(text()))),
  rootTags: z.optional(z.record(z.string(), z.string())),
  consoleAuthorizationEnabled: z.optional(z.boolean()),
});

/** Of the identity store (facts N3). */
export const networkControl = z.strictObject({
  apiAllowSourceIps: z.optional(z.array(text(43))),
  scimAllowSourceIps: z.optional(z.array(text(43))),
});

const instance = z.strictObject({
  arn: z.optional(text()),
  identityStoreId: z.optional(text()),
  name: z.optional(text(255)),
  kind: z.optional(z.enum(["organization", "account"])),
  status: z.optional(z.enum(INSTANCE_STATUSES)),
  statusReason: z.optional(text()),
  ownerAccountId: z.optional(accountId),
  primaryRegion: z.optional(text(32)),
  additionalRegions: z.optional(z.array(text(32))),
  startUrl: z.optional(text()),
  identitySource: z.optional(z.enum(["identity-center", "external", "active-directory"])),
  createdAt: z.optional(instant),
  tags: z.optional(z.record(z.string(), z.string())),
  accessControlAttributes: z.optional(
    z.strictObject({ sources: z.record(z.string(), z.string()), readyAt: z.optional(instant) }),
  ),
  encryption: z.optional(z.strictObject({ kmsKeyArn: text(2048), problem: z.optional(z.enum(KMS_PROBLEMS)) })),
  networkControl: z.optional(networkControl),
  permissionSetsEnabled: z.optional(z.boolean()),
  regionWork: z.optional(z.strictObject({ region: text(32), kind: z.enum(["adding", "removing"]), endsAt: instant })),
});

const account = z.strictObject({
  id: accountId,
  name: z.optional(text(50)),
  email: z.optional(text(64)),
  state: z.optional(z.enum(ACCOUNT_STATES)),
  nextStateAt: z.optional(instant),
  parent: z.optional(text()),
  customerManagedPolicies: z.optional(z.array(writtenCustomerManagedPolicy)),
  alias: z.optional(z.nullable(text(255))),
  iam: z.optional(writtenAccountIam),
  signIn: z.optional(writtenSignIn),
  tags: z.optional(z.record(z.string(), z.string())),
});

const user = z.strictObject({
  id: z.optional(text(47)),
  userName: text(128),
  displayName: z.optional(text()),
  givenName: z.optional(text()),
  familyName: z.optional(text()),
  email: z.optional(text()),
  status: z.optional(z.enum(["ENABLED", "DISABLED"])),
  password: z.optional(text()),
  mfa: z.optional(z.literal("totp")),
  externalId: z.optional(text()),
  createdAt: z.optional(instant),
  updatedAt: z.optional(instant),
  attributes: z.optional(z.record(z.string(), z.unknown())),
});

const group = z.strictObject({
  id: z.optional(text(47)),
  displayName: text(),
  description: z.optional(text()),
  externalId: z.optional(text()),
  createdAt: z.optional(instant),
  updatedAt: z.optional(instant),
  /** userNames or ids; the same as rows of `memberships`. */
  members: z.optional(z.array(text())),
});

const contentFields = {
  managedPolicyArns: z.optional(z.array(text(2048))),
  customerManagedPolicies: z.optional(z.array(policyReference)),
  inlinePolicy: z.optional(policyDocument),
  permissionsBoundary: z.optional(
    z.union([
      z.strictObject({ kind: z.literal("aws-managed"), arn: text(2048) }),
      z.strictObject({ kind: z.literal("customer-managed"), reference: policyReference }),
    ]),
  ),
  description: z.optional(text(700)),
  sessionDuration: z.optional(z.string().check(z.regex(/^PT\d+[HMS](\d+[MS]){0,2}$/))),
  relayState: z.optional(text(240)),
};

const permissionSet = z.strictObject({
  arn: z.optional(text(1224)),
  name: z.string().check(z.regex(/^[\w+=,.@-]{1,32}$/)),
  createdAt: z.optional(instant),
  tags: z.optional(z.record(z.string(), z.string())),
  ...contentFields,
});

const principalFields = { user: z.optional(text()), group: z.optional(text()) };
const grantFields = { account: text(), permissionSet: text(1224) };

export const writtenDocument = z.strictObject({
  schema: z.literal(ORGANIZATION_DOCUMENT_SCHEMA),
  takenAt: z.optional(instant),
  organization: z.optional(organization),
  instance: z.optional(z.nullable(instance)),
  organizationalUnits: z.optional(
    z.array(
      z.strictObject({
        id: z.optional(text()),
        name: text(128),
        parent: z.optional(text()),
        tags: z.optional(z.record(z.string(), z.string())),
      }),
    ),
  ),
  policies: z.optional(
    z.array(
      z.strictObject({
        id: z.optional(text()),
        name: text(128),
        description: z.optional(z.string()),
        tags: z.optional(z.record(z.string(), z.string())),
        type: z.enum(POLICY_TYPES),
        document: policyDocument,
        targets: z.optional(z.array(text())),
      }),
    ),
  ),
  accounts: z.optional(z.array(account)),
  users: z.optional(z.array(user)),
  groups: z.optional(z.array(group)),
  memberships: z.optional(z.array(z.strictObject({ id: z.optional(text()), group: text(), user: text() }))),
  permissionSets: z.optional(z.array(permissionSet)),
  assignments: z.optional(z.array(z.strictObject({ ...grantFields, ...principalFields }))),
  provisionedRoles: z.optional(
    z.array(
      z.strictObject({
        ...grantFields,
        roleName: z.optional(text(64)),
        freshness: z.optional(z.enum(["latest", "outdated"])),
        isRolePresent: z.optional(z.boolean()),
        content: z.optional(z.strictObject(contentFields)),
        createdAt: z.optional(instant),
      }),
    ),
  ),
  requests: z.optional(
    z.array(
      z.strictObject({
        id: z.optional(text()),
        kind: z.enum(["create-assignment", "delete-assignment", "provision"]),
        status: z.enum(REQUEST_STATUSES),
        failureReason: z.optional(text(4096)),
        failsWith: z.optional(text(4096)),
        ...grantFields,
        account: z.optional(text()),
        ...principalFields,
        createdAt: z.optional(instant),
        endsAt: z.optional(instant),
      }),
    ),
  ),
  applications: z.optional(z.array(writtenApplication)),
  trustedTokenIssuers: z.optional(z.array(writtenTrustedTokenIssuer)),
  accountAccessApplications: z.optional(z.array(writtenAccountAccessApplication)),
  entitlements: z.optional(z.array(writtenEntitlement)),
  scimTokens: z.optional(
    z.array(z.strictObject({ id: text(), digest: z.optional(z.string()), createdAt: instant, expiresAt: instant })),
  ),
  events: z.optional(z.array(z.record(z.string(), z.unknown()))),
  portalSessions: z.optional(
    z.array(
      z.strictObject({
        user: text(),
        refreshedAt: instant,
        sees: z.optional(z.array(z.strictObject({ account: text(), permissionSet: text(32) }))),
      }),
    ),
  ),
  faults: z.optional(
    z.array(
      z.strictObject({
        id: z.optional(text()),
        service: text(64),
        operation: text(128),
        kind: z.enum(FAULT_KINDS),
        accountId: z.optional(accountId),
        after: z.optional(z.int().check(z.nonnegative())),
        every: z.optional(z.int().check(z.positive())),
        times: z.optional(z.int().check(z.positive())),
        milliseconds: z.optional(z.int().check(z.nonnegative(), z.maximum(3_600_000))),
      }),
    ),
  ),
  lab: z.optional(
    z.strictObject({
      portalListsInactiveAccounts: z.optional(z.boolean()),
      listsFailedAssignments: z.optional(z.boolean()),
      principalRowsIncludeGroups: z.optional(z.boolean()),
      repeatedAssignment: z.optional(z.enum(["succeeds", "conflict"])),
      orphanRemoval: z.optional(z.enum(["succeeds", "fails"])),
      omittedProvisioningStatus: z.optional(z.enum(["all", "latest"])),
      activeDirectoryRefusesUnfilteredLists: z.optional(z.boolean()),
      consoleRefusal: z.optional(z.enum(["after-authentication", "before-authentication"])),
      authorizationIdPercent: z.optional(z.int().check(z.nonnegative(), z.maximum(100))),
      deletionWithEntitlements: z.optional(z.enum(["succeeds", "fails"])),
      permissionSetsOff: z.optional(z.enum(["empty", "refused"])),
      accountsHaveStatus: z.optional(z.boolean()),
      repeatedEntitlement: z.optional(z.enum(["same-id", "conflict"])),
      unsetConsoleAuthorization: z.optional(z.enum(["disabled", "not-found"])),
      provisioningMilliseconds: z.optional(z.int().check(z.nonnegative(), z.maximum(86_400_000))),
    }),
  ),
  coverage: z.optional(writtenCoverage),
});

export type WrittenDocument = z.infer<typeof writtenDocument>;
