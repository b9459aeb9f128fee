/** HTML from templates: every text that is put in is escaped, so that a name can hold markup and stays a name. */
import { plain } from "./sanitize.ts";

/** Markup that is safe to put in as it is. */
export interface Html {
  readonly html: string;
}

type Part = string | number | Html | readonly Html[];

export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  html: texts.map((text, index) => text + (index < parts.length ? written(parts[index] ?? "") : "")).join(""),
});

const isList = (part: Part): part is readonly Html[] => Array.isArray(part);

function written(part: Part): string {
  if (isList(part)) return part.map((one) => one.html).join("");
  return typeof part === "object" ? part.html : escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escaped = (text: string): string => plain(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
