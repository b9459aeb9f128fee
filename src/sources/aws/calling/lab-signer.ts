/**
 * Signing for a lab in this process, which looks at who asks, where and which service, and not at the signature: hashing would
 * take a sixth of the work of a rehearsal.
 */
import type { AwsCredentialIdentityProvider, HttpRequest, RequestSigner } from "@smithy/types";

interface SignedAs {
  readonly credentials: AwsCredentialIdentityProvider;
  readonly region: string;
  readonly service: string;
}

/** Takes the place of the SDK's SignatureV4, whose header it writes without a signature; the SDK calls it with `new`. */
export function LabSigner({ credentials, region, service }: SignedAs): RequestSigner {
  return {
    sign: async (request, { signingRegion = region, signingService = service } = {}) => {
      const { accessKeyId, sessionToken } = await credentials();
      const { headers } = request as HttpRequest;
      const scope = `${accessKeyId}/${DAY}/${signingRegion}/${signingService}/aws4_request`;
      headers["authorization"] = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=none`;
      if (sessionToken !== undefined) headers["x-amz-security-token"] = sessionToken;
      return request;
    },
  };
}

/** A scope has a day; no lab compares it with its clock. */
const DAY = "20260101";
