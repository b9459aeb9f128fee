/** Where the kept snapshots lie, and which organization a connection reached the last time. */
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { AccessError } from "../../model/errors.ts";
import { freshnessOf } from "../../model/organization-document/freshness.ts";
import { withoutSecrets } from "../../model/secrets.ts";
import type { AwsConnection } from "../../sources/aws/calling/connection.ts";
import type { OpenCollection } from "../../sources/organization/collecting/collect.ts";
import { type KeptRead, type KeptSnapshots, keptSnapshots, type SnapshotToKeep } from "../../store/kept-snapshots.ts";
import type { OrganizationAt } from "../../store/organization-file-name.ts";
import { isWritable, privateFolder } from "../../store/private-folder.ts";
import { type Environment, stateFolder } from "../connection.ts";
import { unwritable } from "../target-file.ts";

export type KeptOrWhyNot =
  | { readonly kind: "there"; readonly store: KeptSnapshots }
  /** Nothing can be kept on this machine. */
  | { readonly kind: "nowhere"; readonly whyNot: string };

/** For questions that can be answered without anything kept. */
export function keptSnapshotsOrWhyNot(env: Environment): KeptOrWhyNot {
  try {
    return { kind: "there", store: openKeptSnapshots(env) };
  } catch (error) {
    if (!(error instanceof AccessError)) throw error;
    return { kind: "nowhere", whyNot: withoutSecrets(error.message) };
  }
}

/** @throws AccessError `bad-input` where the state folder cannot be one. */
export const openKeptSnapshots = (env: Environment): KeptSnapshots =>
  keptSnapshots(privateFolder(join(privateFolder(stateFolder(env)), "snapshots")));

/** The same for what is to be kept: refused before anything is collected. @throws AccessError also `write-failed` */
export function openWritable(env: Environment, organization: OrganizationAt): KeptSnapshots {
  const kept = openKeptSnapshots(env);
  const path = kept.path(organization);
  if (isWritable(dirname(path))) return kept;
  throw new AccessError("write-failed", `${path} could not be written: the folder or its disk can only be read`, {
    next: "Set IDC_DOCTOR_HOME to a folder that is yours, or name a file for the snapshot",
  });
}

export const organizationOf = ({ instance, calling }: OpenCollection): OrganizationAt => ({
  instanceArn: instance.arn,
  endpointUrl: calling.connection.endpointUrl ?? null,
});

/** @throws AccessError `write-failed` or `bad-input` where it cannot be kept. */
export function keepOrRefuse(kept: KeptSnapshots, organization: OrganizationAt, snapshot: SnapshotToKeep): void {
  try {
    kept.keep(organization, snapshot);
  } catch (error) {
    throw unwritable(kept.path(organization), error);
  }
}

/**
 * Keeps what was collected, unless another process has begun a whole collection later and kept it: then this one was stopped
 * meanwhile.
 *
 * @throws AccessError as `keepOrRefuse`
 */
export function keepCollected(
  kept: KeptSnapshots,
  organization: OrganizationAt,
  { snapshot, now }: { readonly snapshot: SnapshotToKeep; readonly now: Date },
): void {
  if (!isOutrun(kept.read(organization), snapshot, now)) keepOrRefuse(kept, organization, snapshot);
}

/** What is dated in the future was taken by a wrong clock, and gives way. */
function isOutrun(found: KeptRead, { document, generation }: SnapshotToKeep, now: Date): boolean {
  if (found.kind !== "kept" || found.generation !== generation) return false;
  const collectedAt = Date.parse(freshnessOf(found.document).collectedAt);
  return collectedAt > Date.parse(document.takenAt) && collectedAt <= now.getTime();
}

/** For an answer that is at hand: that the next one has to look back further is no reason to withhold it. */
export function keptOrWhyNot(
  kept: KeptSnapshots,
  organization: OrganizationAt,
  snapshot: SnapshotToKeep,
): string | undefined {
  return whyNot(() => keepOrRefuse(kept, organization, snapshot));
}

/** Undefined where it was done. */
export function whyNot(keep: () => void): string | undefined {
  try {
    keep();
    return undefined;
  } catch (error) {
    return withoutSecrets(error instanceof Error ? error.message : String(error));
  }
}

/** What decides whose credentials are used. The key's id is no secret; all of it is kept as a digest. */
const DECIDING = ["AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"] as const;

/** Whether flags or environment say whose credentials are meant. */
export const namesCredentials = ({ profile }: AwsConnection, env: Environment): boolean =>
  profile !== undefined || DECIDING.some((name) => env[name] !== undefined && env[name] !== "");

/** The same text for the same connection, so that without a call it is known which organization it reaches. */
export function connectionKey({ profile, region, endpointUrl }: AwsConnection, env: Environment): string {
  const parts = [profile ?? null, region, endpointUrl ?? null, ...DECIDING.map((name) => env[name] ?? null)];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** Which organization it was is remembered, so that the same connection finds it without a call. */
export function rememberReached(opened: OpenCollection, connection: AwsConnection, env: Environment): void {
  try {
    openKeptSnapshots(env).rememberReached(connectionKey(connection, env), organizationOf(opened));
  } catch {
    // What is not remembered costs two calls the next time.
  }
}
