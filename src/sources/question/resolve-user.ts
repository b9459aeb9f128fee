/** Resolves the words for a person: from the names that are kept, checked by one describe, else with the fewest calls that can tell. */
import type { InstanceFacts } from "../../facts/grant/grant-facts.ts";
import type { UserFacts } from "../../facts/grant/user-facts.ts";
import { plainId } from "../../model/directory-arn.ts";
import type { Candidate } from "../../model/errors.ts";
import { parseUserId, type UserId } from "../../model/ids.ts";
import { type Match, matchUsers } from "../../model/names/match.ts";
import type { NamedUser } from "../../model/names/name-index.ts";
import { LARGEST_PAGE } from "../../model/quotas.ts";
import { evidenceOf, known, type Reading } from "../../model/reading.ts";
import type { DirectoryReader } from "../reader.ts";
import { ambiguous } from "./decided.ts";
import { isUnique } from "./newer-namesakes.ts";

export type UserWordsReader = Pick<
  DirectoryReader,
  "userIdByUserName" | "userIdByEmail" | "users" | "user" | "rememberedUsers" | "usersKeptAt"
>;

/** Who is meant, or whose names come close. */
export interface ResolvedUser {
  /** Null: no such user. */
  readonly id: Reading<UserId | null>;
  /** Of nobody: the people whose names come close, best first, among those that were compared. */
  readonly near: readonly NamedUser[];
  /** Of nobody: whose names were compared; undefined where the words are an id, which no name comes close to. */
  readonly compared?: Compared | undefined;
  /** ISO 8601: found by a name that others may have got since this moment. */
  readonly keptAt?: string | undefined;
}

export interface Compared {
  readonly users: number;
  /** `some`: there are more, which were not compared; `kept`: names as they were kept, which may be old; `none`: they could not be listed. */
  readonly which: "all" | "some" | "kept" | "none";
}

const compared = new WeakMap<readonly NamedUser[], Map<string, Match<NamedUser>>>();

/** `matchUsers` of the same people, once: comparing thousands of names takes as long as a tenth of a call. */
export function matchKept(users: readonly NamedUser[], words: string): Match<NamedUser> {
  const earlier = compared.get(users) ?? new Map<string, Match<NamedUser>>();
  compared.set(users, earlier);
  const match = earlier.get(words) ?? matchUsers(users, words);
  earlier.set(words, match);
  return match;
}

/** @throws AccessError `ambiguous` with the candidates. */
export async function resolveUser(
  reader: UserWordsReader,
  instance: Pick<InstanceFacts, "arn" | "identityStoreId">,
  words: string,
): Promise<ResolvedUser> {
  const asId = parseUserId(plainId(words));
  if (asId.kind === "ok") return { id: known(asId.value), near: [] };
  const { id, compared, which, keptAt } = await userCalled(reader, instance, words);
  if (id.state !== "known" || id.value !== null) return { id, near: [], keptAt };
  const match = matchUsers(compared, words);
  return { id, near: match.kind === "none" ? match.near : [], compared: { users: compared.length, which } };
}

interface Found {
  readonly id: Reading<UserId | null>;
  /** Everybody whose name was at hand. */
  readonly compared: readonly NamedUser[];
  readonly which: Compared["which"];
  readonly keptAt?: string | undefined;
}

/** By kept names; else by userName or e-mail in one or two calls, and by other spellings from the list. @throws AccessError `ambiguous` */
async function userCalled(
  reader: UserWordsReader,
  { arn, identityStoreId: store }: Pick<InstanceFacts, "arn" | "identityStoreId">,
  words: string,
): Promise<Found> {
  const remembered = { compared: reader.rememberedUsers(arn), which: "kept" } as const;
  const kept = matchKept(remembered.compared, words);
  if (kept.kind === "one") {
    const checked = await stillNamed(reader, store, { words, user: kept.item });
    const keptAt = isUnique(kept.item, words) ? undefined : reader.usersKeptAt?.(arn);
    if (checked) return { id: checked, ...remembered, keptAt };
  }
  const byName = await reader.userIdByUserName(store, words);
  if (byName.state !== "known" || byName.value !== null) return { id: byName, ...remembered };
  if (words.includes("@")) {
    const id = await userIdByAddress(reader, store, { words, byName });
    const isNobody = id.state === "known" && id.value === null;
    return isNobody && remembered.compared.length === 0
      ? { id, ...(await onePage(reader, store)) }
      : { id, ...remembered };
  }
  if (kept.kind === "ask") return { id: await askedBack(reader, store, { words, users: kept.items }), ...remembered };
  // Display names are not unique, and no API finds them: only the whole list tells whether there are several.
  const listed = await reader.users(store, Number.POSITIVE_INFINITY);
  if (listed.state !== "known") return { id: listed, ...remembered };
  const users = listed.value.users.map(named);
  const match = matchUsers(users, words);
  if (match.kind === "ask") throw ambiguous("user", words, match.items.map(userCandidate));
  const evidence = [...byName.evidence, ...listed.evidence];
  return { id: known(match.kind === "one" ? match.item.id : null, evidence), compared: users, which: "all" };
}

/** For a misspelt address one page is read, and no more: a large directory is as many calls as it has hundreds of users. */
async function onePage(reader: UserWordsReader, store: Store): Promise<Omit<Found, "id">> {
  const listed = await reader.users(store, LARGEST_PAGE, { isAdditional: true });
  if (listed.state !== "known") return { compared: [], which: "none" };
  const { users, isComplete } = listed.value;
  return { compared: users.map(named), which: isComplete ? "all" : "some" };
}

type Store = InstanceFacts["identityStoreId"];

/** Undefined: the user is gone, has another name now, or could not be read. The same read tells the diagnosis about the user. */
async function stillNamed(
  reader: UserWordsReader,
  store: Store,
  { words, user }: { readonly words: string; readonly user: NamedUser },
): Promise<Reading<UserId> | undefined> {
  const described = await reader.user(store, user.id);
  if (described.state !== "known" || described.value === null) return undefined;
  return matchUsers([asOfNow(user, described.value)], words).kind === "one"
    ? known(user.id, described.evidence)
    : undefined;
}

/** Only those who are still there can be meant; what is shown of them is of now. */
async function askedBack(
  reader: UserWordsReader,
  store: Store,
  { words, users }: { readonly words: string; readonly users: readonly NamedUser[] },
): Promise<Reading<UserId | null>> {
  const shown = users.slice(0, MOST_DESCRIBED);
  const described = await Promise.all(shown.map(({ id }) => reader.user(store, id)));
  const present = shown.flatMap((user, at) => {
    const now = described[at];
    if (now?.state !== "known") return [user];
    return now.value === null ? [] : [asOfNow(user, now.value)];
  });
  throw ambiguous("user", words, [...present, ...users.slice(MOST_DESCRIBED)].map(userCandidate));
}

const asOfNow = (kept: NamedUser, now: UserFacts): NamedUser => ({
  ...named(now),
  createdAt: now.createdAt ?? kept.createdAt,
});

/** So many are shown, too. */
const MOST_DESCRIBED = 10;

const named = (user: UserFacts): NamedUser => ({
  ...user,
  givenName: user.givenName ?? "",
  familyName: user.familyName ?? "",
  createdAt: user.createdAt ?? "",
});

/** By the address as it is written, then in lower case, as most directories keep it. */
async function userIdByAddress(
  reader: UserWordsReader,
  store: Store,
  { words, byName }: { readonly words: string; readonly byName: Reading<UserId | null> },
): Promise<Reading<UserId | null>> {
  const evidence = [...evidenceOf(byName)];
  for (const address of new Set([words, words.toLowerCase()])) {
    const byEmail = await reader.userIdByEmail(store, address);
    if (byEmail.state !== "known") return byEmail;
    evidence.push(...byEmail.evidence);
    if (byEmail.value !== null) return known(byEmail.value, evidence);
  }
  return known(null, evidence);
}

/** A person with what tells them from a namesake. */
export function userCandidate({ id, userName, displayName, ...user }: NamedUser): Candidate {
  const email = user.email !== undefined && user.email.toLowerCase() !== userName.toLowerCase() ? [user.email] : [];
  const department = user.department === undefined ? [] : [user.department];
  const status = user.status === "DISABLED" ? ["disabled"] : [];
  // A store that tells no time is given the beginning of time (`sources/organization/collecting/rows`).
  const isDated = user.createdAt !== "" && !user.createdAt.startsWith("1970-");
  const created = isDated ? [`created ${user.createdAt.slice(0, 10)}`] : [];
  return { id, name: [userName, displayName, ...email, ...department, ...status, ...created].join(", ") };
}
