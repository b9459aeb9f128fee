/** Users, groups and memberships through the identity store's API: made, renamed, deleted and made again under the same name. */
import { DISPLAY_NAMES, GROUP_NAMES, USER_NAMES } from "../beginning.ts";
import { alive, gone, type HistoryWorld, type Named, oneOf, type Person, tell, wasDone } from "../world.ts";
import type { Step } from "./step.ts";

const isNameFree = (rows: readonly Named[], name: string): boolean => !alive(rows).some((row) => row.name === name);

async function createUser(world: HistoryWorld, name: string, displayName: string): Promise<string> {
  const { api, store, users, now } = world;
  const [GivenName = "", FamilyName = "Person"] = displayName.split(" ");
  const answer = await api.call("identitystore", "CreateUser", {
    IdentityStoreId: store,
    UserName: name,
    DisplayName: displayName,
    Name: { GivenName, FamilyName },
    Emails: [{ Value: name, Type: "work", Primary: true }],
  });
  if (wasDone(answer))
    users.push({
      id: String(answer.output["UserId"]),
      name,
      displayName,
      fullName: `${GivenName} ${FamilyName}`,
      email: name,
      cameAt: await now(),
    });
  return tell(`create user ${name}`, answer);
}

async function createGroup(world: HistoryWorld, name: string): Promise<string> {
  const answer = await world.api.call("identitystore", "CreateGroup", {
    IdentityStoreId: world.store,
    DisplayName: name,
  });
  if (wasDone(answer)) world.groups.push({ id: String(answer.output["GroupId"]), name, cameAt: await world.now() });
  return tell(`create group ${name}`, answer);
}

async function end(world: HistoryWorld, what: "User" | "Group", row: Named): Promise<string> {
  const answer = await world.api.call("identitystore", `Delete${what}`, {
    IdentityStoreId: world.store,
    [`${what}Id`]: row.id,
  });
  if (wasDone(answer)) row.goneAt = await world.now();
  return tell(`delete ${what.toLowerCase()} ${row.name}`, answer);
}

async function join(world: HistoryWorld, group: Named, user: Person): Promise<string> {
  const answer = await world.api.call("identitystore", "CreateGroupMembership", {
    IdentityStoreId: world.store,
    GroupId: group.id,
    MemberId: { UserId: user.id },
  });
  if (wasDone(answer)) world.happenings.push({ what: "joined", at: await world.now(), user: user.id, group: group.id });
  return tell(`add ${user.name} to ${group.name}`, answer);
}

const memberships = async (world: HistoryWorld, group: Named) => {
  const answer = await world.api.call("identitystore", "ListGroupMemberships", {
    IdentityStoreId: world.store,
    GroupId: group.id,
  });
  if (!wasDone(answer)) return [];
  return answer.output["GroupMemberships"] as readonly { MembershipId: string; MemberId: { UserId: string } }[];
};

export const directorySteps: Readonly<Record<string, Step>> = {
  "create-user": async (world) => {
    const at = world.random.below(USER_NAMES.length);
    const name = `${USER_NAMES[at]}@example.com`;
    return isNameFree(world.users, name) ? createUser(world, name, DISPLAY_NAMES[at] ?? name) : undefined;
  },
  "delete-user": async (world) => {
    const user = oneOf(world, alive(world.users));
    return user && end(world, "User", user);
  },
  "recreate-user": async (world) => {
    const user = oneOf(
      world,
      gone(world.users).filter(({ name }) => isNameFree(world.users, name)),
    );
    return user && createUser(world, user.name, user.displayName);
  },
  "rename-user": async (world) => {
    const user = oneOf(world, alive(world.users));
    if (!user) return undefined;
    const displayName = world.random.pick(DISPLAY_NAMES);
    const answer = await world.api.call("identitystore", "UpdateUser", {
      IdentityStoreId: world.store,
      UserId: user.id,
      Operations: [{ AttributePath: "displayName", AttributeValue: displayName }],
    });
    if (wasDone(answer)) user.displayName = displayName;
    return tell(`rename ${user.name} to ${displayName}`, answer);
  },
  "create-group": async (world) => {
    const name = world.random.pick(GROUP_NAMES);
    return isNameFree(world.groups, name) ? createGroup(world, name) : undefined;
  },
  "delete-group": async (world) => {
    const group = oneOf(world, alive(world.groups));
    return group && end(world, "Group", group);
  },
  "recreate-group": async (world) => {
    const group = oneOf(
      world,
      gone(world.groups).filter(({ name }) => isNameFree(world.groups, name)),
    );
    return group && createGroup(world, group.name);
  },
  "delete-and-recreate-group": async (world) => {
    const group = oneOf(world, alive(world.groups));
    if (!group) return undefined;
    const members = await memberships(world, group);
    const first = await end(world, "Group", group);
    const words = [first, await createGroup(world, group.name)];
    const made = alive(world.groups).find(({ name }) => name === group.name);
    for (const { MemberId } of members) {
      const user = alive(world.users).find(({ id }) => id === MemberId.UserId);
      if (made && user && world.random.isHit(0.8)) words.push(await join(world, made, user));
    }
    return words.join("; ");
  },
  "add-member": async (world) => {
    const [group, user] = [oneOf(world, alive(world.groups)), oneOf(world, alive(world.users))];
    return group && user && join(world, group, user);
  },
  "remove-member": async (world) => {
    const group = oneOf(world, alive(world.groups));
    const member = group && oneOf(world, await memberships(world, group));
    if (!group || !member) return undefined;
    const answer = await world.api.call("identitystore", "DeleteGroupMembership", {
      IdentityStoreId: world.store,
      MembershipId: member.MembershipId,
    });
    const user = member.MemberId.UserId;
    if (wasDone(answer)) world.happenings.push({ what: "left", at: await world.now(), user, group: group.id });
    return tell(`remove ${user} from ${group.name}`, answer);
  },
};
