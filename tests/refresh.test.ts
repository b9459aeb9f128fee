/** A snapshot brought up to date from CloudTrail equals a new one, at five calls a change at most; what events cannot tell is said. */
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteGroupMembershipCommand,
  DeleteUserCommand,
  IdentitystoreClient,
  UpdateUserCommand,
} from "@aws-sdk/client-identitystore";
import { CloseAccountCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import {
  AttachManagedPolicyToPermissionSetCommand,
  CreateAccountAssignmentCommand,
  CreatePermissionSetCommand,
  DeleteAccountAssignmentCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { OrganizationDocument } from "../src/model/organization-document/document.ts";
import { collectOrganization } from "../src/sources/organization/collect.ts";
import { pointOf, refreshOrganization } from "../src/sources/organization/refresh.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";
import { MANAGEMENT, SIZES, sizedOrganization } from "./support/sized-organization.ts";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 0 });
});
afterAll(() => lab.close());
beforeEach(() => lab.clearFaults());

const credentials = { accessKeyId: MANAGEMENT, secretAccessKey: "lab" };
const connection = () => labConnection(lab, { credentials, isUnpaced: true });
/** Both walks: the principal walk alone would not see what a deleted group leaves behind, and the refresh does. */
const collect = async () => (await collectOrganization(connection(), testContext(), { isComplete: true })).document;
const settings = () => ({ endpoint: lab.url, region: "us-east-1", credentials });

/** All that a snapshot says, but for when. */
const timeless = ({ takenAt: _, ...document }: OrganizationDocument) => document;

test("a hundred changes of mixed kinds", { timeout: 120_000 }, async () => {
  await lab.put(sizedOrganization(SIZES.S));
  const before = await collect();
  const changes = await change(before, 100);
  expect(changes).toBe(100);
  const refreshed = await refreshOrganization(before, pointOf(before), connection(), testContext());
  if (refreshed.kind !== "refreshed") throw new Error(refreshed.reason);
  const fresh = await collect();
  expect(timeless(refreshed.document)).toEqual(timeless(fresh));
  expect(timeless(fresh)).not.toEqual(timeless(before));
  expect({ calls: refreshed.calls.total, isWithin: refreshed.calls.total <= 5 * changes }).toMatchObject({
    isWithin: true,
  });
  expect(refreshed.caveat).toMatch(/delegated administrator/);

  const again = await refreshOrganization(refreshed.document, refreshed.point, connection(), testContext());
  expect(again.kind).toBe("refreshed");
});

test("what the events cannot tell needs a full collection, and says why", async () => {
  await lab.put(sizedOrganization(SIZES.S));
  const document = await collect();
  const refresh = (point = pointOf(document), from = document) =>
    refreshOrganization(from, point, connection(), testContext());
  const old = { at: new Date(Date.now() - 91 * 86_400_000).toISOString(), eventIds: [] };
  expect(await refresh(old)).toMatchObject({ kind: "full-scan-needed", reason: expect.stringMatching(/90 days/) });
  const lost = { at: document.takenAt, eventIds: ["an-event-that-is-gone"] };
  expect(await refresh(lost)).toMatchObject({
    kind: "full-scan-needed",
    reason: expect.stringMatching(/not in the event/),
  });
  await lab.fault({ service: "cloudtrail", operation: "LookupEvents", kind: "refuse" });
  expect(await refresh()).toMatchObject({
    kind: "full-scan-needed",
    reason: expect.stringMatching(/cloudtrail:LookupEvents/),
  });
});

test("a key that cannot be read again is a gap in the refreshed snapshot", async () => {
  await lab.put(sizedOrganization(SIZES.S));
  const before = await collect();
  const [group] = before.groups;
  const store = new IdentitystoreClient(settings());
  const user = before.users.find(
    ({ id }) => !before.memberships.some((row) => row.userId === id && row.groupId === group?.id),
  );
  if (!group || !user || !before.instance) throw new Error("the organization is empty");
  const IdentityStoreId = before.instance.identityStoreId;
  await store.send(
    new CreateGroupMembershipCommand({ IdentityStoreId, GroupId: group.id, MemberId: { UserId: user.id } }),
  );
  await lab.fault({ service: "identitystore", operation: "ListGroupMemberships", kind: "refuse" });
  const refreshed = await refreshOrganization(before, pointOf(before), connection(), testContext());
  if (refreshed.kind !== "refreshed") throw new Error(refreshed.reason);
  expect(refreshed.document.coverage?.gaps.map(({ part }) => part)).toEqual([{ kind: "members", groupId: group.id }]);
  await lab.clearFaults();
  const later = await refreshOrganization(refreshed.document, refreshed.point, connection(), testContext());
  if (later.kind !== "refreshed") throw new Error(later.reason);
  expect(later.document.coverage?.gaps).toEqual([]);
  expect(timeless(later.document)).toEqual(timeless(await collect()));
});

const MANAGED = [
  "ReadOnlyAccess",
  "PowerUserAccess",
  "ViewOnlyAccess",
  "SecurityAudit",
  "AdministratorAccess",
  "job-function/Billing",
  "IAMReadOnlyAccess",
  "AmazonS3FullAccess",
  "AmazonEC2FullAccess",
];

/** Makes so many changes, a dozen kinds by turns. */
async function change(document: OrganizationDocument, count: number): Promise<number> {
  const sso = new SSOAdminClient(settings());
  const store = new IdentitystoreClient(settings());
  const organizations = new OrganizationsClient(settings());
  const { instance, assignments, permissionSets, accounts } = document;
  // The last ones of each list are deleted on the way; the others are changed.
  const [users, leaving] = [document.users.slice(0, 80), document.users.slice(80)];
  const [groups, ending] = [document.groups.slice(0, 8), document.groups.slice(8)];
  const memberships = document.memberships.filter(
    (row) => users.some(({ id }) => id === row.userId) && groups.some(({ id }) => id === row.groupId),
  );
  const InstanceArn = instance?.arn;
  const IdentityStoreId = instance?.identityStoreId;
  const at = <Row>(rows: readonly Row[], place: number): Row => {
    const row = rows[place % rows.length];
    if (row === undefined) throw new Error("the organization is empty");
    return row;
  };
  const target = (accountId: string) => ({ InstanceArn, TargetId: accountId, TargetType: "AWS_ACCOUNT" as const });
  const kinds: readonly ((place: number) => Promise<unknown>)[] = [
    (n) =>
      sso.send(
        new CreateAccountAssignmentCommand({
          ...target(at(accounts, n + 1).id),
          PermissionSetArn: at(permissionSets, n).arn,
          PrincipalType: "USER",
          PrincipalId: at(users, n + 50).id,
        }),
      ),
    (n) => {
      const { accountId, permissionSetArn, principal } = at(assignments, n * 3);
      return sso.send(
        new DeleteAccountAssignmentCommand({
          ...target(accountId),
          PermissionSetArn: permissionSetArn,
          PrincipalType: principal.type,
          PrincipalId: principal.id,
        }),
      );
    },
    (n) => {
      const user = at(users, n);
      const group = at(
        groups.filter(({ id }) => !memberships.some((row) => row.userId === user.id && row.groupId === id)),
        n,
      );
      return store.send(
        new CreateGroupMembershipCommand({ IdentityStoreId, GroupId: group.id, MemberId: { UserId: user.id } }),
      );
    },
    (n) => store.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId: at(memberships, n * 5).id })),
    (n) =>
      store.send(
        new CreateUserCommand({
          IdentityStoreId,
          UserName: `new-${n}@example.com`,
          DisplayName: `New ${n}`,
          Name: { GivenName: "New", FamilyName: `Number ${n}` },
        }),
      ),
    (n) =>
      store.send(
        new UpdateUserCommand({
          IdentityStoreId,
          UserId: at(users, n).id,
          Operations: [{ AttributePath: "displayName", AttributeValue: `Renamed ${n}` }],
        }),
      ),
    (n) => store.send(new DeleteUserCommand({ IdentityStoreId, UserId: at(leaving, Math.floor(n / 12)).id })),
    (n) =>
      n % 24 < 12
        ? store.send(new CreateGroupCommand({ IdentityStoreId, DisplayName: `new-group-${n}` }))
        : store.send(new DeleteGroupCommand({ IdentityStoreId, GroupId: at(ending, Math.floor(n / 24)).id })),
    (n) => sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: `New-${n}` })),
    (n) =>
      sso.send(
        new PutInlinePolicyToPermissionSetCommand({
          InstanceArn,
          PermissionSetArn: at(permissionSets, n).arn,
          InlinePolicy:
            '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}]}',
        }),
      ),
    (n) =>
      sso.send(
        new AttachManagedPolicyToPermissionSetCommand({
          InstanceArn,
          PermissionSetArn: at(permissionSets, n).arn,
          ManagedPolicyArn: `arn:aws:iam::aws:policy/${at(MANAGED, Math.floor(n / 12))}`,
        }),
      ),
    (n) =>
      n % 24 < 12
        ? sso.send(
            new ProvisionPermissionSetCommand({
              InstanceArn,
              PermissionSetArn: at(permissionSets, n).arn,
              TargetType: "ALL_PROVISIONED_ACCOUNTS",
            }),
          )
        : organizations.send(
            new CloseAccountCommand({ AccountId: at(accounts, accounts.length - 1 - (Math.floor(n / 24) % 4)).id }),
          ),
  ];
  for (let n = 0; n < count; n += 1) await at(kinds, n)(n);
  return count;
}
