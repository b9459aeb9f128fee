/** Results for programs: JSON of exactly the published values, and YAML as a view of them. */
import { stringify } from "../model/yaml.ts";
import { plainDeep, printableJson } from "./sanitize.ts";

export type ValueFormat = "json" | "json-line" | "yaml";

/** JSON is the contract: what a terminal would obey is escaped, never changed. YAML has no such escape outside of quotes. */
export function valueText(value: unknown, format: ValueFormat): string {
  if (format === "yaml") return stringify(plainDeep(value));
  return `${printableJson(JSON.stringify(value, null, format === "json" ? 2 : 0))}\n`;
}
