/** Whose changes are recorded in another account than the one that asks (facts 5.1: in the account that called). */
import type { CallerFacts } from "../../facts/grant-facts.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import type { Asking } from "../aws/asking.ts";
import { listDelegates } from "../aws/plan-reads.ts";

/** Undefined: nobody else can change anything. A full collection finds what they change. */
export async function otherHistories(
  asking: Asking,
  { organization, coverage, takenAt }: OrganizationDocument,
  { accountId }: CallerFacts,
): Promise<string | undefined> {
  const delegates = await listDelegates(asking);
  const known = delegates.state === "known" ? delegates.value : [];
  const others = [organization.managementAccountId, ...known].filter((id) => id !== accountId);
  const unnamed = delegates.state === "known" ? [] : ["a delegated administrator, if there is one"];
  const who = [...others, ...unnamed];
  if (who.length === 0) return undefined;
  const since = coverage?.trail?.collectedAt ?? takenAt;
  return `changes since ${since} that were made from ${who.join(", ")}: CloudTrail shows them in that account only, and a full collection finds them`;
}
