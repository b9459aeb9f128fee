/** YAML, the one place that knows the library beside the organization document. */
import { stringify as write } from "yaml";

/** Plain values only: what JSON cannot hold is left out. */
export const stringify = (value: unknown): string => write(JSON.parse(JSON.stringify(value)), { lineWidth: 120 });
