/** The snapshots of a team's organization: the newest one read once for everybody, earlier ones to compare with. */
import { statSync } from "node:fs";
import { AccessError } from "../../model/errors.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { connectionKey, openKeptSnapshots } from "../kept/kept-folder.ts";
import { readShared } from "../kept/shared-snapshot.ts";
import type { ServedOrganization, Team } from "./team.ts";

/** What was read last, of each organization. */
const read = new WeakMap<ServedOrganization, { readonly id: string; readonly document: OrganizationDocument }>();

/** Undefined: none was collected yet. */
export async function currentDocument(
  organization: ServedOrganization,
  team: Pick<Team, "store" | "env">,
): Promise<OrganizationDocument | undefined> {
  if (organization.connection.from) return organization.connection.from;
  const { store } = team;
  const head = await store.snapshots.newest(organization.key);
  if (head === undefined) return keptByCommands(organization, team);
  const before = read.get(organization);
  if (before?.id === head.id) return before.document;
  const shared = await readShared({ store, organization: organization.key });
  if (shared) read.set(organization, { id: shared.head.id, document: shared.document });
  return shared?.document;
}

/** Before the first refresh of the server: what the commands have kept on this machine. */
function keptByCommands(
  organization: ServedOrganization,
  { env }: Pick<Team, "env">,
): OrganizationDocument | undefined {
  const kept = openKeptSnapshots(env);
  const reached = kept.reached(connectionKey(organization.connection.aws, env));
  const file = reached && statSync(kept.path(reached), { throwIfNoEntry: false });
  if (!reached || !file) return undefined;
  // A file that is replaced is another file.
  const id = `${file.ino} ${file.mtimeMs}`;
  const before = read.get(organization);
  if (before?.id === id) return before.document;
  const found = kept.read(reached);
  if (found.kind !== "kept") return undefined;
  read.set(organization, { id, document: found.document });
  return found.document;
}

/** For what only a whole organization answers. */
export const noSnapshot = ({ name }: ServedOrganization): AccessError =>
  new AccessError("not-found", `No snapshot of ${name} was collected yet`, {
    next: `POST /api/v1/organizations/${name}/snapshot/refresh collects one; an assistant calls scan with refresh`,
  });
