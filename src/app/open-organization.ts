/** Where a whole organization comes from: a saved document, or a collection from AWS. */
import type { Context } from "../model/context.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import type { Connection, Environment } from "./connection.ts";
import { collectSnapshot, type SnapshotOptions } from "./snapshot.ts";

/** The whole organization of a connection, with what could not be read as its coverage. @throws AccessError as the collector does. */
export async function openOrganization(
  connection: Connection,
  context: Context,
  env: Environment,
  options: SnapshotOptions,
): Promise<OrganizationDocument> {
  if (connection.from) return connection.from;
  return (await collectSnapshot(connection.aws, context, env, options)).document;
}
