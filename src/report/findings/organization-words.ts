/** Which organization a scan is of, in the words of every output. */
import type { FindingsOrganization } from "../../model/finding.ts";

/** `organization of management (123456789012)` */
export const organizationWords = ({ name, managementAccountId }: FindingsOrganization): string =>
  `organization of ${name === "" ? managementAccountId : `${name} (${managementAccountId})`}`;
