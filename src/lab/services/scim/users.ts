/** SCIM's users: the identity provider's hand in the identity store (facts 6). */
import { certain, parseUserId } from "../../../model/ids.ts";
import type { User } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { World } from "../../world/world.ts";
import { changedAt } from "../identitystore/directory.ts";
import { refuseDuplicateUser, removeUser } from "../identitystore/users.ts";
import { filterIn } from "./filter.ts";
import { listed } from "./listing.ts";
import { operationsIn, patchedUser } from "./patch.ts";
import type { ScimCall, ScimResult } from "./scim-call.ts";
import { missing, ScimError } from "./scim-error.ts";
import { userIn, type WrittenUser, writtenUser } from "./user-mapping.ts";

const FILTERS = [["userName"], ["externalId"], ["id"], ["id", "manager"], ["manager", "id"]];

function userFor(world: World, id: string): User {
  const user = world.users.get(id);
  if (!user) throw missing("USER");
  return user;
}

/** Uniqueness is the store's (facts 6); its error is SCIM's here. */
function refuseDuplicate(world: World, written: WrittenUser, except?: string): void {
  try {
    refuseDuplicateUser(world, written, except);
  } catch (error) {
    if (error instanceof ApiError) throw new ScimError("ConflictException", error.message);
    throw error;
  }
}

/** The changed user; those who were signed in lose the portal at its next refresh where it disables them (facts A7). */
function put({ world, now, location }: ScimCall, before: User, written: WrittenUser): ScimResult {
  refuseDuplicate(world, written, before.id);
  const user: User = { ...before, ...written, updatedAt: changedAt(now, before) };
  world.users.put(user);
  return { status: 200, body: writtenUser(user, location), id: user.id };
}

export const users: Readonly<Record<string, (call: ScimCall, id: string) => ScimResult>> = {
  "POST Users": (call) => {
    const { world, now, location } = call;
    const written = userIn(call.body());
    refuseDuplicate(world, written);
    const id = certain(parseUserId(world.random.uuid()));
    const user: User = { id, ...written, createdAt: now.toISOString() };
    world.users.put(user);
    return { status: 201, body: writtenUser(user, location), id };
  },

  "GET Users": ({ world, query, location }) => {
    const filter = filterIn(query.get("filter"), FILTERS);
    const rows = filter ? filtered(world, filter) : world.users;
    return { status: 200, body: listed(rows, query, (user) => writtenUser(user, location)) };
  },

  "GET Users/id": ({ world, location }, id) => ({ status: 200, body: writtenUser(userFor(world, id), location) }),

  "PUT Users/id": (call, id) => put(call, userFor(call.world, id), userIn(call.body())),

  "PATCH Users/id": (call, id) => {
    const user = userFor(call.world, id);
    const { id: _, meta: __, schemas: ___, ...before } = writtenUser(user, call.location);
    return put(call, user, userIn(patchedUser(before, operationsIn(call.body()))));
  },

  /** Assignments stay (facts A5). */
  "DELETE Users/id": ({ world }, id) => {
    removeUser(world, userFor(world, id).id);
    return { status: 204, body: undefined, id };
  },
};

function filtered(world: World, filter: ReadonlyMap<string, string>): readonly User[] {
  const userName = filter.get("username");
  if (userName !== undefined) return [...world.users.under("name", userName.toLowerCase())];
  const externalId = filter.get("externalid");
  if (externalId !== undefined) return [...world.users.under("externalId", externalId)];
  const user = world.users.get(filter.get("id") ?? "");
  const manager = filter.get("manager");
  if (!user || manager === undefined) return user ? [user] : [];
  const { Extensions: extensions } = user.attributes ?? {};
  return JSON.stringify(extensions ?? {}).includes(JSON.stringify(manager)) ? [user] : [];
}
