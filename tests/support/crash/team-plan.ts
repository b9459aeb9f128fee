/** A plan of a team as a job: begun by whoever comes first, continued from the journal by everybody after. */
import { resumeFix } from "../../../src/app/resume.ts";
import { instanceToWriteTo } from "../../../src/app/write/instance.ts";
import { write } from "../../../src/app/write/road.ts";
import type { WriteServices } from "../../../src/app/write/services.ts";
import { readWrittenPlan } from "../../../src/model/organization-document/written/plan.ts";
import { adoptPlan } from "../../../src/plan/adopt.ts";
import type { AwsConnection } from "../../../src/sources/aws/calling/connection.ts";
import type { Store } from "../../../src/store/database.ts";
import type { JobRun } from "../../../src/store/jobs/queue.ts";
import { testContext } from "../reader.ts";

export interface TeamPlan {
  readonly id: string;
  /** As a plan file has it. */
  readonly written: unknown;
}

export async function writeOf({ job, signal }: JobRun, store: Store, aws: AwsConnection): Promise<string> {
  const { id, written } = job.payload as TeamPlan;
  const services: WriteServices = {
    connection: { aws, from: undefined, isRegionGiven: true },
    journal: store.journal,
    context: testContext({ signal }),
    isDryRun: false,
    waitsForOthers: true,
    confirm: async () => true,
    onProgress: () => undefined,
  };
  if (await store.journal.read(id)) return (await resumeFix(id, services)).kind;
  const read = readWrittenPlan(written);
  if (read.kind === "invalid") throw new TypeError(read.problems.join("\n"));
  const adopted = adoptPlan(read.plan, { id, createdAt: "2026-11-28T00:00:00.000Z" });
  if (adopted.kind !== "plan") throw new TypeError(adopted.problem);
  const { plan } = adopted;
  const ended = await write<never>(async (open) => {
    const reader = open(plan.region);
    const difference = { fit: () => plan, leavesOut: false, mayTakeAway: true };
    return { kind: "draft", plan, instance: await instanceToWriteTo(reader), reader, difference };
  }, services);
  return ended.kind;
}
