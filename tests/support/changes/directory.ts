/** Changes of users, groups and memberships, by the Identity Store's API and by SCIM. */
import {
  CreateGroupCommand,
  CreateGroupMembershipCommand,
  CreateUserCommand,
  DeleteGroupCommand,
  DeleteGroupMembershipCommand,
  DeleteUserCommand,
  UpdateGroupCommand,
  UpdateUserCommand,
} from "@aws-sdk/client-identitystore";
import type { ChangingWorld } from "./world.ts";

const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const patch = (operation: object) => ({ schemas: [PATCH], Operations: [operation] });

async function patched(world: ChangingWorld, path: string, id: string | undefined, operation: object) {
  if (!world.scim || !id) return false;
  await world.scim("PATCH", `${path}/${id}`, patch(operation));
  return true;
}

/** Each answers whether it could find something to change. */
export const directoryChanges: Readonly<Record<string, (world: ChangingWorld) => Promise<boolean>>> = {
  addMember: async (world) => {
    const [GroupId, UserId] = [world.one(world.groups), world.one(world.users)];
    if (!GroupId || !UserId) return false;
    const { IdentityStoreId } = world;
    const { MembershipId } = await world.store.send(
      new CreateGroupMembershipCommand({ IdentityStoreId, GroupId, MemberId: { UserId } }),
    );
    world.memberships.push(MembershipId ?? "");
    return true;
  },
  removeMember: async (world) => {
    const MembershipId = world.taken(world.memberships);
    if (!MembershipId) return false;
    await world.store.send(new DeleteGroupMembershipCommand({ IdentityStoreId: world.IdentityStoreId, MembershipId }));
    return true;
  },
  createUser: async (world) => {
    const n = world.fresh();
    const { UserId } = await world.store.send(
      new CreateUserCommand({
        IdentityStoreId: world.IdentityStoreId,
        UserName: `new-${n}@example.com`,
        DisplayName: `New ${n}`,
        Name: { GivenName: "New", FamilyName: `Number ${n}` },
      }),
    );
    world.users.push(UserId ?? "");
    return true;
  },
  renameUser: async (world) => {
    const UserId = world.one(world.users);
    if (!UserId) return false;
    const Operations = [{ AttributePath: "displayName", AttributeValue: `Renamed ${world.fresh()}` }];
    await world.store.send(new UpdateUserCommand({ IdentityStoreId: world.IdentityStoreId, UserId, Operations }));
    return true;
  },
  deleteUser: async (world) => {
    const UserId = world.taken(world.users);
    if (!UserId) return false;
    await world.store.send(new DeleteUserCommand({ IdentityStoreId: world.IdentityStoreId, UserId }));
    return true;
  },
  createGroup: async (world) => {
    const { GroupId } = await world.store.send(
      new CreateGroupCommand({ IdentityStoreId: world.IdentityStoreId, DisplayName: `new-group-${world.fresh()}` }),
    );
    world.groups.push(GroupId ?? "");
    return true;
  },
  renameGroup: async (world) => {
    const GroupId = world.one(world.groups);
    if (!GroupId) return false;
    const Operations = [{ AttributePath: "displayName", AttributeValue: `renamed-group-${world.fresh()}` }];
    await world.store.send(new UpdateGroupCommand({ IdentityStoreId: world.IdentityStoreId, GroupId, Operations }));
    return true;
  },
  deleteGroup: async (world) => {
    const GroupId = world.taken(world.groups);
    if (!GroupId) return false;
    await world.store.send(new DeleteGroupCommand({ IdentityStoreId: world.IdentityStoreId, GroupId }));
    return true;
  },
  disableUserByScim: (world) =>
    patched(world, "Users", world.one(world.users), { op: "replace", path: "active", value: false }),
  enableUserByScim: (world) =>
    patched(world, "Users", world.one(world.users), { op: "replace", path: "active", value: true }),
  createUserByScim: async (world) => {
    if (!world.scim) return false;
    const n = world.fresh();
    const id = await world.scim("POST", "Users", {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      userName: `scim-${n}@example.com`,
      name: { givenName: "Scim", familyName: `Number ${n}` },
      displayName: `Scim ${n}`,
      externalId: `external-${n}`,
      active: true,
    });
    world.users.push(id);
    return true;
  },
  addMemberByScim: (world) =>
    patched(world, "Groups", world.one(world.groups), {
      op: "add",
      path: "members",
      value: [{ value: world.one(world.users) }],
    }),
};
