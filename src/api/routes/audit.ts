/** Who did what. */
import * as z from "zod/mini";
import { listAudit } from "../../app/team/audit.ts";
import { route } from "../route.ts";

const entry = z.looseObject({
  sequence: z.number(),
  at: z.string(),
  organization: z.nullable(z.string()),
  who: z.string(),
  action: z.string(),
  target: z.nullable(z.string()),
  planHash: z.nullable(z.string()),
  outcome: z.string(),
});

const number = z.string().check(z.regex(/^\d{1,9}$/));

export const auditRoute = route({
  method: "GET",
  path: "/audit",
  summary: "List who did what, the newest first: of one organization, or of all for a caller with a role in all",
  needs: "operator",
  writes: false,
  query: z.strictObject({
    organization: z.optional(z.string()),
    /** Only entries before this one: the last of the page before. */
    before: z.optional(number),
    limit: z.optional(number),
  }),
  answer: { kind: "own", schema: z.array(entry) },
  handle: async ({ query, team, who }) =>
    listAudit(
      {
        organization: query.organization,
        before: query.before === undefined ? undefined : Number(query.before),
        limit: Math.min(1000, Number(query.limit ?? 100)),
      },
      who,
      team,
    ),
});
