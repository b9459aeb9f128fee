/** Names of the few things that a question is about: described one by one, or listed where that takes fewer calls. */
import type { AccountId, GroupId, PermissionSetArn, UserId } from "../../../model/ids.ts";
import type { Group, User } from "../../../model/organization-document/document.ts";
import type { NamedSet } from "../collecting/gather.ts";
import type { Collecting } from "../collecting/keyed-reads.ts";
import { sideBySide } from "../collecting/parallel.ts";
import type { CollectedAccount } from "../collecting/rows.ts";

export type { NamedSet } from "../collecting/gather.ts";

/** From so many on a list of pages is read instead: nobody knows how many pages it has. */
const MOST_DESCRIBED = 20;

export const accountOf = (
  { reads, answers }: Collecting,
  accountId: AccountId,
): Promise<CollectedAccount | undefined> =>
  answers
    .read(`account ${accountId}`, { kind: "account", accountId }, () => reads.account(accountId))
    .then((row) => row ?? undefined);

export async function accountsNamed(
  collecting: Collecting,
  ids: readonly AccountId[],
): Promise<readonly CollectedAccount[]> {
  const { reads, answers } = collecting;
  const listed =
    ids.length > MOST_DESCRIBED ? await answers.read("accounts", { kind: "accounts" }, reads.accounts) : undefined;
  if (listed) return listed.filter(({ id }) => ids.includes(id));
  return present(await sideBySide(ids, (id) => accountOf(collecting, id)));
}

export async function usersNamed({ reads, answers }: Collecting, ids: readonly UserId[]): Promise<readonly User[]> {
  const listed = ids.length > MOST_DESCRIBED ? await answers.read("users", { kind: "users" }, reads.users) : undefined;
  const wanted = new Set(ids);
  if (listed) return listed.filter(({ id }) => wanted.has(id));
  return present(
    await sideBySide(ids, (id) =>
      answers.read(`user ${id}`, { kind: "principal", principal: { type: "USER", id } }, () => reads.user(id)),
    ),
  );
}

export async function groupsNamed({ reads, answers }: Collecting, ids: readonly GroupId[]): Promise<readonly Group[]> {
  const listed =
    ids.length > MOST_DESCRIBED ? await answers.read("groups", { kind: "groups" }, reads.groups) : undefined;
  if (listed) return listed.filter(({ id }) => ids.includes(id));
  return present(
    await sideBySide(ids, (id) =>
      answers.read(`group ${id}`, { kind: "principal", principal: { type: "GROUP", id } }, () => reads.group(id)),
    ),
  );
}

/** Names never change (facts B1): those that were read once cost nothing. */
export async function setsNamed(
  { reads, answers }: Collecting,
  arns: readonly PermissionSetArn[],
): Promise<readonly NamedSet[]> {
  const named = await sideBySide([...new Set(arns)], async (arn) => {
    const part = { kind: "permission-set", permissionSetArn: arn } as const;
    const name = await answers.read(`name ${arn}`, part, () => reads.setName(arn));
    return name ? { arn, name } : undefined;
  });
  return present(named);
}

const present = <T>(rows: readonly (T | null | undefined)[]): readonly T[] => rows.flatMap((row) => row ?? []);
