/** Reads the file of a kept snapshot, and says what is wrong with one that cannot be used. */
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { loadOrganizationDocument } from "../model/organization-document/load.ts";
import { privateText } from "./private-file.ts";

export type ReadDocument =
  | { readonly kind: "ok"; readonly document: OrganizationDocument }
  | { readonly kind: "damaged"; readonly problem: string };

/** The document in a file that is there. */
export function documentIn(path: string): ReadDocument {
  const text = privateText(path);
  if (text === undefined) return damaged("it cannot be read");
  if (text === "") return damaged("it is empty");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return damaged("it is no whole JSON text");
  }
  const loaded = loadOrganizationDocument(value);
  if (loaded.kind === "ok") return loaded;
  const [first] = loaded.problems;
  return damaged(first ? `${first.path || "the document"}: ${first.message}` : "it is no organization document");
}

const damaged = (problem: string): ReadDocument => ({ kind: "damaged", problem });
