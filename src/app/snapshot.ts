/** The use cases behind `snapshot`: collect the organization, keep the document in a file or for the organization. */
import type { Context } from "../model/context.ts";
import { writeOrganizationDocument } from "../model/organization-document/write.ts";
import type { AwsConnection } from "../sources/aws/calling/connection.ts";
import {
  type Collection,
  closeCollection,
  type OpenCollection,
  openCollection,
} from "../sources/organization/collecting/collect.ts";
import type { Environment } from "./connection.ts";
import { type Collected, collectLocked, type SnapshotOptions } from "./kept/collect-locked.ts";
import { keepCollected, openWritable, organizationOf, rememberReached } from "./kept/kept-folder.ts";
import { checkedTarget, type Target, writeTarget } from "./target-file.ts";

/**
 * Collects the organization; one that was interrupted within the last hours is continued, and where another process has begun and
 * kept one since this was asked for, that is the answer.
 *
 * @throws AccessError as `collectOrganization` does.
 */
export const collectSnapshot = (
  connection: AwsConnection,
  context: Context,
  env: Environment,
  options: SnapshotOptions,
): Promise<Collected> => {
  const askedAt = options.askedAt ?? context.now();
  return whileOpen({ connection, context, onCall: options.onCall }, (opened) =>
    collectLocked(opened, context, env, { ...options, askedAt }),
  );
};

/** The same, kept for the organization. @throws AccessError as above; `write-failed` or `bad-input` where it cannot be kept. */
export const keepSnapshot = (
  connection: AwsConnection,
  context: Context,
  env: Environment,
  options: SnapshotOptions,
): Promise<Collected> => {
  const askedAt = options.askedAt ?? context.now();
  return whileOpen({ connection, context, onCall: options.onCall }, (opened) => {
    const store = openWritable(env, organizationOf(opened));
    rememberReached(opened, connection, env);
    const earlier = store.read(organizationOf(opened));
    return collectLocked(opened, context, env, {
      ...options,
      askedAt,
      earlier: earlier.kind === "kept" ? earlier.document : undefined,
      keep: (snapshot) => keepCollected(store, organizationOf(opened), { snapshot, now: context.now() }),
    });
  });
};

interface ToOpen {
  readonly connection: AwsConnection;
  readonly context: Context;
  readonly onCall: SnapshotOptions["onCall"];
}

/** Opens the connection, and closes it after the work. @throws AccessError as `collectOrganization` does. */
export async function whileOpen<T>(
  { connection, context, onCall }: ToOpen,
  work: (opened: OpenCollection) => Promise<T>,
): Promise<T> {
  const opened = await openCollection(connection, context, onCall);
  try {
    return await work(opened);
  } finally {
    closeCollection(opened);
  }
}

/** The file that a snapshot is to take, looked at before anything is collected. @throws AccessError as `checkedTarget` */
export const snapshotTarget = (path: string): Promise<Target> => checkedTarget(path, [".json", ".yaml", ".yml"]);

/** @throws AccessError as `writeTarget` */
export const saveSnapshot = (target: Target, { document }: Pick<Collection, "document">): Promise<void> =>
  writeTarget(target, writeOrganizationDocument(document, target.extension === ".json" ? "json" : "yaml"));
