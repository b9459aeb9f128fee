/** Lines that the runner obeys (docs.github.com, "Workflow commands for GitHub Actions"), and text that it must not obey. */
import { randomUUID } from "node:crypto";
import { plain, plainLines } from "../report/sanitize.ts";

export type Level = "error" | "warning" | "notice";

export interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly message: string;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

const escapedData = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

const escapedProperty = (text: string): string => escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

export function annotationLine({ level, title, message, file, line }: Annotation): string {
  const properties = Object.entries({ file, line, title: plain(title) }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapedProperty(String(value))}`],
  );
  return `::${level} ${properties.join(",")}::${escapedData(plain(message))}\n`;
}

/** Text of which the runner obeys nothing, whatever names are in it. */
export function inertText(text: string): string {
  const token = randomUUID();
  return `::stop-commands::${token}\n${plainLines(text)}\n::${token}::\n`;
}

/** An entry of the file GITHUB_OUTPUT; the delimiter cannot be foreseen, so no value can add another output. */
export function outputEntry(name: string, value: string): string {
  const delimiter = `idc-doctor-${randomUUID()}`;
  return `${name}<<${delimiter}\n${value}\n${delimiter}\n`;
}
