/** What changes while jobs run is read by one that has not begun. */
import { expect, test } from "vitest";
import type { Job, JobToEnqueue } from "../../store/jobs/queue.ts";
import { refreshOnEvent } from "./refresh-job.ts";
import type { ServedOrganization, Team } from "./team.ts";

/** Where a job of the same key is waiting or running, that one, as the queue has it. */
function queueOf(states: Readonly<Record<string, "waiting" | "running">>) {
  const jobs = new Map(Object.entries(states).map(([key, state]) => [key, jobOf(key, state)]));
  const enqueue = async ({ key: given }: JobToEnqueue): Promise<Job> => {
    const key = given ?? "";
    const job = jobs.get(key) ?? jobOf(key, "waiting");
    jobs.set(key, job);
    return job;
  };
  return { jobs: { enqueue } } as unknown as Team;
}

const jobOf = (key: string, state: "waiting" | "running") => ({ id: key, state }) as Job;
const organization = { key: "org", name: "org" } as ServedOrganization;

test.each<{ what: string; states: Parameters<typeof queueOf>[0]; given: string }>([
  { what: "nothing else waits or runs", states: {}, given: "org" },
  { what: "one waits", states: { org: "waiting" }, given: "org" },
  { what: "one runs", states: { org: "running" }, given: "org after org" },
  {
    what: "one runs and one waits",
    states: { org: "running", "org after org": "waiting" },
    given: "org after org",
  },
  {
    what: "the one that follows runs, too",
    states: { org: "running", "org after org": "running" },
    given: "org after org after org",
  },
])("where $what: $given", async ({ states, given }) => {
  const job = await refreshOnEvent(organization, queueOf(states));
  expect([job.id, job.state]).toEqual([given, "waiting"]);
});
