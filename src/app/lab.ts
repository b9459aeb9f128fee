/** The use case behind `lab`: a local Identity Center until it is stopped. */
import { type Lab, StateDirectoryError, startLab } from "../lab/index.ts";
import { AccessError } from "../model/errors.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";

export interface LabRequest {
  readonly document: OrganizationDocument | undefined;
  readonly port: number;
  readonly data: string | undefined;
  /** Milliseconds, or their median and 99th percentile. */
  readonly latency: number | { readonly p50: number; readonly p99: number };
  readonly limits: "aws" | "off";
  readonly enforceIam: boolean;
  /** Milliseconds. */
  readonly provisioningTime: number | undefined;
}

/** @throws AccessError `port-in-use` */
export async function openLab({
  document,
  data,
  port,
  latency,
  limits,
  enforceIam,
  provisioningTime,
}: LabRequest): Promise<Lab> {
  try {
    return await startLab({
      port,
      latency,
      limits,
      enforceIam,
      ...(document === undefined ? {} : { document }),
      ...(data === undefined ? {} : { data }),
      ...(provisioningTime === undefined ? {} : { provisioningMilliseconds: provisioningTime }),
    });
  } catch (error) {
    if (error instanceof StateDirectoryError)
      throw new AccessError("bad-input", error.message, { next: error.next, cause: error });
    if ((error as { code?: unknown }).code !== "EADDRINUSE") throw error;
    throw new AccessError("port-in-use", `Port ${port} is in use`, {
      next: "Choose another with --port, or any free port with --port 0",
      cause: error,
    });
  }
}
