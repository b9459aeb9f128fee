/** Who can reach an account, or what a person can reach, as the page shows it: by group first, each grant behind its line. */
import type { EffectiveAccess } from "../../model/effective-access.ts";
import type { AccessChange, SnapshotDiff } from "../../model/snapshot-diff.ts";
import { type GrantGroup, type GroupableGrant, grantGroups, namedAccounts } from "../access-by-group.ts";
import { withoutIds } from "../brief/without-ids.ts";
import { counted } from "../counted.ts";
import { groupable, portalsOf } from "../effective-access-text.ts";
import { plain } from "../sanitize.ts";

/** One grant behind a line. */
export interface AccessEntry {
  readonly key: string;
  readonly user: string;
  /** What a question takes. */
  readonly userName: string;
  readonly accountId: string;
  readonly account: string;
  /** Null: a role of account access manager, which is no permission set. */
  readonly set: string | null;
  readonly reason: string | undefined;
}

export interface AccessLine {
  readonly key: string;
  /** `23 people`; of a person's own grants `8 accounts`; empty: one person in one account. */
  readonly count: string;
  readonly via: string;
  readonly set: string;
  /** `in sandbox, payments`; empty: the account was asked about. */
  readonly where: string;
  readonly entries: readonly AccessEntry[];
}

export interface AccessBlock {
  readonly title: string;
  readonly state: "yes" | "no" | "unknown";
  readonly lines: readonly AccessLine[];
}

export interface AccessView {
  readonly sentence: string;
  readonly blocks: readonly AccessBlock[];
  /** Assigned to somebody who is not in the directory, in words. */
  readonly orphans: readonly string[];
  /** Addresses of account access portals. */
  readonly portals: readonly string[];
}

const BLOCKS = [
  { can: "yes", title: "Can", entitledTitle: "Can, through account access manager" },
  {
    can: "no",
    title: "Assigned, but does not work",
    entitledTitle: "Entitled by account access manager, but does not work",
  },
  {
    can: "unknown",
    title: "Could not be read",
    entitledTitle: "Entitled by account access manager, could not be read",
  },
] as const;

/** @param accountId only grants of this account: a person and an account were asked about */
export function accessView(access: EffectiveAccess, accountId?: string): AccessView {
  const { question, orphans, entitledOrphans } = access;
  const asked = accountId !== undefined ? "both" : question.user ? "user" : "account";
  const fits = ({ account }: { readonly account: { readonly id: string } }): boolean =>
    accountId === undefined || account.id === accountId;
  const block = (title: string, state: AccessBlock["state"], grants: readonly EntryGrant[]): AccessBlock[] =>
    grants.length === 0 ? [] : [{ title, state, lines: accessLines(grants, asked) }];
  const entries = (rows: EffectiveAccess["rows"] | EffectiveAccess["entitled"], can: string): readonly EntryGrant[] =>
    rows
      .filter((row) => row.can === can && fits(row))
      .map((row) => ({
        ...groupable(row),
        set: "role" in row ? null : (row.permissionSet.name ?? row.permissionSet.arn),
        reason: row.stage === null ? undefined : `${row.stage}: ${row.reason ?? "not known"}`,
      }));
  return {
    sentence: sentenceOf(access),
    blocks: BLOCKS.flatMap(({ can, title, entitledTitle }) => [
      ...block(title, can, entries(access.rows, can)),
      ...block(entitledTitle, can, entries(access.entitled, can)),
    ]),
    orphans: [
      ...orphans.map(
        ({ principal, permissionSet }) =>
          `${principal.type.toLowerCase()} ${principal.id}: ${permissionSet.name ?? permissionSet.arn}`,
      ),
      ...entitledOrphans.map(
        ({ principal, role }) => `${principal.type.toLowerCase()} ${principal.id}: role ${role.name}`,
      ),
    ].map(plain),
    portals: portalsOf(access).map(plain),
  };
}

/** `23 people can use AdministratorAccess in payroll-prod.`, `Alice can use 8 grants.` */
function sentenceOf({ question: { user, account, permissionSet, role }, total, isWhole }: EffectiveAccess): string {
  const least = isWhole ? "" : "at least ";
  if (user) return plain(`${user.userName ?? user.id} can use ${least}${counted(total, "grant")}.`);
  const what = role ? `role ${role.name}` : permissionSet ? (permissionSet.name ?? permissionSet.arn) : undefined;
  const where = account ? (account.name ?? account.id) : "any account";
  const people = total === 0 && isWhole ? "nobody" : `${least}${counted(total, "person", "people")}`;
  const words = `${people} can use ${what === undefined ? "" : `${what} in `}${where}.`;
  return plain(`${words.slice(0, 1).toUpperCase()}${words.slice(1)}`);
}

interface EntryGrant extends GroupableGrant {
  readonly set: string | null;
  readonly reason: string | undefined;
}

/** What the question names, and the lines therefore do not repeat. */
type Asked = "user" | "account" | "both" | null;

function accessLines(grants: readonly EntryGrant[], asked: Asked): readonly AccessLine[] {
  return grantGroups(grants).map((group) => lineOf(group, asked));
}

const lineOf = (group: GrantGroup<EntryGrant>, asked: Asked): AccessLine => ({
  key: group.key,
  count: countWords(group, asked),
  via: plain(group.via),
  set: plain(group.set),
  where: asked === "account" || asked === "both" ? "" : plain(`in ${namedAccounts(group.accounts)}`),
  entries: group.own.map(({ user, account, set, reason }) => ({
    key: `${user.id} ${account.id}`,
    user: plain(user.name ?? user.id),
    userName: user.name ?? user.id,
    accountId: account.id,
    account: plain(account.name ?? account.id),
    set,
    reason: reason === undefined ? undefined : withoutIds(plain(reason)),
  })),
});

function countWords({ accounts, people }: GrantGroup, asked: Asked): string {
  if (asked === "both") return "";
  return asked === "user" ? counted(accounts.length, "account") : counted(people.length, "person", "people");
}

export interface DifferenceBlock {
  readonly change: AccessChange["change"];
  readonly title: string;
  readonly count: number;
  readonly lines: readonly AccessLine[];
}

const CHANGES = [
  ["gained", "Gained"],
  ["lost", "Lost"],
  ["unknown", "Could not be compared"],
] as const;

/** Access that came and went between two moments, by group. */
export const accessDifference = (rows: SnapshotDiff["access"]["rows"]): readonly DifferenceBlock[] =>
  CHANGES.flatMap(([change, title]) => {
    const own = rows.filter((row) => row.change === change);
    const grants = own.map((row) => ({ ...row, set: row.permissionSet.name, reason: undefined }));
    return own.length === 0 ? [] : [{ change, title, count: own.length, lines: accessLines(grants, null) }];
  });
