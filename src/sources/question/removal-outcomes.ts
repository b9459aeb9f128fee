/** How the removals that CloudTrail shows ended: an event proves the call, only the request's record proves the outcome (facts 2.4 D17, 3.2). */
import type { CloudTrailEvent } from "../../facts/grant/additional-facts.ts";
import { isRemovalCall } from "../../facts/grant/removal.ts";
import { parseRequestId } from "../../model/ids.ts";
import { evidenceOf, known, type Reading } from "../../model/reading.ts";
import type { GrantInQuestion, Reach, Subject } from "./subject.ts";

/** The newest removal decides; older ones matter only where newer ones failed. */
const REMOVALS_DESCRIBED = 3;

interface Removals {
  readonly reach: Reading<Reach>;
  readonly events: Reading<readonly CloudTrailEvent[]>;
}

/** The events with the outcome of each removal of this grant from the user or their groups, as far as AWS still has its record. */
export async function withOutcomes(
  { reader, instance }: Subject,
  { accountId, permissionSet }: GrantInQuestion,
  { reach, events }: Removals,
): Promise<Reading<readonly CloudTrailEvent[]>> {
  const [home, set] = await Promise.all([instance, permissionSet]);
  if (events.state !== "known" || home.state !== "known" || !home.value || set.state !== "known" || !set.value)
    return events;
  const { arn: instanceArn } = home.value;
  if (reach.state !== "known") return events;
  const grant = { accountId, permissionSetArn: set.value.arn, reached: reach.value };
  const removals = events.value.filter((event) => isRemovalCall(event, grant)).slice(0, REMOVALS_DESCRIBED);
  const described = await Promise.all(
    removals.map(async (event) => {
      const id = parseRequestId(event.requestId ?? "");
      const record = id.kind === "ok" ? await reader.request(instanceArn, "delete-assignment", id.value) : undefined;
      return { event, record };
    }),
  );
  const outcomes = new Map(
    described.map(({ event, record }) => [event, record?.state === "known" ? record.value?.status : undefined]),
  );
  return known(
    events.value.map((event) => (outcomes.has(event) ? { ...event, outcome: outcomes.get(event) } : event)),
    [...events.evidence, ...described.flatMap(({ record }) => (record ? evidenceOf(record) : []))],
  );
}
