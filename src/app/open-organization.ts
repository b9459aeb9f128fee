/** Where a whole organization comes from: a saved document, or a collection from AWS. */
import type { Context } from "../model/context.ts";
import { AccessError } from "../model/errors.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import type { Connection } from "./connection.ts";

/** The whole organization of a connection, with what could not be read as its coverage. */
export type OpenOrganization = (connection: Connection, context: Context) => Promise<OrganizationDocument>;

/** @throws AccessError `bad-input` without a document. */
export const openSavedOrganization: OpenOrganization = async ({ from }) => {
  if (from) return from;
  throw new AccessError("bad-input", "A question about the whole organization needs a saved organization document", {
    next: "Give it with --from <document>",
  });
};
