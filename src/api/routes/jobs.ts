/** Jobs: what runs or ran, and its events as they happen. */
import * as z from "zod/mini";
import { jobNamed, listJobs, watchJob } from "../../app/team/jobs.ts";
import { requestRefresh } from "../../app/team/refresh-job.ts";
import { organizationNamed } from "../../app/team/team.ts";
import { eventStream } from "../event-stream.ts";
import { organization, route } from "../route.ts";

export const job = z.looseObject({
  id: z.string(),
  queue: z.string(),
  organization: z.nullable(z.string()),
  state: z.enum(["waiting", "running", "done", "failed", "cancelled"]),
  attempts: z.number(),
  requestedBy: z.nullable(z.string()),
  outcome: z.nullable(z.string()),
});

const jobId = z.strictObject({ id: z.string().check(z.regex(/^[\w-]{1,64}$/)) });

export const jobsRoute = route({
  method: "GET",
  path: "/jobs",
  summary: "List the newest jobs of the organizations that the caller may see",
  needs: "viewer",
  writes: false,
  answer: { kind: "own", schema: z.array(job) },
  handle: async ({ team, who }) => listJobs(who, team),
});

export const jobRoute = route({
  method: "GET",
  path: "/jobs/{id}",
  summary: "Show a job",
  needs: "viewer",
  writes: false,
  params: jobId,
  answer: { kind: "own", schema: job },
  handle: async ({ params, team, who }) => jobNamed(params.id, who, team),
});

export const jobEventsRoute = route({
  method: "GET",
  path: "/jobs/{id}/events",
  summary: "Follow a job as server-sent events; Last-Event-ID goes on behind the event with this number",
  needs: "viewer",
  writes: false,
  params: jobId,
  answer: { kind: "other", mediaType: "text/event-stream" },
  handle: async ({ params, team, who, ending, request }) => {
    const signal = ending();
    const { id } = await jobNamed(params.id, who, team);
    const after = Number(/^\d{1,9}$/.exec(request.headers.get("last-event-id") ?? "")?.[0] ?? 0);
    return eventStream(watchJob({ id, after, signal }, team), signal);
  },
});

export const refreshRoute = route({
  method: "POST",
  path: "/organizations/{organization}/snapshot/refresh",
  summary: "Catch the snapshot up with AWS as a job, and scan it",
  needs: "operator",
  writes: true,
  params: z.strictObject(organization),
  body: z.strictObject({ isFresh: z.optional(z.boolean()) }),
  status: 202,
  answer: { kind: "own", schema: job },
  handle: async ({ params, body, team, who }) =>
    requestRefresh(
      { by: who.name, isFresh: body.isFresh === true },
      organizationNamed(team, params.organization),
      team,
    ),
});
