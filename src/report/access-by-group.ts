/** Many grants in few lines: who has a permission set through the same group is one line. */
import { grouped } from "../model/grouped.ts";
import { counted } from "./counted.ts";
import { hanging } from "./layout.ts";
import { plain } from "./sanitize.ts";

interface NamedThing {
  readonly id: string;
  readonly name: string | null;
}

export interface GroupableGrant {
  /** What comes before the line, such as `gained`. */
  readonly change?: string;
  readonly user: NamedThing;
  readonly account: NamedThing;
  readonly permissionSet: NamedThing;
  readonly via: readonly ("direct" | { readonly group: NamedThing })[];
}

/** Up to this number, each grant has a line of its own. */
export const MOST_SINGLE_LINES = 15;

interface LineStyle {
  readonly width: number;
  /** The one user or account that was asked about, and is in no line. */
  readonly asked: "user" | "account" | null;
}

/** `23 people by PlatformAdmins: ReadOnly in 4 accounts`, the most people first. */
export function linesByGroup(grants: readonly GroupableGrant[], { width, asked }: LineStyle): readonly string[] {
  const key = ({ change = "", permissionSet, via }: GroupableGrant): string =>
    [change, permissionSet.id, viaName(via)].join("\n");
  const groups = [...grouped(grants, key).values()].map((own) => ({
    own,
    people: different(own.map(({ user }) => user)),
    accounts: different(own.map(({ account }) => account)),
  }));
  const ordered = groups.sort((a, b) => b.people.length - a.people.length || b.accounts.length - a.accounts.length);
  return ordered.flatMap(({ own: [first], people, accounts }) => {
    if (!first) return [];
    const who = asked === "user" ? "" : `${counted(people.length, "person", "people")} `;
    const where = asked === "account" ? "" : ` in ${named(accounts, "account")}`;
    const names = asked === "user" ? "" : ` (${namesOf(people)})`;
    const set = first.permissionSet.name ?? first.permissionSet.id;
    const change = first.change === undefined ? "" : `${first.change}: `;
    return hanging("  ", plain(`${change}${who}${viaName(first.via)}: ${set}${where}${names}`), width);
  });
}

const viaName = (via: GroupableGrant["via"]): string =>
  via.length === 0
    ? "by nothing"
    : via.map((one) => (one === "direct" ? "directly" : `by ${one.group.name ?? one.group.id}`)).join(" and ");

/** Each once, by name: the order of reading does not show. */
const different = (things: readonly NamedThing[]): readonly NamedThing[] =>
  [...new Map(things.map((thing) => [thing.id, thing])).values()].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));

/** Names in a line before it says only how many. */
const NAMED = 3;

const named = (things: readonly NamedThing[], noun: string): string =>
  things.length <= NAMED ? things.map(nameOf).join(", ") : counted(things.length, noun);

function namesOf(things: readonly NamedThing[]): string {
  const more = things.length - NAMED;
  return [...things.slice(0, NAMED).map(nameOf), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

const nameOf = ({ id, name }: NamedThing): string => name ?? id;
