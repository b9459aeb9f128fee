/** The aws CLI line that asks what a piece of evidence asked. */
import type { Evidence } from "../../model/evidence.ts";
import { shellWord } from "../../model/shell-word.ts";
import { plain } from "../sanitize.ts";

/** Undefined for what no API was asked: a saved document, the user's own files. */
export function evidenceCommand({ service, operation, input, region }: Evidence): string | undefined {
  if (!/^[a-z-]+$/.test(service) || service === "document" || !/^[A-Z][A-Za-z]+$/.test(operation)) return undefined;
  const where = region === undefined ? [] : ["--region", shellWord(region)];
  const request = Object.keys(input).length === 0 ? [] : ["--cli-input-json", shellWord(JSON.stringify(input))];
  return plain(["aws", service, kebab(operation), ...where, ...request].join(" "));
}

const kebab = (operation: string): string =>
  operation
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();
