/** All operations of identitystore. */
import type { Operations } from "../operation.ts";
import { groups } from "./groups.ts";
import { memberships } from "./memberships.ts";
import { users } from "./users.ts";

export const identitystore: Operations = { ...users, ...groups, ...memberships } as Operations;
