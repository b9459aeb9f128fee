/** The aliases of the accounts, each read in its account: only where a role is named to look there. */
import type { UnreadAliases } from "../../../model/coverage.ts";
import type { AccountId } from "../../../model/ids.ts";
import type { Answers } from "./answers.ts";
import type { Collecting } from "./keyed-reads.ts";
import { sideBySide } from "./parallel.ts";
import type { CollectedAccount } from "./rows.ts";

/** A new session and two calls each: at 100 ms a call that is 40 accounts a second, and beside everything else. */
const AT_ONCE = 8;

/** Null: the account has none. Who is not in the map was not asked, or could not be read. */
export type GatheredAliases = ReadonlyMap<AccountId, string | null>;

/**
 * One answer for each ACTIVE account; AWS closes the others to every role. Only the alias is an answer, and may be kept: the keys
 * with which it was read never are.
 */
export async function gatherAliases(
  { reads: { alias }, aliasAnswers, progress }: Collecting,
  accounts: readonly Pick<CollectedAccount, "id" | "state">[] | undefined,
): Promise<GatheredAliases> {
  if (!alias || !aliasAnswers) return new Map();
  const active = (accounts ?? []).filter(({ state }) => state === "ACTIVE");
  progress.expect(active.length);
  const found = await sideBySide(
    active,
    async ({ id }) =>
      [id, await aliasAnswers.read(`alias ${id}`, { kind: "account", accountId: id }, () => alias(id))] as const,
    AT_ONCE,
  );
  return new Map(found.flatMap(([id, one]) => (one === undefined ? [] : [[id, one] as const])));
}

/** Undefined: every alias that was asked for was read. */
export function unreadAliases(aliasAnswers: Answers): UnreadAliases | undefined {
  const gaps = aliasAnswers.gaps().flatMap(({ part, failure }) => (part.kind === "account" ? [{ part, failure }] : []));
  gaps.sort((a, b) => a.part.accountId.localeCompare(b.part.accountId));
  const [first] = gaps;
  return first && { accountIds: gaps.map(({ part }) => part.accountId), failure: first.failure };
}
