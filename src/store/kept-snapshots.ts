/** The kept snapshots: one document for each organization and endpoint, with its names apart, because a name is needed at once. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { type NameIndex, nameIndexOf } from "../model/names/name-index.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { writtenForm } from "../model/organization-document/write.ts";
import { CONNECTIONS_FILE, type KeptConnections, keptConnections } from "./kept-connections.ts";
import { documentIn } from "./kept-document.ts";
import { keptNamesPath, namesKeptIn } from "./kept-names.ts";
import { isOfEndpoint, type OrganizationAt, organizationFileName } from "./organization-file-name.ts";
import { replacePrivately } from "./private-file.ts";

export interface KeptSnapshot {
  readonly document: OrganizationDocument;
  /** Of a local Identity Center: which organization it was filled with. */
  readonly generation: string | undefined;
  /** Which writing of the file this is. */
  readonly version: string;
}

export type KeptRead =
  | ({ readonly kind: "kept" } & KeptSnapshot)
  | { readonly kind: "none" }
  /** There is a file, and it is not to be used: what is wrong with it. It stays until a new one takes its place. */
  | { readonly kind: "damaged"; readonly path: string; readonly problem: string };

export interface SnapshotToKeep extends Pick<KeptSnapshot, "document" | "generation"> {
  /** Only in the place of this writing: another process may have kept a newer one meanwhile. */
  readonly insteadOf?: string | undefined;
}

export interface KeptSnapshots extends KeptConnections {
  /** Names that are missing or damaged are made from it again. */
  readonly read: (organization: OrganizationAt) => KeptRead;
  /** The one of the only organization that is kept at the endpoint; none where several are. */
  readonly readOnly: (endpointUrl: string | null) => KeptRead;
  /** The names alone. */
  readonly names: (organization: OrganizationAt) => NameIndex | undefined;
  /** Takes the place of what is kept. */
  readonly keep: (organization: OrganizationAt, snapshot: SnapshotToKeep) => void;
  /** Held while the organization is collected. */
  readonly lockPath: (organization: OrganizationAt) => string;
  readonly path: (organization: OrganizationAt) => string;
}

/** @param folder must be there, and its owner's alone. */
export function keptSnapshots(folder: string): KeptSnapshots {
  const pathOf = (organization: OrganizationAt) => join(folder, `${organizationFileName(organization)}.json`);
  const read = (organization: OrganizationAt): KeptRead => {
    const found = readPath(pathOf(organization), organization);
    if (found.kind === "kept") remakeNames(folder, organization, { path: pathOf(organization), ...found });
    return found;
  };
  return {
    ...keptConnections(folder),
    path: pathOf,
    lockPath: (organization) => join(folder, `${organizationFileName(organization)}.lock`),
    read,
    readOnly: (endpointUrl) => {
      const [only, second] = documentNames(folder).filter((name) => isOfEndpoint(name, endpointUrl));
      if (only === undefined || second !== undefined) return { kind: "none" };
      return readPath(join(folder, `${only}.json`), { name: only, endpointUrl });
    },
    names: (organization) => {
      const names = namesKeptIn(folder, organization);
      if (names) return names;
      const found = read(organization);
      return found.kind === "kept" ? nameIndexOf(found.document) : undefined;
    },
    keep: (organization, { document, generation, insteadOf }) => {
      if (insteadOf !== undefined && versionOf(pathOf(organization)) !== insteadOf) return;
      replacePrivately(pathOf(organization), JSON.stringify(writtenForm(withGeneration(document, generation))));
      replacePrivately(keptNamesPath(folder, organization), JSON.stringify(nameIndexOf(document)));
    },
  };
}

const withGeneration = (document: OrganizationDocument, generation: string | undefined): OrganizationDocument => ({
  ...document,
  ...(document.coverage && { coverage: { ...document.coverage, generation } }),
});

/** Of the files that may be documents, without their extension. */
const documentNames = (folder: string): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const [, file] = /^([^.]+)\.json$/.exec(name) ?? [];
    return file === undefined || name === CONNECTIONS_FILE ? [] : [file];
  });

/** @param of whose file it has to be: an organization, or one that is called so at the endpoint. */
function readPath(
  path: string,
  of: OrganizationAt | { readonly name: string; readonly endpointUrl: string | null },
): KeptRead {
  const version = versionOf(path);
  if (version === undefined) return { kind: "none" };
  const read = documentIn(path);
  if (read.kind === "damaged") return { ...read, path };
  const { document } = read;
  const instanceArn = document.instance?.arn ?? "";
  const isOfIt =
    "name" in of
      ? organizationFileName({ instanceArn, endpointUrl: of.endpointUrl }) === of.name
      : instanceArn === of.instanceArn;
  if (!isOfIt) return { kind: "damaged", path, problem: `it is of the instance ${instanceArn || "of nobody"}` };
  return { kind: "kept", document, version, generation: document.coverage?.generation };
}

/** The names are an index of the snapshot: what is missing, damaged or of another moment is made again. */
function remakeNames(
  folder: string,
  organization: OrganizationAt,
  { path, document, version }: Pick<KeptSnapshot, "document" | "version"> & { readonly path: string },
): void {
  if (namesKeptIn(folder, organization)?.takenAt === document.takenAt) return;
  try {
    // Another process may be about to write the names of a newer one.
    if (versionOf(path) === version)
      replacePrivately(keptNamesPath(folder, organization), JSON.stringify(nameIndexOf(document)));
  } catch {
    // Where nothing can be written, names are read from AWS.
  }
}

/** Undefined: there is no file. A file that is replaced is another file. */
function versionOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.mtimeMs}`;
}
