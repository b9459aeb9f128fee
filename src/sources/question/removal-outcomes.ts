/** How the removals that CloudTrail shows ended: an event proves the call, only the request's record proves the outcome (facts 2.4 D17, 3.2). */
import type { CloudTrailEvent } from "../../facts/grant/additional-facts.ts";
import { isRemovalCall } from "../../facts/grant/removal.ts";
import { parseGroupId, parseRequestId } from "../../model/ids.ts";
import { evidenceOf, known, knownValue, type Reading } from "../../model/reading.ts";
import type { GrantInQuestion, Reach, Subject } from "./subject.ts";

/** The newest removal decides; older ones matter only where newer ones failed. */
const REMOVALS_DESCRIBED = 3;

interface Removals {
  readonly reach: Reading<Reach>;
  readonly events: Reading<readonly CloudTrailEvent[]>;
}

/** The events with the outcome, and the name of the group, of each removal of this grant from the user or their groups, as far as AWS still has its record. */
export async function withOutcomes(
  { reader, instance }: Subject,
  { accountId, permissionSet }: GrantInQuestion,
  { reach, events }: Removals,
): Promise<Reading<readonly CloudTrailEvent[]>> {
  const [home, set] = await Promise.all([instance, permissionSet]);
  if (events.state !== "known" || home.state !== "known" || !home.value || set.state !== "known" || !set.value)
    return events;
  const { arn: instanceArn, identityStoreId } = home.value;
  if (reach.state !== "known") return events;
  const grant = { accountId, permissionSetArn: set.value.arn, reached: reach.value };
  const removals = events.value.filter((event) => isRemovalCall(event, grant)).slice(0, REMOVALS_DESCRIBED);
  const described = await Promise.all(
    removals.map(async (event) => {
      const id = parseRequestId(event.requestId ?? "");
      const group = parseGroupId(String(event.request["principalId"]));
      const isGroup = group.kind === "ok" && reach.value.groupIds.includes(group.value);
      const [record, named] = await Promise.all([
        id.kind === "ok" ? reader.request(instanceArn, "delete-assignment", id.value) : undefined,
        isGroup ? reader.group(identityStoreId, group.value) : undefined,
      ]);
      const there = named && knownValue(named);
      const outcome = record && knownValue(record)?.status;
      const more = {
        outcome,
        ...(there && { group: { name: there.displayName, isExternallyOwned: there.isExternallyOwned } }),
      };
      return { event, more, evidence: [record, named].flatMap((one) => (one ? evidenceOf(one) : [])) };
    }),
  );
  const completed = new Map(described.map(({ event, more }) => [event, more]));
  return known(
    events.value.map((event) => ({ ...event, ...completed.get(event) })),
    [...events.evidence, ...described.flatMap(({ evidence }) => evidence)],
  );
}
