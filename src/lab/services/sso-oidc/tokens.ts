/** Tokens: for a device that a person approved, for a code with its verifier, for a refresh token. */
import { createHash } from "node:crypto";
import { ApiError } from "../../protocol/api-error.ts";
import { endSession, openSession, PORTAL_SCOPE } from "../../world/portal.ts";
import { PORTAL_SESSION_MILLISECONDS, type TokenClient } from "../../world/tokens.ts";
import type { World } from "../../world/world.ts";
import type { Call, Handlers } from "../operation.ts";
import { clientFor, DEVICE_GRANT } from "./clients.ts";

type Oidc = typeof import("@aws-sdk/client-sso-oidc");

/** Clients with one of these scopes refresh their tokens, and get short ones (facts 4.4; one hour as the SDKs expect it). */
const REFRESHABLE = [PORTAL_SCOPE, "account_access:read_only", "account_access:assume"];
const SHORT_MILLISECONDS = 3_600_000;
/** A device that polls too fast is slowed down by this many seconds (facts 4.3). */
const SLOW_DOWN_SECONDS = 5;

const invalidGrant = (message = "Invalid grant provided"): ApiError => new ApiError("InvalidGrantException", message);

/** Tokens for a user: an access token that the portal takes, and one to refresh it where the client may. */
export function issueTokens(world: World, client: TokenClient, userId: string, sessionEndsAt?: number) {
  const user = world.users.get(userId);
  // Facts A7: a disabled user's sessions are not renewed.
  if (!user || user.status === "DISABLED") throw new ApiError("AccessDeniedException", "The user has no access");
  const now = world.clock.now().getTime();
  const isRefreshable = REFRESHABLE.some((scope) => client.scopes.includes(scope));
  const endsAt = sessionEndsAt ?? now + PORTAL_SESSION_MILLISECONDS;
  const lifetime = Math.min(isRefreshable ? SHORT_MILLISECONDS : PORTAL_SESSION_MILLISECONDS, endsAt - now);
  // Clients that named no scope are older than scopes (facts 4.3): theirs is the portal.
  const scopes = client.scopes.length === 0 ? undefined : client.scopes;
  const session = openSession(world, user, { milliseconds: lifetime, scopes });
  const refresh = { token: `lab-refresh-${world.random.hex(48)}`, clientId: client.id, userId, endsAt };
  if (isRefreshable) world.refreshTokens.put({ ...refresh, accessToken: session.token });
  return {
    accessToken: session.token,
    tokenType: "Bearer",
    expiresIn: Math.floor(lifetime / 1000),
    refreshToken: isRefreshable ? refresh.token : undefined,
  };
}

function forDevice(call: Call, client: TokenClient, code = "") {
  const { world, now } = call;
  const device = world.deviceCodes.get(code);
  if (!device || device.clientId !== client.id) throw invalidGrant();
  if (device.endsAt <= now.getTime()) throw new ApiError("ExpiredTokenException", "Device code has expired");
  if (device.outcome === "denied") throw new ApiError("AccessDeniedException", "The request was denied");
  if (device.outcome) {
    world.deviceCodes.remove(device.code);
    return issueTokens(world, client, device.outcome.userId);
  }
  const isTooFast = now.getTime() - device.lastPolledAt < device.interval * 1000;
  const interval = device.interval + (isTooFast ? SLOW_DOWN_SECONDS : 0);
  world.deviceCodes.put({ ...device, interval, lastPolledAt: now.getTime() });
  if (isTooFast) throw new ApiError("SlowDownException", "Slow down");
  throw new ApiError("AuthorizationPendingException", "Authorization is pending");
}

function forCode(
  { world, now }: Call,
  client: TokenClient,
  input: {
    readonly code?: string | undefined;
    readonly redirectUri?: string | undefined;
    readonly codeVerifier?: string | undefined;
  },
) {
  const code = world.authorizationCodes.get(input.code ?? "");
  // A code is for one use, whatever comes of it (RFC 6749, 4.1.2).
  if (code) world.authorizationCodes.remove(code.code);
  const challenge = createHash("sha256")
    .update(input.codeVerifier ?? "")
    .digest("base64url");
  const isRight =
    code?.clientId === client.id && code.redirectUri === input.redirectUri && code.challenge === challenge;
  if (!code || !isRight) throw invalidGrant();
  if (code.endsAt <= now.getTime()) throw new ApiError("ExpiredTokenException", "The authorization code has expired");
  return issueTokens(world, client, code.userId);
}

function forRefreshToken({ world, now }: Call, client: TokenClient, token = "") {
  const refresh = world.refreshTokens.get(token);
  if (!refresh || refresh.clientId !== client.id) throw invalidGrant("Invalid refresh token provided");
  if (refresh.endsAt <= now.getTime()) throw new ApiError("ExpiredTokenException", "The refresh token has expired");
  endSession(world, refresh.accessToken);
  return issueTokens(world, client, refresh.userId, refresh.endsAt);
}

export const tokens: Handlers<Oidc> = {
  CreateToken: (input, call) => {
    const client = clientFor(call, input.clientId, input.clientSecret);
    if (client.grantTypes.length > 0 && !client.grantTypes.includes(input.grantType ?? ""))
      throw new ApiError("UnauthorizedClientException", "The client is not registered for this grant type");
    switch (input.grantType) {
      case DEVICE_GRANT:
        return forDevice(call, client, input.deviceCode);
      case "authorization_code":
        return forCode(call, client, input);
      case "refresh_token":
        return forRefreshToken(call, client, input.refreshToken);
      default:
        throw new ApiError("UnsupportedGrantTypeException", `The grant type ${input.grantType ?? ""} is not supported`);
    }
  },
};
