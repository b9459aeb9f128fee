/** The findings of an organization: in columns, one by one with their history, accepted for a time. */
import * as z from "zod/mini";
import {
  acceptFinding,
  acceptFindings,
  findingDetail,
  findingsVersion,
  listFindings,
  reopenFinding,
} from "../../app/team/findings.ts";
import { organizationNamed } from "../../app/team/team.ts";
import { createPackedAnswers } from "../packed-answer.ts";
import { organization, route, words } from "../route.ts";

const STATES = ["open", "accepted", "closed"] as const;

/** Made once for each version of the findings, and sent to everybody. */
const packed = createPackedAnswers();

export const findingsRoute = route({
  method: "GET",
  path: "/organizations/{organization}/findings",
  summary: "List the findings in columns, the worst first",
  needs: "viewer",
  writes: false,
  params: z.strictObject(organization),
  query: z.strictObject({
    /** Comma-separated; open and accepted ones unless said. */
    states: z.optional(z.string().check(z.regex(/^(open|accepted|closed)(,(open|accepted|closed))*$/))),
  }),
  answer: { kind: "own", schema: z.looseObject({ schema: z.string(), takenAt: z.string(), total: z.number() }) },
  handle: async ({ params, query, team, request }) => {
    const one = organizationNamed(team, params.organization);
    const wanted = (query.states ?? "open,accepted").split(",");
    const states = STATES.filter((state) => wanted.includes(state));
    const version = await findingsVersion(one, team);
    return packed.answer(request, { name: `${one.key} ${states.join()}`, version }, async () =>
      JSON.stringify((await listFindings(one, states, team)).columns),
    );
  },
});

/** Keys hold slashes and colons: in the query, where proxies leave them alone. */
const key = { key: z.string().check(z.minLength(1), z.maxLength(2048)) };

export const findingRoute = route({
  method: "GET",
  path: "/organizations/{organization}/finding",
  summary: "Show one finding with its history and what repairs it",
  needs: "viewer",
  writes: false,
  params: z.strictObject(organization),
  query: z.strictObject(key),
  answer: { kind: "own", schema: z.looseObject({ state: z.enum(STATES), firstSeen: z.string() }) },
  handle: async ({ params, query, team }) =>
    findingDetail(query.key, organizationNamed(team, params.organization), team),
});

const acceptance = {
  reason: words,
  until: z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)),
};

export const acceptRoute = route({
  method: "POST",
  path: "/organizations/{organization}/finding/accept",
  summary: "Accept a finding until a day, with the reason",
  needs: "operator",
  writes: true,
  params: z.strictObject(organization),
  body: z.strictObject({ ...key, ...acceptance }),
  answer: { kind: "own", schema: z.looseObject({ state: z.enum(STATES) }) },
  handle: async ({ params, body, team, who }) =>
    acceptFinding({ ...body, by: who.name }, organizationNamed(team, params.organization), team),
});

export const acceptManyRoute = route({
  method: "POST",
  path: "/organizations/{organization}/findings/accept",
  summary: "Accept many findings until a day, with one reason",
  needs: "operator",
  writes: true,
  params: z.strictObject(organization),
  body: z.strictObject({ keys: z.array(key.key).check(z.minLength(1), z.maxLength(1000)), ...acceptance }),
  answer: { kind: "own", schema: z.strictObject({ accepted: z.number(), gone: z.array(z.string()) }) },
  handle: async ({ params, body, team, who }) =>
    acceptFindings({ ...body, by: who.name }, organizationNamed(team, params.organization), team),
});

export const reopenRoute = route({
  method: "POST",
  path: "/organizations/{organization}/finding/reopen",
  summary: "Take the acceptance of a finding back, with the reason",
  needs: "operator",
  writes: true,
  params: z.strictObject(organization),
  body: z.strictObject({ ...key, reason: words }),
  answer: { kind: "own", schema: z.looseObject({ state: z.enum(STATES) }) },
  handle: async ({ params, body, team, who }) =>
    reopenFinding({ ...body, by: who.name }, organizationNamed(team, params.organization), team),
});
