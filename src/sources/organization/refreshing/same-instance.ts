/** One organization never takes the place of another in a file. */
import { AccessError } from "../../../model/errors.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";

/** @throws AccessError `bad-input` where the document is not of the instance that the credentials reach. */
export function refuseOtherInstance({ instance }: OrganizationDocument, reached: string | undefined): void {
  if (instance && instance.arn === reached) return;
  const of = instance ? `the instance ${instance.arn}` : "no instance";
  throw new AccessError("bad-input", `The document is of ${of}, and these credentials reach ${reached ?? "none"}`, {
    next: "Use the profile of the document's organization, or save a new one with snapshot save",
  });
}
