/** Under which name an organization's own files lie: several organizations, and labs beside AWS, never meet in one file. */
import { createHash } from "node:crypto";

/** An organization as it is reached: two labs, or a lab and AWS, may use the same ARN. */
export interface OrganizationAt {
  readonly instanceArn: string;
  /** Null: AWS itself. */
  readonly endpointUrl: string | null;
}

/** Whatever the ARN and the address hold, the name is safe as part of a file's name. */
export function organizationFileName({ instanceArn, endpointUrl }: OrganizationAt): string {
  const id = instanceArn.slice(instanceArn.lastIndexOf("/") + 1).replaceAll(/[^A-Za-z0-9-]/g, "_");
  return endpointUrl === null ? id : `${id}-${digest(endpointUrl)}`;
}

/** Whether the name is one of an organization that is reached there. */
export const isOfEndpoint = (fileName: string, endpointUrl: string | null): boolean =>
  endpointUrl === null ? !/-[0-9a-f]{12}$/.test(fileName) : fileName.endsWith(`-${digest(endpointUrl)}`);

const digest = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 12);
