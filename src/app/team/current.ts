/** The newest organization that a server has: the saved document, or the kept snapshot, read once for everybody. */
import { statSync } from "node:fs";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { connectionKey, openKeptSnapshots } from "../kept/kept-folder.ts";
import type { ServedOrganization, Team } from "./team.ts";

/** What was read last, of each organization. */
const read = new WeakMap<ServedOrganization, { readonly version: string; readonly document: OrganizationDocument }>();

/** Undefined: none is kept yet. */
export function currentDocument(
  organization: ServedOrganization,
  { env }: Pick<Team, "env">,
): OrganizationDocument | undefined {
  const { connection } = organization;
  if (connection.from) return connection.from;
  const kept = openKeptSnapshots(env);
  const reached = kept.reached(connectionKey(connection.aws, env));
  const version = reached && versionOf(kept.path(reached));
  if (reached === undefined || version === undefined) return undefined;
  const before = read.get(organization);
  if (before?.version === version) return before.document;
  const document = kept.read(reached)?.document;
  if (document) read.set(organization, { version, document });
  return document;
}

/** Undefined: there is no file. A file that is replaced is another file. */
function versionOf(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.mtimeMs}`;
}
