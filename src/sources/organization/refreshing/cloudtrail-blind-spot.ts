/** Whose changes are recorded in another account than the one that asks (facts 5.1: in the account that called). */
import type { CallerFacts } from "../../../facts/grant/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import type { CallContext } from "../../aws/calling/call.ts";
import { listDelegates } from "../../aws/plan-reads.ts";
import type { ReadAgain } from "./read-touched.ts";

/** Undefined: nobody else can change anything. A full collection finds what they change. */
export async function otherHistories(
  calling: CallContext,
  { document: { organization, coverage, takenAt }, answered }: Pick<ReadAgain, "document" | "answered">,
  { accountId }: CallerFacts,
): Promise<string | undefined> {
  const isListed = answered.has(JSON.stringify({ kind: "delegated-administrators" }));
  const delegates = isListed ? known(organization.delegatedAdministrators) : await listDelegates(calling);
  const named = delegates.state === "known" ? delegates.value : [];
  const others = [organization.managementAccountId, ...named].filter((id) => id !== accountId);
  const unnamed = delegates.state === "known" ? [] : ["a delegated administrator, if there is one"];
  const who = [...others, ...unnamed];
  if (who.length === 0) return undefined;
  const since = coverage?.trail?.collectedAt ?? takenAt;
  return `changes since ${since} that were made from ${who.join(", ")}: CloudTrail shows them in that account only, and a full collection finds them`;
}
