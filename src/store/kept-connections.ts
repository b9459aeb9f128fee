/** Which organization each connection reached the last time, so that a question needs no call to know which snapshot is meant. */
import { join } from "node:path";
import { type OrganizationAt, organizationFileName } from "./organization-file-name.ts";
import { privateJson, replacePrivately } from "./private-file.ts";

export interface KeptConnections {
  /** Which organization a connection reached the last time; a connection is any text. */
  readonly reached: (connection: string) => OrganizationAt | undefined;
  readonly rememberReached: (connection: string, organization: OrganizationAt) => void;
}

export const CONNECTIONS_FILE = "connections.json";

/** Keys that end with a session come and go: so many connections are remembered. */
const CONNECTIONS_REMEMBERED = 100;

/** @param folder must be there, and its owner's alone. */
export function keptConnections(folder: string): KeptConnections {
  const path = join(folder, CONNECTIONS_FILE);
  return {
    reached: (connection) => connectionsIn(path).get(connection),
    rememberReached: (connection, organization) => {
      const all = connectionsIn(path);
      const before = all.get(connection);
      if (before && organizationFileName(before) === organizationFileName(organization)) return;
      all.delete(connection);
      all.set(connection, organization);
      replacePrivately(path, JSON.stringify([...all].slice(-CONNECTIONS_REMEMBERED)));
    },
  };
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
