/** Errors of the sign-in behind `aws sso login`: OIDC's wire codes and the names that SDKs give them (facts C3, 4.3). The operation decides what a code means. */
import { likely, possible, proved } from "../catalogue-ids.ts";
import { type KnownMessage, sentence } from "./known-message.ts";

/** These names are words of other services, too; with one of these beside them they are OIDC's. */
const OIDC =
  /CreateToken|RegisterClient|StartDeviceAuthorization|oidc\.|SSO OIDC|ssooidc|SsoOidc|SSOOIDC|"error" ?: ?"/i;
/** A trusted application, not a person at a terminal, calls this (observed sentences). */
const WITH_IAM = /CreateTokenWithIAM|create_token_with_iam|grant-type:jwt-bearer/i;
const SIGN_IN_AGAIN = [
  "Sign out first, so that no old registration is used again (aws CLI 2):",
  "aws sso logout",
  "aws sso login",
] as const;

const signIn = { kind: "portal-error", layer: "sign-in" } as const;

const tokenExchange: readonly KnownMessage[] = [
  sentence({
    words: [WITH_IAM, /InvalidRequestRegionException/],
    ...signIn,
    title: "The application asked for its token in another Region than the instance's",
    meaning: ["The answer names the right endpoint and Region."],
    next: ["Call CreateTokenWithIAM in the Region that the answer names."],
    fits: likely("wrong-region-or-start-url"),
  }),
  sentence({
    words: [WITH_IAM, /invalid ?grant|invalid_grant|invalid ?client|invalid_client|invalid ?request|invalid_request/i],
    ...signIn,
    title: "The application could not exchange its token",
    meaning: [
      "CreateTokenWithIAM exchanges the token of a trusted issuer for one of Identity Center. It has nothing to do with a sign-in of the CLI, nor with an account assignment.",
      "Usual reasons: the application's ARN is not the clientId, the trusted token issuer or its audience is not configured for the application, the token was used before, its e-mail or userName matches no user of the directory, or another Region was called.",
    ],
    next: [
      "Compare the application's grant and its trusted token issuer with the token's iss, aud and e-mail claims:",
      "aws sso-admin list-application-grants --application-arn <application ARN>",
      "aws sso-admin list-trusted-token-issuers --instance-arn <instance ARN>",
    ],
    fits: possible("user-not-found", "wrong-region-or-start-url"),
  }),
  sentence({
    words: [WITH_IAM, /AccessDenied/],
    without: /is not authorized to perform/,
    ...signIn,
    title: "Identity Center refused the application its token",
    meaning: [
      "AWS gives no reason here. Either the application is not assigned to the person (new applications require an assignment), or the application's actor policy does not allow the calling role. Account assignments do not matter.",
    ],
    next: [
      "See who the application is assigned to, and who may call it:",
      "aws sso-admin list-application-assignments --application-arn <application ARN>",
      "aws sso-admin get-application-authentication-method --application-arn <application ARN> --authentication-method-type IAM",
    ],
    fits: likely("application-not-account"),
  }),
];

export const oidcMessages: readonly KnownMessage[] = [
  ...tokenExchange,
  sentence({
    words: /InvalidRequestRegionException/,
    ...signIn,
    title: "The sign-in was started in another Region than the instance's",
    meaning: ["The answer names the right endpoint and Region."],
    next: ["Set sso_region to the Region in the answer, then sign in again:", "aws sso login"],
    fits: proved("wrong-region-or-start-url"),
  }),
  sentence({
    words: /missing required scope:? ?["']?sso:account:access/i,
    ...signIn,
    title: "The sign-in lacks the scope sso:account:access",
    meaning: [
      "The token was issued without the scope that the portal's accounts need: sso_registration_scopes in the sso-session is missing or misspelt.",
    ],
    next: [
      "Add `sso_registration_scopes = sso:account:access` to the [sso-session …] section, then sign in again:",
      "aws sso logout",
      "aws sso login",
    ],
    fits: possible("session-ended"),
  }),
  sentence({
    words: [/security token included in the request is expired/i, /CreateToken|SSO OIDC|SsoOidc/i],
    ...signIn,
    title: "The sign-in request was signed with expired AWS keys",
    meaning: [
      "This is not the code of the browser sign-in: the request itself was signed with old access keys, from the environment or a profile. CreateToken needs no signature.",
    ],
    next: [
      "Remove the old keys, then sign in again:",
      "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN",
      "aws configure list",
      "aws sso login",
    ],
  }),
  sentence({
    words: [/Invalid grant provided/i],
    ...signIn,
    title: "The sign-in's grant is not valid",
    meaning: ["Usually sso_region is not the Region of the Identity Center instance."],
    next: [
      "Compare sso_region with the Region that this prints, then sign in again:",
      "aws sso-admin list-instances --region <sso_region>",
      "aws sso login",
    ],
    fits: likely("wrong-region-or-start-url"),
  }),
  sentence({
    words: [/\bunable to refresh SSO token\b.{0,400}InvalidGrantException|InvalidGrantException.{0,200}refresh/i],
    ...signIn,
    title: "The sign-in could not be renewed",
    meaning: ["The session that the token belongs to has likely ended, so the token can no longer be refreshed."],
    next: ["Sign in again (aws CLI 2):", "aws sso login"],
    fits: [...likely("session-ended"), ...possible("wrong-region-or-start-url")],
  }),
  sentence({
    words: [/\binvalid_grant\b|InvalidGrantException/, OIDC],
    without: /Invalid refresh token provided/,
    ...signIn,
    title: "The sign-in's grant is not valid",
    meaning: ["The code or token was used before, has expired, or belongs to another Region or start URL."],
    next: ["Check sso_region and sso_start_url of the profile, then sign in again:", "aws sso login"],
    fits: possible("wrong-region-or-start-url", "session-ended"),
  }),
  sentence({
    words: [/\binvalid_client\b|InvalidClientException/, OIDC],
    ...signIn,
    title: "The client's registration is not valid",
    meaning: ["Clients register for a limited time; this registration has likely expired."],
    next: SIGN_IN_AGAIN,
    fits: likely("session-ended"),
  }),
  sentence({
    words: /\b(authorization_pending|AuthorizationPendingException|slow_down|SlowDownException)\b/,
    ...signIn,
    title: "The sign-in is still waiting for the browser",
    meaning: [
      "This is no failure: the program asks again until somebody allows the request in the browser, for ten minutes at most.",
    ],
    next: ["Finish the sign-in in the browser, or start a new one:", "aws sso login"],
  }),
  sentence({
    words: [/ExpiredTokenException/, OIDC],
    ...signIn,
    title: "The sign-in took too long",
    meaning: ["The code for the browser is valid for ten minutes and has expired."],
    next: ["aws sso login"],
    fits: likely("sign-in-failed"),
  }),
  sentence({
    words: [/\bInvalidScopeException|\binvalid_scope\b/, OIDC],
    ...signIn,
    title: "The client registers scopes or grant types that the service does not accept",
    meaning: [
      "This is a fault of the client's version or of sso_registration_scopes: the right scope for accounts is sso:account:access.",
    ],
    next: ["Update the client and correct sso_registration_scopes. Then sign in again:", ...SIGN_IN_AGAIN],
  }),
  sentence({
    words: [/\bUnauthorizedClientException|\bunauthorized_client\b/, OIDC],
    ...signIn,
    title: "The client may not use this grant",
    meaning: [
      "The client's registration does not cover this grant. Likely sso_registration_scopes was changed after the registration.",
    ],
    next: SIGN_IN_AGAIN,
  }),
  sentence({
    words: [
      /InvalidRequestException|null \(Service: SsoOidc, Status Code: 400/,
      /StartDeviceAuthorization|RegisterClient|SsoOidc/,
    ],
    ...signIn,
    title: "Identity Center refused to start the sign-in",
    meaning: [
      "The request names something that Identity Center does not know in this Region: likely the start URL, or the Region itself.",
    ],
    next: ["Check sso_start_url and sso_region of the profile, then sign in again:", "aws sso login"],
    fits: likely("wrong-region-or-start-url"),
  }),
];
