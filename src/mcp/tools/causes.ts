/** The tool `causes`: the catalogue of what can be wrong, and the documentation of one cause. */
import * as z from "zod/mini";
import { causeById, causesFor, listCauses } from "../../app/causes.ts";
import { members, tool, words } from "../tool.ts";

const listed = z.object({ id: z.string(), stage: z.string(), title: z.string() });

const documentation = z.object({
  symptoms: z.array(z.string()),
  why: z.string(),
  whatToDo: z.string(),
  confidenceRule: z.string(),
  sources: z.array(z.string()),
});

export const causesTool = tool({
  name: "causes",
  title: "Look up causes",
  description:
    "Look up what can keep somebody from an account: all causes, those that fit a symptom in words, or with id the documentation of one.",
  writes: false,
  input: z.strictObject({
    id: z.optional(members.described(words, "Id of a cause, such as not-a-member")),
    symptom: z.optional(members.described(words, "What somebody sees, in words")),
  }),
  output: z.object({ causes: z.array(listed), documentation: z.nullable(documentation) }),
  handle: async ({ input: { id, symptom } }) => {
    if (id !== undefined) {
      const { confidenceRule, documentation: texts, ...rest } = causeById(id);
      const { symptoms, why, whatToDo, sources } = texts;
      return {
        causes: [{ id: rest.id, stage: rest.stage, title: rest.title }],
        documentation: { symptoms: [...symptoms], why, whatToDo, confidenceRule, sources: [...sources] },
      };
    }
    const found = symptom === undefined ? listCauses() : causesFor([symptom]);
    return { causes: found.map(({ id: name, stage, title }) => ({ id: name, stage, title })), documentation: null };
  },
});
