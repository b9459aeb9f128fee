/** Questions about one person: `why`, and the text that they pasted. */
import * as z from "zod/mini";
import { askWhy } from "../../app/team/ask.ts";
import { organizationNamed } from "../../app/team/team.ts";
import { organization, route, words } from "../route.ts";

const question = z.strictObject({
  /** userName, e-mail address, display name or id. */
  user: words,
  account: z.optional(words),
  permissionSet: z.optional(words),
  action: z.optional(words),
  resource: z.optional(words),
  actionRegion: z.optional(words),
  /** Each `key=value`. */
  context: z.optional(z.array(words).check(z.maxLength(50))),
  isThorough: z.optional(z.boolean()),
});

export const whyRoute = route({
  method: "POST",
  path: "/organizations/{organization}/why",
  summary: "Diagnose why a user can or cannot use an account",
  needs: "viewer",
  writes: false,
  isCostly: true,
  params: z.strictObject(organization),
  body: question,
  answer: { kind: "published", name: "diagnosis" },
  handle: async ({ params, body, team }) => askWhy(organizationNamed(team, params.organization), body, team),
});

export const explainRoute = route({
  method: "POST",
  path: "/organizations/{organization}/explain",
  summary: "Explain a pasted error, CloudTrail event or message",
  needs: "viewer",
  writes: false,
  isCostly: true,
  params: z.strictObject(organization),
  body: z.strictObject({ text: z.string().check(z.minLength(1)) }),
  answer: { kind: "published", name: "explanation" },
  handle: async ({ params, body, team }) => {
    organizationNamed(team, params.organization);
    // Loaded with the first text: a server that starts has more urgent things to load.
    const { explain } = await import("../../app/explain.ts");
    return explain(body.text);
  },
});
