/** The kept snapshots: one document for each organization and endpoint, with its names apart, because a name is needed at once. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { type NameIndex, nameIndexOf } from "../model/names/name-index.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import { loadOrganizationDocument } from "../model/organization-document/load.ts";
import { writtenForm } from "../model/organization-document/write.ts";
import { keptNamesPath, namesKeptIn } from "./kept-names.ts";
import { type OrganizationAt, organizationFileName } from "./organization-file-name.ts";
import { privateJson, replacePrivately } from "./private-file.ts";

export interface KeptSnapshot {
  readonly document: OrganizationDocument;
  /** Of a local Identity Center: which organization it was filled with. */
  readonly generation: string | undefined;
  /** Which writing of the file this is. */
  readonly version: string;
}

export interface SnapshotToKeep extends Pick<KeptSnapshot, "document" | "generation"> {
  /** Only in the place of this writing: another process may have kept a newer one meanwhile. */
  readonly insteadOf?: string | undefined;
}

export interface KeptSnapshots {
  /** Undefined: none is kept, or the file is damaged, of another organization or of another release. */
  readonly read: (organization: OrganizationAt) => KeptSnapshot | undefined;
  /** The names alone. */
  readonly names: (organization: OrganizationAt) => NameIndex | undefined;
  /** Takes the place of what is kept. */
  readonly keep: (organization: OrganizationAt, snapshot: SnapshotToKeep) => void;
  /** Held while the organization is collected. */
  readonly lockPath: (organization: OrganizationAt) => string;
  readonly path: (organization: OrganizationAt) => string;
  /** Which organization a connection reached the last time; a connection is any text. */
  readonly reached: (connection: string) => OrganizationAt | undefined;
  readonly rememberReached: (connection: string, organization: OrganizationAt) => void;
}

/** Keys that end with a session come and go: so many connections are remembered. */
const CONNECTIONS_REMEMBERED = 100;

/** @param folder must be there, and its owner's alone. */
export function keptSnapshots(folder: string): KeptSnapshots {
  const pathOf = (organization: OrganizationAt) => join(folder, `${organizationFileName(organization)}.json`);
  const connections = join(folder, "connections.json");
  return {
    path: pathOf,
    lockPath: (organization) => join(folder, `${organizationFileName(organization)}.lock`),
    read: (organization) => {
      const version = versionOf(pathOf(organization));
      const loaded = loadOrganizationDocument(privateJson(pathOf(organization)));
      if (version === undefined || loaded.kind === "invalid") return undefined;
      if (loaded.document.instance?.arn !== organization.instanceArn) return undefined;
      return { document: loaded.document, version, generation: namesKeptIn(folder, organization)?.generation };
    },
    names: (organization) => namesKeptIn(folder, organization),
    keep: (organization, { document, generation, insteadOf }) => {
      if (insteadOf !== undefined && versionOf(pathOf(organization)) !== insteadOf) return;
      replacePrivately(pathOf(organization), JSON.stringify(writtenForm(document)));
      replacePrivately(keptNamesPath(folder, organization), JSON.stringify(nameIndexOf(document, generation)));
    },
    reached: (connection) => connectionsIn(connections).get(connection),
    rememberReached: (connection, organization) => {
      const all = connectionsIn(connections);
      const before = all.get(connection);
      if (before && organizationFileName(before) === organizationFileName(organization)) return;
      all.delete(connection);
      all.set(connection, organization);
      replacePrivately(connections, JSON.stringify([...all].slice(-CONNECTIONS_REMEMBERED)));
    },
  };
}

/** Undefined: there is no file. A file that is replaced is another file. */
function versionOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.mtimeMs}`;
}

function connectionsIn(path: string): Map<string, OrganizationAt> {
  const rows = privateJson(path);
  return new Map((Array.isArray(rows) ? rows : []).flatMap((row: unknown) => connectionRow(row) ?? []));
}

function connectionRow(row: unknown): [string, OrganizationAt][] | undefined {
  if (!Array.isArray(row)) return undefined;
  const [connection, organization] = row as readonly unknown[];
  const { instanceArn, endpointUrl } = { ...(organization as Partial<Record<keyof OrganizationAt, unknown>>) };
  if (typeof connection !== "string" || typeof instanceArn !== "string") return undefined;
  return [[connection, { instanceArn, endpointUrl: typeof endpointUrl === "string" ? endpointUrl : null }]];
}
