/** Faults that are planted and healed through AWS's own calls, on things that no other change touches. */
import {
  CreateGroupMembershipCommand,
  DeleteGroupMembershipCommand,
  DeleteUserCommand,
  IdentitystoreClient,
  ListGroupMembershipsCommand,
} from "@aws-sdk/client-identitystore";
import {
  AttachManagedPolicyToPermissionSetCommand,
  DeleteAccountAssignmentCommand,
  ProvisionPermissionSetCommand,
  SSOAdminClient,
} from "@aws-sdk/client-sso-admin";
import type { OrganizationDocument } from "../../../src/model/organization-document/document.ts";
import type { WrittenDocument } from "../../../src/model/organization-document/written/document.ts";

/** Its id, which no other change knows. */
export const PLANTED_ACCOUNT = "900000000001";
const SET = "Planted";
const group = (at: number): string => `planted-group-${at}`;
const person = (at: number): string => `planted-person-${at}@example.com`;
const ownSet = (at: number): string => `Planted-${at}`;

const times = <T>(count: number, make: (at: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, at) => make(at));
const grant = (permissionSet: string) => ({ account: PLANTED_ACCOUNT, permissionSet });

/** The organization with what so many faults of each kind need, all of it healthy. */
export function withPlaces(written: WrittenDocument, count: number): WrittenDocument {
  const all = times(count, (at) => at);
  const sets = [SET, ...all.map(ownSet)];
  return {
    ...written,
    accounts: [...(written.accounts ?? []), { id: PLANTED_ACCOUNT, name: "planted" }],
    permissionSets: [...(written.permissionSets ?? []), ...sets.map((name) => ({ name }))],
    users: [
      ...(written.users ?? []),
      ...all.map((at) => ({ userName: person(at) })),
      { userName: "planted-keeper@example.com" },
    ],
    groups: [
      ...(written.groups ?? []),
      ...all.map((at) => ({ displayName: group(at) })),
      { displayName: "planted-keepers" },
    ],
    memberships: [
      ...(written.memberships ?? []),
      ...[...all.map(group), "planted-keepers"].map((name) => ({ group: name, user: "planted-keeper@example.com" })),
    ],
    assignments: [
      ...(written.assignments ?? []),
      ...all.flatMap((at) => [
        { ...grant(SET), group: group(at) },
        { ...grant(SET), user: person(at) },
        { ...grant(ownSet(at)), group: "planted-keepers" },
      ]),
    ],
    provisionedRoles: [
      ...(written.provisionedRoles ?? []),
      ...sets.map((name) => ({ ...grant(name), freshness: "latest" as const })),
    ],
  };
}

/** The document without them, for those who change the rest. */
export const withoutPlaces = (document: OrganizationDocument): OrganizationDocument => {
  const isPlace = (name: string): boolean => name.toLowerCase().startsWith("planted");
  const groups = document.groups.filter(({ displayName }) => !isPlace(displayName));
  const kept = new Set(groups.map(({ id }) => id));
  return {
    ...document,
    accounts: document.accounts.filter(({ id }) => id !== PLANTED_ACCOUNT),
    permissionSets: document.permissionSets.filter(({ name }) => !isPlace(name)),
    users: document.users.filter(({ userName }) => !isPlace(userName)),
    groups,
    memberships: document.memberships.filter(({ groupId }) => kept.has(groupId)),
    assignments: document.assignments.filter(({ accountId }) => accountId !== PLANTED_ACCOUNT),
  };
};

export interface PlantedFault {
  readonly cause: "group-empty" | "principal-deleted" | "outdated";
  /** What the finding is about: the id of the group or user, or the ARN of the set. */
  readonly about: string;
  readonly plant: () => Promise<void>;
  readonly heal: () => Promise<void>;
}

/** One fault of each kind in turn, each at a place of its own. */
export function plantedFaults(url: string, document: OrganizationDocument, count: number): readonly PlantedFault[] {
  const { instance, organization } = document;
  const credentials = { accessKeyId: organization.managementAccountId, secretAccessKey: "lab" };
  const settings = { endpoint: url, region: "us-east-1", credentials };
  const makers = [emptied, deleted, outdated] as const;
  const lab: Lab = {
    document,
    directory: new IdentitystoreClient(settings),
    sso: new SSOAdminClient(settings),
    IdentityStoreId: instance?.identityStoreId ?? "",
    InstanceArn: instance?.arn ?? "",
  };
  return times(count, (at) => (makers[at % makers.length] ?? emptied)(lab, Math.floor(at / makers.length)));
}

interface Lab {
  readonly document: OrganizationDocument;
  readonly directory: IdentitystoreClient;
  readonly sso: SSOAdminClient;
  readonly IdentityStoreId: string;
  readonly InstanceArn: string;
}

const userId = ({ document }: Lab, name: string): string =>
  document.users.find(({ userName }) => userName === name)?.id ?? "";
const setArn = ({ document }: Lab, name: string): string =>
  document.permissionSets.find((set) => set.name === name)?.arn ?? "";

/** The last member leaves, and comes back. */
function emptied(lab: Lab, at: number): PlantedFault {
  const { directory, IdentityStoreId } = lab;
  const GroupId = lab.document.groups.find(({ displayName }) => displayName === group(at))?.id ?? "";
  return {
    cause: "group-empty",
    about: GroupId,
    plant: async () => {
      const { GroupMemberships } = await directory.send(new ListGroupMembershipsCommand({ IdentityStoreId, GroupId }));
      const MembershipId = GroupMemberships?.[0]?.MembershipId;
      await directory.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId }));
    },
    heal: async () => {
      const MemberId = { UserId: userId(lab, "planted-keeper@example.com") };
      await directory.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId }));
    },
  };
}

/** A person is deleted, and later what was assigned to them. */
function deleted(lab: Lab, at: number): PlantedFault {
  const { directory, sso, IdentityStoreId, InstanceArn } = lab;
  const UserId = userId(lab, person(at));
  return {
    cause: "principal-deleted",
    about: UserId,
    plant: async () => void (await directory.send(new DeleteUserCommand({ IdentityStoreId, UserId }))),
    heal: async () =>
      void (await sso.send(
        new DeleteAccountAssignmentCommand({
          InstanceArn,
          PermissionSetArn: setArn(lab, SET),
          PrincipalId: UserId,
          PrincipalType: "USER",
          TargetId: PLANTED_ACCOUNT,
          TargetType: "AWS_ACCOUNT",
        }),
      )),
  };
}

/** A set is changed and not provisioned, and later it is. */
function outdated(lab: Lab, at: number): PlantedFault {
  const { sso, InstanceArn } = lab;
  const PermissionSetArn = setArn(lab, ownSet(at));
  return {
    cause: "outdated",
    about: PermissionSetArn,
    plant: async () =>
      void (await sso.send(
        new AttachManagedPolicyToPermissionSetCommand({
          InstanceArn,
          PermissionSetArn,
          ManagedPolicyArn: "arn:aws:iam::aws:policy/ViewOnlyAccess",
        }),
      )),
    heal: async () =>
      void (await sso.send(
        new ProvisionPermissionSetCommand({ InstanceArn, PermissionSetArn, TargetType: "ALL_PROVISIONED_ACCOUNTS" }),
      )),
  };
}
