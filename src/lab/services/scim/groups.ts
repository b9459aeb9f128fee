/** SCIM's groups and who is in them (facts 6). */
import { certain, parseGroupId } from "../../../model/ids.ts";
import type { Group } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { membershipKey, type World } from "../../world/world.ts";
import { changedAt } from "../identitystore/directory.ts";
import { refuseDuplicateGroup, removeGroup } from "../identitystore/groups.ts";
import { filterIn } from "./filter.ts";
import { listed } from "./listing.ts";
import { operationsIn, type PatchOperation } from "./patch.ts";
import type { ScimCall, ScimResult } from "./scim-call.ts";
import { invalid, missing, ScimError } from "./scim-error.ts";
import { type Json, objectsIn } from "./user-mapping.ts";

const GROUP_SCHEMA = "urn:ietf:params:scim:schemas:core:2.0:Group";
const FILTERS = [
  ["displayName"],
  ["externalId"],
  ["id", "members"],
  ["members", "id"],
  ["id", "member"],
  ["member", "id"],
];
/** Facts 6. */
const MOST_MEMBERS = 100;

/** Members are never listed (facts 6). */
const written = (group: Group, location: string): Json => ({
  id: group.id,
  externalId: group.externalId,
  meta: {
    resourceType: "Group",
    created: group.createdAt,
    lastModified: group.updatedAt ?? group.createdAt,
    location: `${location}/Groups/${group.id}`,
  },
  schemas: [GROUP_SCHEMA],
  displayName: group.displayName,
  members: [],
});

function groupFor(world: World, id: string): Group {
  const group = world.groups.get(id);
  if (!group) throw missing("GROUP");
  return group;
}

function refuseDuplicate(world: World, group: Pick<Group, "displayName" | "externalId">, except?: string): void {
  try {
    refuseDuplicateGroup(world, group, except);
  } catch (error) {
    if (error instanceof ApiError) throw new ScimError("ConflictException", error.message);
    throw error;
  }
}

/** User ids in `[{ "value": … }]`. @throws ScimError for too many, or for somebody who is not there. */
function membersIn(world: World, value: unknown): readonly string[] {
  const rows = objectsIn(value === undefined ? [] : [value].flat(), "members");
  if (rows.length > MOST_MEMBERS) throw invalid(`Request has more than ${MOST_MEMBERS} members`);
  return rows.map((row) => {
    const id = String(row["value"] ?? "");
    if (!world.users.has(id)) throw missing("USER");
    return id;
  });
}

function addMember(world: World, group: Group, userId: string): void {
  const user = world.users.get(userId);
  if (user && !world.memberships.has(membershipKey(group.id, user.id)))
    world.memberships.put({
      id: world.random.uuid(),
      groupId: group.id,
      userId: user.id,
    });
}

export const groups: Readonly<Record<string, (call: ScimCall, id: string) => ScimResult>> = {
  "POST Groups": (call) => {
    const { world, now, location } = call;
    const body = call.body();
    const displayName = body["displayName"];
    if (typeof displayName !== "string" || displayName === "")
      throw invalid(
        "1 validation error detected: Value at 'displayName' failed to satisfy constraint: Member must not be null",
      );
    const externalId = typeof body["externalId"] === "string" ? body["externalId"] : undefined;
    refuseDuplicate(world, { displayName, externalId });
    const members = membersIn(world, body["members"]);
    const id = certain(parseGroupId(world.random.uuid()));
    const group: Group = { id, displayName, externalId, createdAt: now.toISOString() };
    world.groups.put(group);
    for (const userId of members) addMember(world, group, userId);
    return { status: 201, body: written(group, location), id };
  },

  "GET Groups": ({ world, query, location }) => {
    const filter = filterIn(query.get("filter"), FILTERS);
    const rows = filter ? filtered(world, filter) : world.groups;
    return { status: 200, body: listed(rows, query, (group) => written(group, location)) };
  },

  "GET Groups/id": ({ world, location }, id) => ({ status: 200, body: written(groupFor(world, id), location) }),

  /** Sentence observed for PUT, too; there is no PutGroup in AWS's SCIM guide. */
  "PUT Groups/id": ({ world }, id) => {
    groupFor(world, id);
    throw membersReplaced();
  },

  "PATCH Groups/id": (call, id) => {
    const { world, now } = call;
    const operations = operationsIn(call.body());
    // All of it is checked before any of it is done.
    const changes = operations.map((operation) => changeOf(world, operation));
    let group = groupFor(world, id);
    for (const change of changes) group = change(group);
    refuseDuplicate(world, group, group.id);
    world.groups.put({ ...group, updatedAt: changedAt(now, group) });
    return { status: 204, body: undefined, id };
  },

  /** Memberships go with it, assignments stay (facts A5). */
  "DELETE Groups/id": ({ world }, id) => {
    removeGroup(world, groupFor(world, id).id);
    return { status: 204, body: undefined, id };
  },
};

const membersReplaced = (): ScimError => invalid("Replacing group memberships is not supported.");

/** Members are added and removed; all of them at once are neither removed nor replaced (facts 6; sentence observed). */
function changeOf(world: World, { op, path, value }: PatchOperation): (group: Group) => Group {
  const one = /^members\[value\s+eq\s+"([^"]*)"\]$/i.exec(path)?.[1];
  if (one !== undefined || path === "members") {
    if (op === "replace") throw membersReplaced();
    if (op === "remove" && one === undefined && value === undefined)
      throw invalid("Removing all members is not supported");
    const ids = one === undefined ? membersIn(world, value) : [one];
    return (group) => {
      for (const id of ids)
        if (op === "add") addMember(world, group, id);
        else world.memberships.remove(membershipKey(group.id, id));
      return group;
    };
  }
  if (op === "remove") throw invalid(`The attribute ${path} cannot be removed`);
  if (path === "displayName" && typeof value === "string") return (group) => ({ ...group, displayName: value });
  if (path === "externalId" && typeof value === "string") return (group) => ({ ...group, externalId: value });
  throw invalid(`The attribute ${path} cannot be changed`);
}

function filtered(world: World, filter: ReadonlyMap<string, string>): readonly Group[] {
  const displayName = filter.get("displayname");
  if (displayName !== undefined) return [...world.groups.under("name", displayName)];
  const externalId = filter.get("externalid");
  if (externalId !== undefined) return [...world.groups.under("externalId", externalId)];
  const group = world.groups.get(filter.get("id") ?? "");
  const member = filter.get("members") ?? filter.get("member") ?? "";
  return group && world.memberships.has(membershipKey(group.id, member)) ? [group] : [];
}
