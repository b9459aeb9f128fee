/** A person's access portal as they see it, where the organization is on a lab. */
import * as z from "zod/mini";
import { teamPortal } from "../../app/team/portal.ts";
import { organizationNamed } from "../../app/team/team.ts";
import { organization, route, words } from "../route.ts";

export const portalRoute = route({
  method: "GET",
  path: "/organizations/{organization}/portal",
  summary: "Show what a user's access portal shows, where the organization is on a lab",
  needs: "viewer",
  writes: false,
  params: z.strictObject(organization),
  query: z.strictObject({ user: words }),
  answer: {
    kind: "own",
    schema: z.strictObject({
      userName: z.string(),
      canSignIn: z.boolean(),
      startUrl: z.string(),
      accounts: z.array(
        z.strictObject({ accountId: z.string(), accountName: z.string(), permissionSets: z.array(z.string()) }),
      ),
    }),
  },
  handle: async ({ params, query, team }) => teamPortal(organizationNamed(team, params.organization), query.user),
});
