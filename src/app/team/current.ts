/** The snapshots of a team's organization: the newest one read once for everybody, earlier ones to compare with. */
import { statSync } from "node:fs";
import { AccessError } from "../../model/errors.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { loadOrganizationDocument } from "../../model/organization-document/load.ts";
import { writtenForm } from "../../model/organization-document/write.ts";
import type { SnapshotHead } from "../../store/shared-snapshots.ts";
import { connectionKey, openKeptSnapshots } from "../kept/kept-folder.ts";
import { labGeneration } from "../lab-portal.ts";
import type { ServedOrganization, Team } from "./team.ts";

/** What was read last, of each organization. */
const read = new WeakMap<ServedOrganization, { readonly id: string; readonly document: OrganizationDocument }>();

/** Undefined: none was collected yet. */
export async function currentDocument(
  organization: ServedOrganization,
  team: Pick<Team, "store" | "env">,
): Promise<OrganizationDocument | undefined> {
  if (organization.connection.from) return organization.connection.from;
  const head = await team.store.snapshots.newest(organization.key);
  if (head === undefined) return keptByCommands(organization, team);
  const before = read.get(organization);
  if (before?.id === head.id) return before.document;
  const document = await documentOfSnapshot(head, team);
  if (document) read.set(organization, { id: head.id, document });
  return document;
}

/** Undefined: what is kept there is of another release. */
export async function documentOfSnapshot(
  { id }: Pick<SnapshotHead, "id">,
  { store }: Pick<Team, "store">,
): Promise<OrganizationDocument | undefined> {
  const bytes = await store.snapshots.part(id, DOCUMENT);
  if (bytes === undefined) return undefined;
  const loaded = loadOrganizationDocument(JSON.parse(Buffer.from(bytes).toString("utf8")));
  return loaded.kind === "ok" ? loaded.document : undefined;
}

const DOCUMENT = "document";

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
  const document = kept.read(reached)?.document;
  if (document) read.set(organization, { id, document });
  return document;
}

/** For what only a whole organization answers. */
export const noSnapshot = ({ name }: ServedOrganization): AccessError =>
  new AccessError("not-found", `No snapshot of ${name} was collected yet`, {
    next: `POST /api/v1/organizations/${name}/snapshot/refresh collects one`,
  });

/** For every process of the team, and for whoever compares later. */
export async function keepForTeam(
  organization: ServedOrganization,
  document: OrganizationDocument,
  { store, context }: Pick<Team, "store" | "context">,
): Promise<void> {
  const id = context.newId();
  await store.snapshots.keep({
    id,
    organization: organization.key,
    takenAt: document.takenAt,
    keptAt: context.now().toISOString(),
    generation: (await labGeneration(organization.connection.aws.endpointUrl)) ?? null,
    parts: { [DOCUMENT]: Buffer.from(JSON.stringify(writtenForm(document))) },
  });
  read.set(organization, { id, document });
}

/** What another machine has collected is caught up from here, instead of collecting all of it again. */
export async function keepLocally(organization: ServedOrganization, team: Pick<Team, "store" | "env">): Promise<void> {
  const head = await team.store.snapshots.newest(organization.key);
  const local = keptByCommands(organization, team);
  if (head === undefined || (local && local.takenAt >= head.takenAt)) return;
  const document = await currentDocument(organization, team);
  if (document?.instance === undefined || document.instance === null) return;
  const { endpointUrl = null } = organization.connection.aws;
  openKeptSnapshots(team.env).keep(
    { instanceArn: document.instance.arn, endpointUrl },
    { document, generation: head.generation ?? undefined },
  );
}
