/** Results for programs: JSON of exactly the published values. */
import { printableJson } from "./sanitize.ts";

/** JSON is the contract: what a terminal would obey is escaped, never changed. */
export const jsonText = (value: unknown, indent: 0 | 2 = 2): string =>
  `${printableJson(JSON.stringify(value, null, indent))}\n`;
