/** Who can reach an account, what a person can reach, and the names that questions are made of. */
import * as z from "zod/mini";
import { accessVersion, teamMatrix, teamWhatCan, teamWhoCan } from "../../app/team/access.ts";
import { completeNames } from "../../app/team/names.ts";
import { organizationNamed } from "../../app/team/team.ts";
import { matrixColumns } from "../../model/matrix-columns.ts";
import { createPackedAnswers } from "../packed-answer.ts";
import { organization, route, words } from "../route.ts";

export const whoCanRoute = route({
  method: "GET",
  path: "/organizations/{organization}/who-can",
  summary: "List everyone who can use an account, groups expanded, with the path",
  needs: "viewer",
  writes: false,
  isCostly: true,
  params: z.strictObject(organization),
  query: z.strictObject({ account: words, permissionSet: z.optional(words) }),
  answer: { kind: "published", name: "effective-access" },
  handle: async ({ params, query, team }) => teamWhoCan(organizationNamed(team, params.organization), query, team),
});

export const whatCanRoute = route({
  method: "GET",
  path: "/organizations/{organization}/what-can",
  summary: "List everything that a user can use, with the path",
  needs: "viewer",
  writes: false,
  isCostly: true,
  params: z.strictObject(organization),
  query: z.strictObject({ user: words }),
  answer: { kind: "published", name: "effective-access" },
  handle: async ({ params, query, team }) =>
    teamWhatCan(organizationNamed(team, params.organization), query.user, team),
});

export const matrixRoute = route({
  method: "GET",
  path: "/organizations/{organization}/matrix",
  summary: "Count people by account, or accounts by permission set",
  needs: "viewer",
  writes: false,
  isCostly: true,
  params: z.strictObject(organization),
  query: z.strictObject({ view: z.enum(["people", "sets"]) }),
  answer: { kind: "published", name: "matrix" },
  handle: async ({ params, query, team }) => teamMatrix(organizationNamed(team, params.organization), query.view, team),
});

/** Made once for each snapshot, and sent to everybody. */
const packed = createPackedAnswers();

export const mapRoute = route({
  method: "GET",
  path: "/organizations/{organization}/map",
  summary: "Count people by account, or accounts by permission set, in columns",
  needs: "viewer",
  writes: false,
  isCostly: true,
  params: z.strictObject(organization),
  query: z.strictObject({ view: z.enum(["people", "sets"]) }),
  answer: { kind: "own", schema: z.looseObject({ schema: z.string(), takenAt: z.string(), isWhole: z.boolean() }) },
  handle: async ({ params, query, team, request }) => {
    const one = organizationNamed(team, params.organization);
    const version = { name: `${one.key} ${query.view}`, version: await accessVersion(one, team) };
    return packed.answer(request, version, async () =>
      JSON.stringify(matrixColumns(await teamMatrix(one, query.view, team))),
    );
  },
});

const completedName = z.strictObject({
  kind: z.enum(["user", "account", "permission-set"]),
  value: z.string(),
  name: z.string(),
  detail: z.nullable(z.string()),
});

export const namesRoute = route({
  method: "GET",
  path: "/organizations/{organization}/names",
  summary: "Complete the beginning of a name: people, accounts and permission sets",
  needs: "viewer",
  writes: false,
  params: z.strictObject(organization),
  query: z.strictObject({ prefix: words }),
  answer: {
    kind: "own",
    schema: z.strictObject({ takenAt: z.nullable(z.string()), names: z.array(completedName) }),
  },
  handle: async ({ params, query, team }) =>
    completeNames(organizationNamed(team, params.organization), query.prefix, team),
});
