/** What changes while jobs run is read by one that has not begun. */
import { expect, test } from "vitest";
import type { Job, JobEvent, JobToEnqueue } from "../../store/jobs/queue.ts";
import { refreshOnEvent } from "./refresh-job.ts";
import type { ServedOrganization, Team } from "./team.ts";

/** `reading`: it runs, and has begun to read. */
type States = Readonly<Record<string, "waiting" | "running" | "reading">>;

/** Where a job of the same key is waiting or running, that one, as the queue has it. */
function queueOf(states: States) {
  const jobs = new Map(Object.entries(states).map(([key, state]) => [key, jobOf(key, state)]));
  const enqueue = async ({ key: given }: JobToEnqueue): Promise<Job> => {
    const key = given ?? "";
    const job = jobs.get(key) ?? jobOf(key, "waiting");
    jobs.set(key, job);
    return job;
  };
  const events = async (id: string): Promise<readonly JobEvent[]> =>
    [{ kind: "job" }, ...(states[id] === "reading" ? [{ kind: "reading" }] : [])].map(
      (event) => ({ event }) as JobEvent,
    );
  return { jobs: { enqueue, events } } as unknown as Team;
}

const jobOf = (key: string, state: States[string]) =>
  ({ id: key, state: state === "waiting" ? state : "running" }) as Job;
const organization = { key: "org", name: "org" } as ServedOrganization;

test.each<{ what: string; states: States; given: string; state?: string }>([
  { what: "nothing else waits or runs", states: {}, given: "org" },
  { what: "one waits", states: { org: "waiting" }, given: "org" },
  { what: "one runs", states: { org: "running" }, given: "org after org" },
  { what: "one reads", states: { org: "reading" }, given: "org after org" },
  {
    what: "the one that follows waits for the first",
    states: { org: "reading", "org after org": "running" },
    given: "org after org",
    state: "running",
  },
  {
    what: "one runs and one waits",
    states: { org: "running", "org after org": "waiting" },
    given: "org after org",
  },
  {
    what: "the one that follows reads while the first records",
    states: { org: "reading", "org after org": "reading" },
    given: "org after org after org",
  },
])("where $what: $given", async ({ states, given, state = "waiting" }) => {
  const job = await refreshOnEvent(organization, queueOf(states));
  expect([job.id, job.state]).toEqual([given, state]);
});
