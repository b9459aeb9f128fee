/** Results for programs: JSON and YAML of exactly the published values. */
import { stringify } from "../model/yaml.ts";

export type ValueFormat = "json" | "yaml";

export function valueText(value: unknown, format: ValueFormat): string {
  return format === "json" ? `${JSON.stringify(value, null, 2)}\n` : stringify(value);
}
