/** CreateTokenWithIAM: a server's application gets a user's token for the token of an issuer that it trusts (facts 4.3). */
import type { Application } from "../../../model/organization-document/applications.ts";
import { ApiError } from "../../protocol/api-error.ts";
import { sessionOf } from "../../world/portal.ts";
import type { TokenClient } from "../../world/tokens.ts";
import type { Call, Handlers } from "../operation.ts";
import { issueTokens } from "./tokens.ts";

type Oidc = typeof import("@aws-sdk/client-sso-oidc");

const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

const invalidGrant = (message: string): ApiError => new ApiError("InvalidGrantException", message);

function applicationFor({ world, caller }: Call, arn = ""): Application {
  const application = world.applications.get(arn);
  if (!application) throw new ApiError("InvalidClientException", "The application does not exist");
  if (application.status === "DISABLED") throw new ApiError("InvalidClientException", "The application is disabled");
  // The actor policy of the authentication method says which IAM principals may ask; the lab looks at the account only.
  if (!Object.hasOwn(application.authenticationMethods, "IAM") || application.accountId !== caller.accountId)
    throw new ApiError("AccessDeniedException", "The caller is not allowed by the application's authentication method");
  return application;
}

interface Claims {
  readonly iss?: unknown;
  readonly aud?: unknown;
  readonly exp?: unknown;
  readonly [claim: string]: unknown;
}

/** The claims of a JWT. Its signature is not verified: the lab does not fetch the issuer's keys. */
function claimsOf(assertion = ""): Claims {
  try {
    const claims: unknown = JSON.parse(Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString("utf8"));
    if (typeof claims === "object" && claims !== null) return claims as Claims;
  } catch {
    // Told below, like anything else that is no token.
  }
  throw new ApiError("InvalidRequestException", "The assertion is not a JSON Web Token");
}

function userOfAssertion({ world, now }: Call, application: Application, assertion: string | undefined): string {
  const claims = claimsOf(assertion);
  const grant = (application.grants[JWT_BEARER] as { JwtBearer?: JwtBearer } | undefined)?.JwtBearer;
  const trusted = grant?.AuthorizedTokenIssuers?.find(
    ({ TrustedTokenIssuerArn: arn = "" }) => world.trustedTokenIssuers.get(arn)?.issuerUrl === claims.iss,
  );
  const issuer = world.trustedTokenIssuers.get(trusted?.TrustedTokenIssuerArn ?? "");
  if (!trusted || !issuer) throw invalidGrant("The issuer of the assertion is not trusted by the application");
  const audiences = [claims.aud].flat();
  if (!trusted.AuthorizedAudiences?.some((audience) => audiences.includes(audience)))
    throw invalidGrant("The audience of the assertion is not authorized");
  if (typeof claims.exp === "number" && claims.exp * 1000 <= now.getTime())
    throw new ApiError("ExpiredTokenException", "The assertion has expired");
  const value = String(claims[issuer.claimAttributePath] ?? "");
  const index = { userName: "name", "emails.value": "email", "externalIds.id": "externalId" }[
    issuer.identityStoreAttributePath
  ];
  const [user] = world.users.under(index ?? "email", index === "name" ? value.toLowerCase() : value);
  if (!user) throw invalidGrant("The assertion names no user of the identity store");
  return user.id;
}

interface JwtBearer {
  readonly AuthorizedTokenIssuers?: readonly {
    readonly TrustedTokenIssuerArn?: string;
    readonly AuthorizedAudiences?: readonly unknown[];
  }[];
}

export const tokensWithIam: Handlers<Oidc> = {
  CreateTokenWithIAM: (input, call) => {
    const application = applicationFor(call, input.clientId);
    const grant = input.grantType ?? "";
    if (!Object.hasOwn(application.grants, grant))
      throw new ApiError("UnauthorizedClientException", `The application has no grant ${grant}`);
    const scopes = application.accessScopes.map(({ scope }) => scope);
    const foreign = input.scope?.find((scope) => !scopes.includes(scope));
    if (foreign !== undefined) throw new ApiError("InvalidScopeException", `The scope ${foreign} is not configured`);
    const client: TokenClient = {
      id: application.arn,
      secret: "",
      name: application.name,
      // One hour (facts 4.3); refreshable where the application has that grant.
      scopes: ["sso:account:access"],
      redirectUris: [],
      grantTypes: [],
      secretEndsAt: Number.MAX_SAFE_INTEGER,
    };
    const { refreshToken, ...tokens } = issueTokens(call.world, client, userFor(call, application, input));
    const isRefreshable = Object.hasOwn(application.grants, "refresh_token");
    return {
      ...tokens,
      refreshToken: isRefreshable ? refreshToken : undefined,
      issuedTokenType: ACCESS_TOKEN,
      scope: input.scope ?? scopes,
    };
  },
};

function userFor(
  call: Call,
  application: Application,
  input: {
    readonly grantType: string | undefined;
    readonly assertion?: string | undefined;
    readonly subjectToken?: string | undefined;
    readonly refreshToken?: string | undefined;
  },
): string {
  const { world, now } = call;
  switch (input.grantType) {
    case JWT_BEARER:
      return userOfAssertion(call, application, input.assertion);
    case TOKEN_EXCHANGE: {
      const session = sessionOf(world, input.subjectToken ?? "");
      if (!session) throw invalidGrant("The subject token is not valid");
      return session.user.id;
    }
    case "refresh_token": {
      const refresh = world.refreshTokens.get(input.refreshToken ?? "");
      if (refresh?.clientId !== application.arn || refresh.endsAt <= now.getTime())
        throw invalidGrant("Invalid refresh token provided");
      world.refreshTokens.remove(refresh.token);
      return refresh.userId;
    }
    default:
      throw new ApiError("UnsupportedGrantTypeException", `The grant type ${input.grantType ?? ""} is not supported`);
  }
}
