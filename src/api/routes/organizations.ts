/** The organizations that this server answers about. */
import * as z from "zod/mini";
import { currentDocument } from "../../app/team/current.ts";
import { mayAct, ROLES } from "../../model/roles.ts";
import { route } from "../route.ts";

const served = z.strictObject({
  name: z.string(),
  region: z.string(),
  /** Null: AWS itself. */
  endpointUrl: z.nullable(z.string()),
  /** ISO 8601: the moment of the snapshot; null: there is none yet. */
  takenAt: z.nullable(z.string()),
  /** What the caller may do there. */
  role: z.enum(ROLES),
});

export const organizationsRoute = route({
  method: "GET",
  path: "/organizations",
  summary: "List the organizations that the caller may see",
  needs: "viewer",
  writes: false,
  answer: { kind: "own", schema: z.array(served) },
  handle: async ({ team, who }) => {
    const seen = [...team.organizations.values()].flatMap((one) => {
      const role = ROLES.findLast((role) => mayAct(who, role, one.name));
      return role === undefined ? [] : [{ one, role }];
    });
    return Promise.all(
      seen.map(async ({ one, role }) => {
        const { region, endpointUrl = null } = one.connection.aws;
        const takenAt = (await currentDocument(one, team))?.takenAt ?? null;
        return { name: one.name, region, endpointUrl, takenAt, role };
      }),
    );
  },
});
