/** What the tests of a watch break and fix: one grant of a group with one member, who leaves it and comes back. */
import {
  CreateGroupMembershipCommand,
  DeleteGroupMembershipCommand,
  IdentitystoreClient,
  ListGroupMembershipsCommand,
} from "@aws-sdk/client-identitystore";
import { loadOrganizationDocument } from "../../src/model/organization-document/load.ts";

export const MANAGEMENT = "123456789012";
export const SANDBOX = "111122223333";
export const QUEUE = `https://sqs.us-east-1.amazonaws.com/${MANAGEMENT}/idc-doctor-events`;
const grant = { account: SANDBOX, permissionSet: "ReadOnly" };
const loaded = loadOrganizationDocument({
  schema: "idc-doctor/organization/1",
  organization: { managementAccountId: MANAGEMENT },
  accounts: [
    { id: MANAGEMENT, name: "management" },
    { id: SANDBOX, name: "sandbox" },
  ],
  permissionSets: [{ name: "ReadOnly" }],
  users: [{ userName: "alice@example.com" }],
  groups: [{ displayName: "Developers" }],
  memberships: [{ group: "Developers", user: "alice@example.com" }],
  assignments: [{ ...grant, group: "Developers" }],
  provisionedRoles: [{ ...grant, freshness: "latest" }],
});
if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
export const { document } = loaded;

export interface OnlyMember {
  /** The group is empty from now on. */
  readonly leave: () => Promise<void>;
  readonly rejoin: () => Promise<void>;
  readonly close: () => void;
}

export function onlyMember(labUrl: string): OnlyMember {
  const credentials = { accessKeyId: MANAGEMENT, secretAccessKey: "lab" };
  const directory = new IdentitystoreClient({ endpoint: labUrl, region: "us-east-1", credentials });
  const IdentityStoreId = document.instance?.identityStoreId;
  const [{ groupId: GroupId, userId: UserId = "" } = {}] = document.memberships;
  return {
    leave: async () => {
      const { GroupMemberships } = await directory.send(new ListGroupMembershipsCommand({ IdentityStoreId, GroupId }));
      const MembershipId = GroupMemberships?.[0]?.MembershipId;
      await directory.send(new DeleteGroupMembershipCommand({ IdentityStoreId, MembershipId }));
    },
    rejoin: async () => {
      await directory.send(new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId: { UserId } }));
    },
    close: () => directory.destroy(),
  };
}
