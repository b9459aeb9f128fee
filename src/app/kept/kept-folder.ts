/** Where the kept snapshots lie, and which organization a connection reached the last time. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { withoutSecrets } from "../../model/secrets.ts";
import type { AwsConnection } from "../../sources/aws/calling/connection.ts";
import type { OpenCollection } from "../../sources/organization/collecting/collect.ts";
import { type KeptSnapshots, keptSnapshots, type SnapshotToKeep } from "../../store/kept-snapshots.ts";
import type { OrganizationAt } from "../../store/organization-file-name.ts";
import { privateFolder } from "../../store/private-folder.ts";
import { type Environment, stateFolder } from "../connection.ts";
import { unwritable } from "../target-file.ts";

/** @throws AccessError `bad-input` where the state folder cannot be one. */
export const openKeptSnapshots = (env: Environment): KeptSnapshots =>
  keptSnapshots(privateFolder(join(privateFolder(stateFolder(env)), "snapshots")));

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

/** For an answer that is at hand: that the next one has to look back further is no reason to withhold it. */
export function keptOrWhyNot(
  kept: KeptSnapshots,
  organization: OrganizationAt,
  snapshot: SnapshotToKeep,
): string | undefined {
  try {
    keepOrRefuse(kept, organization, snapshot);
    return undefined;
  } catch (error) {
    return withoutSecrets(error instanceof Error ? error.message : String(error));
  }
}

/** What decides whose credentials are used. The key's id is no secret; all of it is kept as a digest. */
const DECIDING = ["AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"] as const;

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
