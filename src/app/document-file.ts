/** Reads an organization document from a file. */
import { AccessError } from "../model/errors.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { readText } from "./text-file.ts";

/** @throws AccessError `unreadable-document`, with the path of every bad field. */
export async function readDocumentFile(path: string): Promise<OrganizationDocument> {
  // Loaded only where there is a file: the parsers take longer to load than a question takes to ask.
  const { describeProblems, parseOrganizationDocument } = await import("../model/organization-document/load.ts");
  const loaded = parseOrganizationDocument(await readText(path));
  if (loaded.kind === "ok") return loaded.document;
  throw new AccessError(
    "unreadable-document",
    `${path} is not an organization document:\n${describeProblems(loaded.problems)}`,
  );
}
