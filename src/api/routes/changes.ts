/** What changed between two moments. */
import * as z from "zod/mini";
import { snapshotMoments, teamChanges } from "../../app/team/changes.ts";
import { organizationNamed } from "../../app/team/team.ts";
import { organization, route } from "../route.ts";

export const snapshotsRoute = route({
  method: "GET",
  path: "/organizations/{organization}/snapshots",
  summary: "List the moments that can be compared, the newest first",
  needs: "viewer",
  writes: false,
  params: z.strictObject(organization),
  answer: { kind: "own", schema: z.array(z.strictObject({ id: z.string(), takenAt: z.string() })) },
  handle: async ({ params, team }) => snapshotMoments(organizationNamed(team, params.organization), team),
});

/** ISO 8601, in UTC as all times of answers are. */
const moment = z.optional(z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/)));

export const changesRoute = route({
  method: "GET",
  path: "/organizations/{organization}/changes",
  summary:
    "Compare two moments: what changed, who gained and lost access, and with who=cloudtrail who did it; the last two snapshots unless said",
  needs: "viewer",
  writes: false,
  isCostly: true,
  params: z.strictObject(organization),
  query: z.strictObject({ from: moment, to: moment, who: z.optional(z.enum(["cloudtrail"])) }),
  answer: { kind: "published", name: "snapshot-diff" },
  handle: async ({ params, query, team }) =>
    teamChanges(
      organizationNamed(team, params.organization),
      { from: query.from, to: query.to, isWithAuthors: query.who === "cloudtrail" },
      team,
    ),
});
