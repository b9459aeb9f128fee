/** The id under which other systems know a finding: the same in every alert, and short whatever the key is. */
import { createHash } from "node:crypto";
import type { AlertChange } from "../../model/alert.ts";

/** `idc-doctor/prod/outdated/3f2a…` */
export function findingUid(organization: string, { finding }: Pick<AlertChange, "finding">): string {
  const digest = createHash("sha256").update(finding.key).digest("hex").slice(0, 32);
  return `idc-doctor/${organization}/${finding.cause}/${digest}`;
}
