/** Who can use one account, with the reads that this takes and no more: its sets, their assignments, the groups in them (design, section 8). */
import type { Context } from "../../../model/context.ts";
import type { GroupId, PermissionSetArn, UserId } from "../../../model/ids.ts";
import { matchPermissionSets } from "../../../model/names/match.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { looksLikeArn, resolveAccountId } from "../../question/resolve-words.ts";
import type { OpenCollection } from "../collecting/collect.ts";
import {
  assignmentsOfPair,
  type Collecting,
  distinctPairs,
  FRESHNESS,
  membersOf,
  type ProvisionedPair,
  pairsOfAccount,
} from "../collecting/keyed-reads.ts";
import { sideBySide } from "../collecting/parallel.ts";
import { accountOf, groupsNamed, type NamedSet, setsNamed, usersNamed } from "./named-reads.ts";
import { accountWords, targeted } from "./targeted.ts";

export interface AccountQuestion {
  /** Id, name or e-mail address. */
  readonly account: string;
  /** Name or ARN; undefined: every set of the account. */
  readonly permissionSet?: string | undefined;
}

/** A document of all that the question is about. @throws AccessError where the words name no account. */
export async function readForAccount(
  opened: OpenCollection,
  context: Context,
  { account, permissionSet }: AccountQuestion,
): Promise<OrganizationDocument> {
  const accountId = await resolveAccountId(accountWords(opened.calling), account);
  return targeted(opened, context, async (collecting) => {
    const [row, lists] = await Promise.all([
      accountOf(collecting, accountId),
      Promise.all(FRESHNESS.map((freshness) => pairsOfAccount(collecting, accountId, freshness))),
    ]);
    const pairs = distinctPairs(lists.flatMap((list) => list ?? []));
    const sets = await setsToShow(collecting, pairs, permissionSet);
    const asked = pairs.filter(({ permissionSetArn }) => isAsked(sets, permissionSetArn, permissionSet));
    const assigned = await sideBySide(asked, (pair) => assignmentsOfPair(collecting, pair));
    const assignments = assigned.flatMap((rows) => rows ?? []);
    const idsOf = <Id extends GroupId | UserId>(type: "USER" | "GROUP"): readonly Id[] => [
      ...new Set(assignments.flatMap(({ principal }) => (principal.type === type ? [principal.id as Id] : []))),
    ];
    const groupIds = idsOf<GroupId>("GROUP");
    const [groups, members] = await Promise.all([
      groupsNamed(collecting, groupIds),
      sideBySide(groupIds, (id) => membersOf(collecting, id)),
    ]);
    const memberships = members.flat();
    const userIds = new Set([...idsOf<UserId>("USER"), ...memberships.map(({ userId }) => userId)]);
    const users = await usersNamed(collecting, [...userIds]);
    return { accounts: row ? [row] : [], sets, pairs, users, groups, memberships, assignments, walk: "pairs" };
  });
}

/** The sets of the account; all of them where the one that is asked for is not among these, because it is then looked for. */
async function setsToShow(
  collecting: Collecting,
  pairs: readonly ProvisionedPair[],
  words: string | undefined,
): Promise<readonly NamedSet[]> {
  const here = await setsNamed(
    collecting,
    pairs.map(({ permissionSetArn }) => permissionSetArn),
  );
  if (words === undefined || here.some((set) => isExactly(set, words))) return here;
  const all = await collecting.answers.read("sets", { kind: "permission-sets" }, collecting.reads.sets);
  return all ? setsNamed(collecting, all) : here;
}

const isExactly = ({ arn, name }: NamedSet, words: string): boolean => (looksLikeArn(words) ? arn : name) === words;

/** Whether the pair's assignments are needed. */
function isAsked(sets: readonly NamedSet[], arn: PermissionSetArn, words: string | undefined): boolean {
  if (words === undefined) return true;
  if (looksLikeArn(words)) return arn === words;
  const match = matchPermissionSets(sets, words);
  return match.kind === "one" && match.item.arn === arn;
}
