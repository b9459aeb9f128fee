/** Errors of the sign-in behind `aws sso login`: OIDC's wire codes and the names that SDKs give them (facts C3, 4.3). */
import { signInFailedIn } from "../../causes/sign-in-failed/cause.ts";
import { likely, possible, proved } from "../catalogue-ids.ts";
import { type KnownMessage, ofCause, sentence } from "./known-message.ts";

/** These names are words of other services, too; with one of these beside them they are OIDC's. */
const OIDC =
  /CreateToken|RegisterClient|StartDeviceAuthorization|oidc\.|SSO OIDC|ssooidc|SsoOidc|SSOOIDC|"error" ?: ?"/i;
const SIGN_IN_AGAIN = [
  "Sign out first, so that what is kept on the machine goes:",
  "aws sso logout",
  "aws sso login",
] as const;

export const oidcMessages: readonly KnownMessage[] = [
  sentence({
    words: /InvalidRequestRegionException/,
    kind: "portal-error",
    layer: "sign-in",
    title: "The sign-in was asked for in another Region than the instance's",
    meaning: ["The answer names the right endpoint and Region."],
    next: ["Set sso_region to the Region in the answer, then sign in again:", "aws sso login"],
    fits: proved("wrong-region-or-start-url"),
  }),
  sentence({
    words: [/Invalid grant provided/i],
    kind: "portal-error",
    layer: "sign-in",
    title: "The sign-in's grant is not valid",
    meaning: ["Usually sso_region is not the Region of the Identity Center instance."],
    next: [
      "Compare sso_region with the Region that this prints, then sign in again:",
      "aws sso-admin list-instances --region <sso_region>",
    ],
    fits: likely("wrong-region-or-start-url"),
  }),
  sentence({
    words: [/\bunable to refresh SSO token\b.{0,400}InvalidGrantException|InvalidGrantException.{0,200}refresh/i],
    kind: "portal-error",
    layer: "sign-in",
    title: "The sign-in could not be renewed",
    meaning: ["The session that the token belongs to is likely over, so that it cannot be renewed any more."],
    next: ["aws sso login"],
    fits: [...likely("session-ended"), ...possible("wrong-region-or-start-url")],
  }),
  sentence({
    words: [/\binvalid_grant\b|InvalidGrantException/, OIDC],
    kind: "portal-error",
    layer: "sign-in",
    title: "The sign-in's grant is not valid",
    meaning: ["The code or token is used up, has expired, or belongs to another Region or start URL."],
    next: ["Check sso_region and sso_start_url of the profile, then sign in again:", "aws sso login"],
    fits: possible("wrong-region-or-start-url", "session-ended"),
  }),
  sentence({
    words: [/\binvalid_client\b|InvalidClientException/, OIDC],
    kind: "portal-error",
    layer: "sign-in",
    title: "The client's registration is not valid",
    meaning: ["Clients register themselves for a time; likely this registration has expired."],
    next: SIGN_IN_AGAIN,
    fits: likely("session-ended"),
  }),
  sentence({
    words: /\b(authorization_pending|AuthorizationPendingException|slow_down|SlowDownException)\b/,
    kind: "portal-error",
    layer: "sign-in",
    title: "The sign-in is still waiting for the browser",
    meaning: [
      "This is no failure: the program asks again until somebody allows the request in the browser, for ten minutes at most.",
    ],
    next: ["Finish the sign-in in the browser; a new one is started with:", "aws sso login"],
  }),
  sentence({
    words: [/ExpiredTokenException/, OIDC],
    kind: "portal-error",
    layer: "sign-in",
    title: "The sign-in took too long",
    meaning: ["The code for the browser lives for ten minutes and has expired."],
    next: ["aws sso login"],
    fits: likely("sign-in-failed"),
  }),
  sentence({
    words: [/\bUnauthorizedClientException|\bunauthorized_client\b|\bInvalidScopeException|\binvalid_scope\b/, OIDC],
    kind: "portal-error",
    layer: "sign-in",
    title: "The client may not ask for this",
    meaning: [
      "The client's registration does not cover this grant or scope. Likely sso_registration_scopes was changed after the registration.",
    ],
    next: SIGN_IN_AGAIN,
  }),
  sentence({
    words: [/InvalidRequestException/, /StartDeviceAuthorization|RegisterClient/],
    kind: "portal-error",
    layer: "sign-in",
    title: "The sign-in was refused before it began",
    meaning: [
      "The request names something that this Region's Identity Center does not know: likely the start URL, or the Region itself.",
    ],
    next: ["Check sso_start_url and sso_region of the profile, then sign in again:", "aws sso login"],
    fits: likely("wrong-region-or-start-url"),
  }),
  ofCause(signInFailedIn, { kind: "portal-error", layer: "sign-in", title: "The sign-in did not succeed" }),
];
