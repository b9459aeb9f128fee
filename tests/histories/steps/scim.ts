/** The identity provider's sync: users switched off and on, members replaced, groups of another life. Only where the directory is external. */
import { alive, gone, oneOf, tell, wasDone } from "../world.ts";
import type { Step } from "./step.ts";

const PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
const patch = (operation: object) => ({ schemas: [PATCH], Operations: [operation] });

function active(value: boolean): Step {
  return async (world) => {
    const user = world.isExternal ? oneOf(world, alive(world.users)) : undefined;
    if (!user) return undefined;
    const answer = await world.api.scim("PATCH", `Users/${user.id}`, patch({ op: "replace", path: "active", value }));
    return tell(`SCIM: ${value ? "enable" : "disable"} ${user.name}`, answer);
  };
}

function members(op: "add" | "remove"): Step {
  return async (world) => {
    const [group, user] = [oneOf(world, alive(world.groups)), oneOf(world, alive(world.users))];
    if (!world.isExternal || !group || !user) return undefined;
    const operation =
      op === "add"
        ? { op, path: "members", value: [{ value: user.id }] }
        : { op, path: `members[value eq "${user.id}"]` };
    const answer = await world.api.scim("PATCH", `Groups/${group.id}`, patch(operation));
    const what = op === "add" ? "joined" : "left";
    if (wasDone(answer)) world.happenings.push({ what, at: await world.now(), user: user.id, group: group.id });
    return tell(`SCIM: ${op} ${user.name} ${op === "add" ? "to" : "from"} ${group.name}`, answer);
  };
}

export const scimSteps: Readonly<Record<string, Step>> = {
  "scim-disable-user": active(false),
  "scim-enable-user": active(true),
  "scim-add-member": members("add"),
  "scim-remove-member": members("remove"),
  /** The provider still believes in a group that is gone: AWS refuses, and the event says so. */
  "scim-add-to-deleted-group": async (world) => {
    const [group, user] = [oneOf(world, gone(world.groups)), oneOf(world, alive(world.users))];
    if (!world.isExternal || !group || !user) return undefined;
    const operation = { op: "add", path: "members", value: [{ value: user.id }] };
    const answer = await world.api.scim("PATCH", `Groups/${group.id}`, patch(operation));
    return tell(`SCIM: add ${user.name} to the deleted group ${group.name}`, answer);
  },
  "scim-delete-user": async (world) => {
    const user = world.isExternal ? oneOf(world, alive(world.users)) : undefined;
    if (!user) return undefined;
    const answer = await world.api.scim("DELETE", `Users/${user.id}`);
    if (wasDone(answer)) user.goneAt = await world.now();
    return tell(`SCIM: delete ${user.name}`, answer);
  },
  "scim-recreate-user": async (world) => {
    const user = world.isExternal ? oneOf(world, gone(world.users)) : undefined;
    if (!user || alive(world.users).some(({ name }) => name === user.name)) return undefined;
    const [givenName = "", familyName = "Person"] = user.displayName.split(" ");
    const answer = await world.api.scim("POST", "Users", {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      userName: user.name,
      name: { givenName, familyName },
      displayName: user.displayName,
      emails: [{ value: user.name, type: "work", primary: true }],
      externalId: `again-${user.name}-${world.random.below(1e9)}`,
      active: true,
    });
    if (wasDone(answer))
      world.users.push({
        name: user.name,
        displayName: user.displayName,
        fullName: `${givenName} ${familyName}`,
        email: user.email,
        id: String(answer.output["id"]),
        cameAt: await world.now(),
      });
    return tell(`SCIM: create ${user.name} again`, answer);
  },
};
