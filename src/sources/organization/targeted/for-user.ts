/** What one person can use, with the reads that this takes and no more: their groups, and the grants of all of them (design, section 8). */
import { accountOfRole } from "../../../facts/organization/entitlement-columns.ts";
import type { Context } from "../../../model/context.ts";
import { AccessError } from "../../../model/errors.ts";
import type { Principal, UserId } from "../../../model/ids.ts";
import { plainUser } from "../../../model/names/pasted-words.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { failureInWords } from "../../../model/reading.ts";
import { decided } from "../../question/decided.ts";
import { shared } from "../../question/dependent-reads.ts";
import { resolveUser, userCandidate } from "../../question/resolve-user.ts";
import type { OpenCollection } from "../collecting/collect.ts";
import { entitlementsOfPrincipals } from "../collecting/entitlements.ts";
import {
  type Collecting,
  distinctAssignments,
  grantsOfPrincipal,
  membershipsOfUser,
  type ProvisionedPair,
} from "../collecting/keyed-reads.ts";
import { sideBySide } from "../collecting/parallel.ts";
import { accountsNamed, groupsNamed, setsNamed, usersNamed } from "./named-reads.ts";
import { type TargetedPart, targeted, userWords } from "./targeted.ts";

/** A document of all that the person's access is made of. @throws AccessError where the words name nobody. */
export async function readForUser(
  opened: OpenCollection,
  context: Context,
  words: string,
): Promise<OrganizationDocument> {
  const userId = await userIdOf(opened, words);
  return targeted(opened, context, (collecting) => partOf(collecting, userId));
}

async function userIdOf({ calling, instance }: OpenCollection, words: string): Promise<UserId> {
  const { id: found, near } = await resolveUser(userWords(calling), instance, plainUser(words));
  if (found.state === "known")
    return found.value ?? decided({ kind: "none", near }, { what: "user", words, candidate: userCandidate }).id;
  const why = found.state === "unknown" ? failureInWords(found.failure) : found.reason;
  throw new AccessError("refused", `The user could not be looked up: ${why}`, {
    next: `Give the user's id instead of "${words}"`,
  });
}

async function partOf(collecting: Collecting, userId: UserId): Promise<TargetedPart> {
  const user: Principal = { type: "USER", id: userId };
  const groupsOfUser = shared(membershipsOfUser(collecting, userId));
  const entitled = shared(
    entitlementsOfPrincipals(collecting, async () => [
      user,
      ...((await groupsOfUser) ?? []).map(({ groupId }) => ({ type: "GROUP", id: groupId }) as const),
    ]),
  );
  const [users, memberships = [], own] = await Promise.all([
    usersNamed(collecting, [userId]),
    groupsOfUser,
    grantsOfPrincipal(collecting, user),
  ]);
  const groupIds = memberships.map(({ groupId }) => groupId);
  // Whether a USER query returns the rows of the user's groups is not documented, and observed (facts 3.4).
  const isWithGroups = own?.some(({ principal }) => principal.type === "GROUP") === true;
  const ofGroups = isWithGroups
    ? []
    : await sideBySide(groupIds, (id) => grantsOfPrincipal(collecting, { type: "GROUP", id }));
  const assignments = distinctAssignments([...(own ?? []), ...ofGroups.flatMap((rows) => rows ?? [])]);
  const accountAccess = await entitled;
  const named = [...assignments, ...accountAccess.entitlements];
  const isNamed = (id: string) => named.some(({ principal }) => principal.id === id);
  const [accounts, sets, groups] = await Promise.all([
    accountsNamed(collecting, [
      ...new Set([
        ...assignments.map(({ accountId }) => accountId),
        ...accountAccess.entitlements.map(({ roleArn }) => accountOfRole(roleArn)),
      ]),
    ]),
    setsNamed(
      collecting,
      assignments.map(({ permissionSetArn }) => permissionSetArn),
    ),
    groupsNamed(collecting, groupIds.filter(isNamed)),
  ]);
  return {
    accounts,
    sets,
    groups,
    users,
    memberships: memberships.filter(({ groupId }) => isNamed(groupId)),
    assignments,
    accountAccess,
    pairs: assignments.map(assumedPair),
    walk: "principals",
  };
}

/** Whether the set is provisioned is not asked: it is taken for so, and the answer says that it was not looked at. */
const assumedPair = ({ accountId, permissionSetArn }: TargetedPart["assignments"][number]): ProvisionedPair => ({
  accountId,
  permissionSetArn,
  freshness: "latest",
});
