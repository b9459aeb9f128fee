/** Reads an organization document from a file. */
import { readFile } from "node:fs/promises";
import { AccessError } from "../model/errors.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { describeProblems, parseOrganizationDocument } from "../model/organization-document/load.ts";

/** @throws AccessError `unreadable-document`, with the path of every bad field. */
export async function readDocumentFile(path: string): Promise<OrganizationDocument> {
  const loaded = parseOrganizationDocument(await readText(path));
  if (loaded.kind === "ok") return loaded.document;
  throw new AccessError(
    "unreadable-document",
    `${path} is not an organization document:\n${describeProblems(loaded.problems)}`,
  );
}

/** The text of a file, or of standard input for `-`. */
export async function readText(path: string): Promise<string> {
  try {
    return path === "-" ? await readStandardInput() : await readFile(path, "utf8");
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** The error for a file that could not be read. */
export function unreadable(path: string, error: unknown): AccessError {
  const { code } = error as { code?: unknown };
  const why =
    code === "ENOENT"
      ? "there is no such file"
      : code === "EISDIR"
        ? "it is a folder"
        : code === "EACCES"
          ? "permission denied"
          : String(code ?? error);
  return new AccessError("unreadable-document", `${path} could not be read: ${why}`, { cause: error });
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
