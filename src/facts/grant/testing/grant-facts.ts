/** For tests: the facts of a grant that works, to be broken one reading at a time. */

import {
  derivedGroupId,
  derivedPermissionSetArn,
  derivedRequestId,
  derivedUserId,
} from "../../../model/derived-ids.ts";
import { certain, parseAccountId, parseIdentityStoreId, parseInstanceArn, parseRegion } from "../../../model/ids.ts";
import { known, type ReadFailure, type Reading, unread } from "../../../model/reading.ts";
import { NOTHING_ADDITIONAL } from "../additional-facts.ts";
import type { AdditionalFacts, AttachedPrincipal, GrantFacts, RequestFacts } from "../grant-facts.ts";

export const AT = "2026-09-14T09:30:00Z";
export const SANDBOX = certain(parseAccountId("111122223333"));
export const PRODUCTION = certain(parseAccountId("444455556666"));
export const DELEGATE = certain(parseAccountId("777788889999"));
export const MANAGEMENT = certain(parseAccountId("123456789012"));
export const US = certain(parseRegion("us-east-1"));
export const EU = certain(parseRegion("eu-west-1"));
const STORE = certain(parseIdentityStoreId("d-1234567890"));
const INSTANCE = certain(parseInstanceArn("arn:aws:sso:::instance/ssoins-1234567890abcdef"));
export const ALICE = derivedUserId(STORE, "alice.moreau@example.com");
export const BOB = derivedUserId(STORE, "bob.tanaka@example.com");
export const LEAVER = derivedUserId(STORE, "somebody who was deleted");
export const DEVELOPERS = derivedGroupId(STORE, "Developers");
export const EVERYONE = derivedGroupId(STORE, "Everyone");
export const READ_ONLY = { arn: derivedPermissionSetArn(INSTANCE, "ReadOnly"), name: "ReadOnly" };
export const ADMIN = { arn: derivedPermissionSetArn(INSTANCE, "AdministratorAccess"), name: "AdministratorAccess" };

export const instance = {
  arn: INSTANCE,
  identityStoreId: STORE,
  ownerAccountId: MANAGEMENT,
  status: "ACTIVE",
  statusReason: undefined,
  region: US,
} as const;

export const alice = {
  id: ALICE,
  userName: "alice.moreau@example.com",
  displayName: "Alice Moreau",
  status: "ENABLED",
  isExternallyOwned: false,
  createdAt: "2024-02-01T08:00:00Z",
} as const;

export const sandbox = { id: SANDBOX, name: "sandbox", state: "ACTIVE", managementAccountId: MANAGEMENT } as const;

/** An attached group that exists; `isEmpty` and the rest as given. */
export const attachedGroup = (
  more: { readonly isEmpty?: boolean; readonly isExternallyOwned?: boolean; readonly id?: typeof DEVELOPERS } = {},
): AttachedPrincipal => ({
  principal: { type: "GROUP", id: more.id ?? DEVELOPERS },
  details: known({ name: "Developers", isExternallyOwned: more.isExternallyOwned ?? false, createdAt: undefined }, [
    "e20",
  ]),
  isEmpty: more.isEmpty === undefined ? unread("the user is a member") : known(more.isEmpty, ["e21"]),
});

export const attachedUser = (id = ALICE, name = "alice.moreau@example.com"): AttachedPrincipal => ({
  principal: { type: "USER", id },
  details: known({ name, isExternallyOwned: false, createdAt: undefined }, ["e22"]),
  isEmpty: unread("a user is no group"),
});

/** A row that points at nobody. */
export const orphan = (type: "USER" | "GROUP"): AttachedPrincipal => ({
  principal: type === "USER" ? { type, id: LEAVER } : { type, id: DEVELOPERS },
  details: known(null, ["e23"]),
  isEmpty: unread("there is no such principal"),
});

export const request = (more: Partial<RequestFacts> & Pick<RequestFacts, "kind" | "status">): RequestFacts => ({
  id: derivedRequestId(`${more.kind} ${more.status}`),
  failureReason: undefined,
  principal: more.kind === "provision" ? undefined : { type: "USER", id: ALICE },
  createdAt: "2026-09-14T09:20:00Z",
  ...more,
});

/** A reading that failed. */
export const failed = (
  kind: ReadFailure["kind"] = "refused",
  operation = "ListAccountAssignments",
): Reading<never> => ({
  state: "unknown",
  failure: {
    kind,
    service: "sso-admin",
    operation,
    permission: `sso:${operation}`,
    message: `User is not authorized to perform: sso:${operation}`,
  },
  evidence: ["e30"],
});

/** ReadOnly in sandbox reaches Alice through her group Developers, and everything behind it is in order. */
export function workingFacts(more: Partial<GrantFacts> = {}): GrantFacts {
  return {
    question: {
      user: "alice.moreau@example.com",
      account: SANDBOX,
      permissionSet: "ReadOnly",
      region: US,
      isRegionGiven: true,
      action: null,
    },
    at: AT,
    accountId: SANDBOX,
    caller: known({ accountId: MANAGEMENT, arn: `arn:aws:iam::${MANAGEMENT}:user/operator` }, ["e1"]),
    instance: known(instance, ["e2"]),
    regionsLookedAt: [US],
    user: known(alice, ["e3"]),
    groupIds: known([DEVELOPERS, EVERYONE], ["e4"]),
    account: known(sandbox, ["e5"]),
    permissionSet: known(READ_ONLY, ["e6"]),
    attached: known([attachedGroup()], ["e7"]),
    freshness: known("latest", ["e8"]),
    requests: unread("the grant is complete"),
    grantedAt: known(null, ["e9"]),
    otherGrants: unread("the set is assigned to somebody in this account"),
    isSetInManagementAccount: unread("the caller is in the management account"),
    role: known(
      {
        roleName: "AWSReservedSSO_ReadOnly_0123456789abcdef",
        arn: `arn:aws:iam::${SANDBOX}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_ReadOnly_0123456789abcdef`,
      },
      ["e10"],
    ),
    portal: known({ listsAccount: true, roleNames: ["ReadOnly"], givesCredentials: true }, ["e11"]),
    additional: NOTHING_ADDITIONAL,
    ...more,
  };
}

/** ReadOnly in sandbox is assigned to nobody; what lies behind was not read. */
export const unassignedFacts = (more: Partial<GrantFacts> = {}): GrantFacts =>
  workingFacts({
    attached: known([], ["e7"]),
    freshness: known("not-provisioned", ["e8"]),
    requests: known([], ["e12"]),
    grantedAt: unread("the grant is not complete"),
    otherGrants: known([], ["e13"]),
    role: unread("behind the broken link"),
    portal: unread("behind the broken link"),
    ...more,
  });

/** ReadOnly in sandbox is assigned to Alice's group, but is not in the account. */
export const unprovisionedFacts = (more: Partial<GrantFacts> = {}): GrantFacts =>
  unassignedFacts({ attached: known([attachedGroup()], ["e7"]), otherGrants: unread("it is assigned here"), ...more });

/** The additional facts with some of them read. */
export const additional = (more: Partial<AdditionalFacts>): AdditionalFacts => ({ ...NOTHING_ADDITIONAL, ...more });

/** The readings of a grant that a test can let fail. */
export const READINGS = [
  "caller",
  "instance",
  "user",
  "groupIds",
  "account",
  "permissionSet",
  "attached",
  "freshness",
  "requests",
  "grantedAt",
  "otherGrants",
  "isSetInManagementAccount",
  "role",
  "portal",
] as const satisfies readonly (keyof GrantFacts)[];
