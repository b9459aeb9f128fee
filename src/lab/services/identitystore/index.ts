/** All operations of identitystore. Each takes ARNs in place of ids (facts N10). */
import { withPlainIds } from "../../../model/directory-arn.ts";
import type { Operations } from "../operation.ts";
import { groups } from "./groups.ts";
import { memberships } from "./memberships.ts";
import { users } from "./users.ts";

const all = { ...users, ...groups, ...memberships } as Operations;

/** What users are called is not an id, whatever it looks like. */
const NAMES: ReadonlySet<string> = new Set(["AlternateIdentifier", "Filters", "Operations"]);

export const identitystore: Operations = Object.fromEntries(
  Object.entries(all).map(([name, handle]) => [
    name,
    (input: Readonly<Record<string, unknown>>, call) => {
      const members = Object.entries(input).map(([member, value]) => [
        member,
        NAMES.has(member) ? value : withPlainIds(value),
      ]);
      return handle(Object.fromEntries(members) as never, call);
    },
  ]),
) as Operations;
