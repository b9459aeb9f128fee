/** A client of AWS Security Hub, which has no npm package here: imports findings. */
import type { SSOOIDCClient } from "@aws-sdk/client-sso-oidc";
import {
  DOCUMENT,
  type GenericService,
  genericClient,
  NUMBER,
  regionalHost,
  senderOf,
  shapesOf,
  TEXT,
} from "./generic-client.ts";

const SERVICE: GenericService = {
  namespace: "com.amazonaws.securityhub",
  serviceId: "SecurityHub",
  signingName: "securityhub",
  host: regionalHost("securityhub"),
};
const { structure, list, operation } = shapesOf(SERVICE.namespace);

const failed = structure("ImportFindingsError", { Id: TEXT, ErrorCode: TEXT, ErrorMessage: TEXT });

const OPERATIONS = {
  BatchImportFindings: operation("BatchImportFindings", ["POST", "/findings/import"], {
    // A finding is written by its own file as the API model has it.
    input: { Findings: list("BatchImportFindingsRequestFindingList", DOCUMENT) },
    output: { FailedCount: NUMBER, SuccessCount: NUMBER, FailedFindings: list("ImportFindingsErrorList", failed) },
  }),
} as const;

export const securityHubClient = (given: Parameters<typeof genericClient>[1]): Promise<SSOOIDCClient> =>
  genericClient(SERVICE, given);

/** Sends one operation. @throws what the SDK throws for AWS's errors, named as AWS names them */
export const sendSecurityHub = senderOf(SERVICE.namespace, OPERATIONS);
