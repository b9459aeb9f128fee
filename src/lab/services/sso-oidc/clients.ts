/** Clients that register themselves, and the checks that every request of theirs begins with. */
import { ApiError } from "../../protocol/api-error.ts";
import type { DeviceCode, TokenClient } from "../../world/tokens.ts";
import type { Call, Handlers } from "../operation.ts";

type Oidc = typeof import("@aws-sdk/client-sso-oidc");

/** Registrations live 90 days (observed in the caches of the aws CLI). */
const SECRET_MILLISECONDS = 90 * 86_400_000;
/** Codes live ten minutes, polled every five seconds (facts 4.3). */
export const CODE_MILLISECONDS = 600_000;
const POLL_SECONDS = 5;

export const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
const GRANTS = new Set(["authorization_code", "refresh_token", DEVICE_GRANT]);

/** Letters that are not mistaken for each other. */
const LETTERS = "BCDFGHJKLMNPQRST";

/** Redirects go to the person's own machine (facts 4.3); the port is left out at registration. */
export const isLoopback = (uri: string): boolean =>
  URL.canParse(uri) &&
  ["127.0.0.1", "[::1]", "localhost"].includes(new URL(uri).hostname) &&
  new URL(uri).protocol === "http:";

export function clientFor({ world, now }: Call, id = "", secret = ""): TokenClient {
  const client = world.tokenClients.get(id);
  if (!client || client.secret !== secret) throw new ApiError("InvalidClientException", "Client authentication failed");
  // Facts C3: an expired secret is an invalid client, too.
  if (client.secretEndsAt <= now.getTime()) throw new ApiError("InvalidClientException", "Client secret has expired");
  return client;
}

export const clients: Handlers<Oidc> = {
  RegisterClient: (input, call) => {
    const { world, now, labUrl } = call;
    if (input.clientType !== "public")
      throw new ApiError("InvalidClientMetadataException", "Only public clients can be registered");
    const unknownGrant = input.grantTypes?.find((grant) => !GRANTS.has(grant));
    if (unknownGrant !== undefined)
      throw new ApiError("UnsupportedGrantTypeException", `The grant type ${unknownGrant} is not supported`);
    const foreign = input.redirectUris?.find((uri) => !isLoopback(uri));
    if (foreign !== undefined)
      throw new ApiError("InvalidRedirectUriException", `The redirect URI ${foreign} is not a loopback address`);
    const client: TokenClient = {
      id: world.random.hex(32),
      secret: world.random.hex(64),
      name: input.clientName ?? "",
      scopes: input.scopes ?? [],
      redirectUris: input.redirectUris ?? [],
      grantTypes: input.grantTypes ?? [],
      secretEndsAt: now.getTime() + SECRET_MILLISECONDS,
    };
    world.tokenClients.put(client);
    return {
      clientId: client.id,
      clientSecret: client.secret,
      // Epoch seconds (API model: LongTimeStampType; as the CLI reads them).
      clientIdIssuedAt: Math.floor(now.getTime() / 1000),
      clientSecretExpiresAt: Math.floor(client.secretEndsAt / 1000),
      authorizationEndpoint: `${labUrl}/authorize`,
      tokenEndpoint: `${labUrl}/token`,
    };
  },

  StartDeviceAuthorization: (input, call) => {
    const { world, now, labUrl } = call;
    const client = clientFor(call, input.clientId, input.clientSecret);
    if (!isStartUrl(call, input.startUrl ?? ""))
      throw new ApiError("InvalidRequestException", "The start URL is not one of this instance");
    const device: DeviceCode = {
      code: world.random.hex(64),
      userCode: userCode(world.random.hex(8)),
      clientId: client.id,
      endsAt: now.getTime() + CODE_MILLISECONDS,
      interval: POLL_SECONDS,
      lastPolledAt: 0,
      outcome: undefined,
    };
    world.deviceCodes.put(device);
    return {
      deviceCode: device.code,
      userCode: device.userCode,
      verificationUri: `${labUrl}/device`,
      verificationUriComplete: `${labUrl}/device?user_code=${device.userCode}`,
      expiresIn: CODE_MILLISECONDS / 1000,
      interval: POLL_SECONDS,
    };
  },
};

/** The instance's own start URL, or the lab's portal page. */
function isStartUrl({ world, labUrl }: Call, startUrl: string): boolean {
  const plain = startUrl.replace(/[#/]+$/, "");
  return plain === world.instance?.startUrl.replace(/[#/]+$/, "") || plain === `${labUrl}/start`;
}

function userCode(hex: string): string {
  const letters = [...hex].map((digit) => LETTERS.charAt(Number.parseInt(digit, 16))).join("");
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}`;
}
