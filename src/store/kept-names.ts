/** The names of a kept snapshot apart from its grants, read without what reads whole documents: a name is needed at once. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type NameIndex, parseNameIndex } from "../model/names/name-index.ts";
import { isOfEndpoint, type OrganizationAt, organizationFileName } from "./organization-file-name.ts";
import { privateJson } from "./private-file.ts";

export const keptNamesPath = (folder: string, organization: OrganizationAt): string =>
  join(folder, `${organizationFileName(organization)}${NAMES}`);

/** Undefined: at that endpoint no organization is kept, or several are, so that only a call tells which one is meant. */
export function onlyNamesKept(folder: string, endpointUrl: string | null): NameIndex | undefined {
  const isThere = (name: string) => name.endsWith(NAMES) && isOfEndpoint(name.slice(0, -NAMES.length), endpointUrl);
  const [only, second] = existsSync(folder) ? readdirSync(folder).filter(isThere) : [];
  if (only === undefined || second !== undefined) return undefined;
  const index = parseNameIndex(privateJson(join(folder, only)));
  return index && keptNamesPath(folder, { instanceArn: index.instanceArn, endpointUrl }) === join(folder, only)
    ? index
    : undefined;
}

const NAMES = ".names.json";

/** Undefined: none are kept, or the file is damaged, of another organization or of another release. */
export function namesKeptIn(folder: string, organization: OrganizationAt): NameIndex | undefined {
  const index = parseNameIndex(privateJson(keptNamesPath(folder, organization)));
  return index?.instanceArn === organization.instanceArn ? index : undefined;
}
