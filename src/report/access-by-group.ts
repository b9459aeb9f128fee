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

/** Grants of the same set through the same groups. */
export interface GrantGroup<Grant extends GroupableGrant = GroupableGrant> {
  readonly key: string;
  /** At least one. */
  readonly own: readonly Grant[];
  /** Each once, by name. */
  readonly people: readonly NamedThing[];
  readonly accounts: readonly NamedThing[];
  /** `by PlatformAdmins`, `directly`. */
  readonly via: string;
  readonly set: string;
}

/** The most people first, then the most accounts. */
export function grantGroups<Grant extends GroupableGrant>(grants: readonly Grant[]): readonly GrantGroup<Grant>[] {
  const keyOf = ({ change = "", permissionSet, via }: GroupableGrant): string =>
    [change, permissionSet.id, viaName(via)].join("\n");
  const groups = [...grouped(grants, keyOf)].flatMap(([key, own]) => {
    const [first] = own;
    if (!first) return [];
    const people = different(own.map(({ user }) => user));
    const accounts = different(own.map(({ account }) => account));
    return [{ key, own, people, accounts, via: viaName(first.via), set: nameOf(first.permissionSet) }];
  });
  return groups.sort((a, b) => b.people.length - a.people.length || b.accounts.length - a.accounts.length);
}

/** `23 people by PlatformAdmins: Engineer, ReadOnly in 4 accounts`: group by group, the one with the most people first. */
export function linesByGroup(grants: readonly GroupableGrant[], { width, asked }: LineStyle): readonly string[] {
  return setsTogether(grantGroups(grants)).flatMap(({ own: [first], people, accounts, via, sets }) => {
    const who = asked === "user" ? "" : `${counted(people.length, "person", "people")} `;
    const where = asked === "account" ? "" : ` in ${namedAccounts(accounts)}`;
    const names = asked === "user" ? "" : ` (${namesOf(people)})`;
    const change = first?.change === undefined ? "" : `${first.change}: `;
    return hanging("  ", plain(`${change}${who}${via}: ${sets.join(", ")}${where}${names}`), width);
  });
}

interface SetsTogether extends Omit<GrantGroup, "set"> {
  readonly sets: readonly string[];
}

/** One line for the sets that the same people have in the same accounts; the lines of one group follow each other. */
function setsTogether(groups: readonly GrantGroup[]): readonly SetsTogether[] {
  const ids = (things: readonly NamedThing[]): string => things.map(({ id }) => id).join(" ");
  const alike = grouped(groups, ({ own: [first], via, people, accounts }) =>
    [first?.change ?? "", via, ids(people), ids(accounts)].join("\n"),
  );
  const lines = [...alike.values()].flatMap(([first, ...others]) =>
    first ? [{ ...first, sets: [first, ...others].map(({ set }) => set).sort() }] : [],
  );
  const most = new Map<string, number>();
  for (const { via, people } of lines) most.set(via, Math.max(most.get(via) ?? 0, people.length));
  const byName = (one: string, other: string): number => (one < other ? -1 : Number(one > other));
  return lines.sort(
    (a, b) =>
      byName(a.own[0]?.change ?? "", b.own[0]?.change ?? "") ||
      (most.get(b.via) ?? 0) - (most.get(a.via) ?? 0) ||
      byName(a.via, b.via) ||
      b.people.length - a.people.length ||
      b.accounts.length - a.accounts.length ||
      byName(a.sets.join(), b.sets.join()),
  );
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

/** `sandbox, payments`, or `52 accounts`. */
export const namedAccounts = (accounts: readonly NamedThing[]): string =>
  accounts.length <= NAMED ? accounts.map(nameOf).join(", ") : counted(accounts.length, "account");

function namesOf(things: readonly NamedThing[]): string {
  const more = things.length - NAMED;
  return [...things.slice(0, NAMED).map(nameOf), ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

const nameOf = ({ id, name }: NamedThing): string => name ?? id;
