/** The names of a kept snapshot apart from its grants, read without what reads whole documents: a name is needed at once. */
import { join } from "node:path";
import { type NameIndex, parseNameIndex } from "../model/names/name-index.ts";
import { type OrganizationAt, organizationFileName } from "./organization-file-name.ts";
import { privateJson } from "./private-file.ts";

export const keptNamesPath = (folder: string, organization: OrganizationAt): string =>
  join(folder, `${organizationFileName(organization)}.names.json`);

/** Undefined: none are kept, or the file is damaged, of another organization or of another release. */
export function namesKeptIn(folder: string, organization: OrganizationAt): NameIndex | undefined {
  const index = parseNameIndex(privateJson(keptNamesPath(folder, organization)));
  return index?.instanceArn === organization.instanceArn ? index : undefined;
}
