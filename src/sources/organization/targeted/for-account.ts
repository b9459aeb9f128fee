/** Who can use one account, with the reads that this takes and no more: its sets, their assignments, the groups in them (design, section 8). */
import type { Context } from "../../../model/context.ts";
import type { GroupId, PermissionSetArn, UserId } from "../../../model/ids.ts";
import { matchPermissionSets } from "../../../model/names/match.ts";
import { plainAccount } from "../../../model/names/pasted-words.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { looksLikeArn } from "../../question/check-words.ts";
import { resolveAccountId } from "../../question/resolve-words.ts";
import type { OpenCollection } from "../collecting/collect.ts";
import { entitlementsInAccount } from "../collecting/entitlements.ts";
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
  /** Name or ARN, of an entitled role too; undefined: every set and role of the account. */
  readonly permissionSet?: string | undefined;
}

/** A document of all that the question is about. @throws AccessError where the words name no account. */
export async function readForAccount(
  opened: OpenCollection,
  context: Context,
  { account, permissionSet }: AccountQuestion,
): Promise<OrganizationDocument> {
  const accountId = await resolveAccountId(accountWords(opened.calling), plainAccount(account));
  return targeted(opened, context, async (collecting) => {
    const [row, accountAccess, lists] = await Promise.all([
      accountOf(collecting, accountId),
      entitlementsInAccount(collecting, accountId),
      Promise.all(FRESHNESS.map((freshness) => pairsOfAccount(collecting, accountId, freshness))),
    ]);
    const pairs = distinctPairs(lists.flatMap((list) => list ?? []));
    const isRole = accountAccess.entitlements.some(({ roleArn }) => isCalled(roleArn, permissionSet));
    const sets = await setsToShow(collecting, pairs, { words: permissionSet, isRole });
    const asked = pairs.filter(({ permissionSetArn }) => isAsked(sets, permissionSetArn, permissionSet));
    const assigned = await sideBySide(asked, (pair) => assignmentsOfPair(collecting, pair));
    const assignments = assigned.flatMap((rows) => rows ?? []);
    const named = [...assignments, ...accountAccess.entitlements];
    const idsOf = <Id extends GroupId | UserId>(type: "USER" | "GROUP"): readonly Id[] => [
      ...new Set(named.flatMap(({ principal }) => (principal.type === type ? [principal.id as Id] : []))),
    ];
    const groupIds = idsOf<GroupId>("GROUP");
    const [groups, members] = await Promise.all([
      groupsNamed(collecting, groupIds),
      sideBySide(groupIds, (id) => membersOf(collecting, id)),
    ]);
    const memberships = members.flat();
    const userIds = new Set([...idsOf<UserId>("USER"), ...memberships.map(({ userId }) => userId)]);
    const users = await usersNamed(collecting, [...userIds]);
    const accounts = row ? [row] : [];
    return { accounts, sets, pairs, users, groups, memberships, assignments, accountAccess, walk: "pairs" };
  });
}

/** Whether the words are the role's name or ARN. */
const isCalled = (roleArn: string, words: string | undefined): boolean =>
  roleArn === words || roleArn.slice(roleArn.lastIndexOf("/") + 1) === words;

/**
 * The sets of the account; all of them where the one that is asked for is not among these, because it is then looked for.
 *
 * @param isRole somebody is entitled to an IAM role of this name: that is what the words mean where no set of the account has it
 */
async function setsToShow(
  collecting: Collecting,
  pairs: readonly ProvisionedPair[],
  { words, isRole }: { readonly words: string | undefined; readonly isRole: boolean },
): Promise<readonly NamedSet[]> {
  const here = await setsNamed(
    collecting,
    pairs.map(({ permissionSetArn }) => permissionSetArn),
  );
  if (words === undefined || isRole || here.some((set) => isExactly(set, words))) return here;
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
