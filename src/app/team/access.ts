/** `who-can` and `what-can` for everybody who uses a server: from the snapshot that it has, else by the few reads that the question needs. */
import type { EffectiveAccess } from "../../model/effective-access.ts";
import type { Matrix, MatrixView } from "../../model/matrix.ts";
import type { OrganizationDocument } from "../../model/organization-document/document.ts";
import { answerWhatCan, answerWhoCan, readForAccount, readForUser } from "../effective-access.ts";
import { answerMatrix } from "../matrix.ts";
import { whileOpen } from "../snapshot.ts";
import { currentDocument, noSnapshot } from "./current.ts";
import type { ServedOrganization, Team } from "./team.ts";

interface AccountAsked {
  readonly account: string;
  readonly permissionSet?: string | undefined;
}

/** @throws AccessError as `answerWhoCan` does */
export async function teamWhoCan(
  organization: ServedOrganization,
  { account, permissionSet }: AccountAsked,
  team: Team,
): Promise<EffectiveAccess> {
  const document =
    (await currentDocument(organization, team)) ??
    (await readOpened(organization, team, (opened) =>
      readForAccount(opened, team.context, { account, permissionSet }),
    ));
  return answerWhoCan(document, account, permissionSet);
}

/** @throws AccessError `not-found` before the first snapshot; as `answerMatrix` does */
export async function teamMatrix(organization: ServedOrganization, view: MatrixView, team: Team): Promise<Matrix> {
  const document = await currentDocument(organization, team);
  if (document) return answerMatrix(document, view);
  throw noSnapshot(organization);
}

/** Another text whenever the snapshot is another one. @throws AccessError `not-found` before the first */
export async function accessVersion(organization: ServedOrganization, team: Team): Promise<string> {
  const document = await currentDocument(organization, team);
  if (document) return document.takenAt;
  throw noSnapshot(organization);
}

/** @throws AccessError as `answerWhatCan` does */
export async function teamWhatCan(
  organization: ServedOrganization,
  user: string,
  team: Team,
): Promise<EffectiveAccess> {
  const current = await currentDocument(organization, team);
  if (current) return answerWhatCan(current, user);
  const document = await readOpened(organization, team, (opened) => readForUser(opened, team.context, user));
  return answerWhatCan(document, user, { isTargeted: true });
}

type Read = (opened: Parameters<typeof readForAccount>[0]) => Promise<OrganizationDocument>;

const readOpened = (
  { connection, turns, calls }: ServedOrganization,
  { context }: Team,
  read: Read,
): Promise<OrganizationDocument> =>
  turns.take(context.signal, () => whileOpen({ connection: connection.aws, context, onCall: calls.count }, read));
