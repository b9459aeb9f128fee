/** What a user has in the account where the grant in question does not reach them: whoever lacks Admin may have ReadOnly. */
import type { Held } from "../../facts/grant/additional-facts.ts";
import { known, knownValue, unread } from "../../model/reading.ts";
import { type Later, thenReadBoth } from "./dependent-reads.ts";
import { grantsReaching } from "./history.ts";
import type { GrantInQuestion, Subject } from "./subject.ts";

/** The first groups of a user: more would cost a call each, and only where AWS does not list their rows with the user's. */
const GROUPS_ASKED = 12;
/** A set whose name is not remembered costs a describe. */
const SETS_NAMED = 5;

/**
 * By set, once each. Where the user's grants are read everywhere anyway (`isEverywhereRead`), this costs nothing more. Not read
 * for a delegated administrator (facts 3.4).
 */
export async function readHeld(
  subject: Subject,
  grant: GrantInQuestion,
  { isEverywhereRead }: { readonly isEverywhereRead: boolean },
): Later<Held> {
  const { reader, instance, userId } = subject;
  const [caller, asked] = await Promise.all([reader.callerIdentity(), grant.permissionSet]);
  return thenReadBoth(instance, userId, async (home, id) => {
    if (caller.state === "known" && caller.value.accountId !== home.ownerAccountId)
      return unread("ListAccountAssignmentsForPrincipal is for the management account only");
    const accountId = isEverywhereRead ? undefined : grant.accountId;
    const within = { accountId, mostGroups: GROUPS_ASKED, isAdditional: true };
    const rows = await grantsReaching(reader, home, id, within);
    if (rows.state !== "known") return rows;
    const groups = rows.value.some(({ principal }) => principal.type === "GROUP")
      ? known([])
      : await reader.groupIdsOf(home.identityStoreId, id);
    if (groups.state !== "known") return groups;
    if (groups.value.length > GROUPS_ASKED)
      return unread(`the user is in ${groups.value.length} groups, and AWS lists their grants one by one`);
    const others = rows.value.filter(
      (row) => row.accountId === grant.accountId && row.permissionSetArn !== knownValue(asked)?.arn,
    );
    const all = [...new Set(others.map(({ permissionSetArn }) => permissionSetArn))];
    const arns = all.slice(0, SETS_NAMED);
    const names = await Promise.all(arns.map((arn) => reader.permissionSetName(home.arn, arn)));
    const grants = arns.flatMap((arn, at) => {
      const name = names[at];
      const permissionSet = name && knownValue(name);
      const isDirect = others.some((row) => row.permissionSetArn === arn && row.principal.type === "USER");
      return permissionSet ? [{ permissionSet, isDirect }] : [];
    });
    grants.sort((a, b) => a.permissionSet.localeCompare(b.permissionSet));
    return known({ grants, unnamed: all.length - grants.length }, rows.evidence);
  });
}
