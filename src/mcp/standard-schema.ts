/** Our validators in the form that the MCP server takes: zod/mini checks, and describes itself as JSON Schema only when asked. */
import type { StandardSchemaWithJSON } from "@modelcontextprotocol/server";
import * as z from "zod/mini";

export function standardSchema<S extends z.ZodMiniType>(schema: S): StandardSchemaWithJSON<z.input<S>, z.output<S>> {
  const jsonSchema = (io: "input" | "output") => () => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, target: "draft-2020-12" });
    return rest;
  };
  return {
    "~standard": {
      version: 1,
      vendor: "idc-doctor",
      validate: (value) => {
        const result = schema.safeParse(value);
        return result.success ? { value: result.data } : { issues: result.error.issues };
      },
      jsonSchema: { input: jsonSchema("input"), output: jsonSchema("output") },
    },
  };
}
