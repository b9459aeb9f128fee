/** The tool `explain`: what a pasted error, event or message says. Nothing is asked of AWS. */
import * as z from "zod/mini";
import { members, paged, tool } from "../tool.ts";

const LONGEST_TEXT = 262_144;

const explanation = z.object({
  kind: z.string(),
  title: z.string(),
  who: z.nullable(z.string()),
  account: z.nullable(z.string()),
  permissionSet: z.nullable(z.string()),
  refusedBy: z.nullable(z.string()),
  action: z.nullable(z.string()),
  resource: z.nullable(z.string()),
  meaning: z.array(z.string()),
  next: z.array(z.string()),
  causes: members.described(z.array(z.string()), "Ids that the text proves or leads to; causes has the documentation"),
  times: z.int(),
});

export const explainTool = tool({
  name: "explain",
  title: "Explain a pasted text",
  description:
    "Understand a pasted error message, CloudTrail event, portal message or request status about AWS access. Call it first when a ticket holds such a text; then diagnose with the names that it found.",
  writes: false,
  input: z.strictObject({
    text: members.described(z.string().check(z.minLength(1), z.maxLength(LONGEST_TEXT)), "The text as it was pasted"),
    limit: members.limit,
    offset: members.offset,
  }),
  output: z.object({ total: z.int(), explanations: z.array(explanation), following: z.int() }),
  handle: async ({ input }) => {
    const { explain } = await import("../../app/explain.ts");
    const { explanations } = explain(input.text);
    const { shown, following } = paged(explanations, input);
    return {
      total: explanations.length,
      explanations: shown.map(({ who, layer, causes, fits, meaning, next, ...one }) => ({
        kind: one.kind,
        title: one.title,
        who: who?.name ?? null,
        account: one.account,
        permissionSet: one.permissionSet,
        refusedBy: layer,
        action: one.action,
        resource: one.resource,
        meaning: [...meaning],
        next: [...next],
        causes: [...new Set([...causes, ...fits].map(({ id }) => id))],
        times: one.times,
      })),
      following,
    };
  },
});
