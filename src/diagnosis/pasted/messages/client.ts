/** What the aws CLI and the SDKs say about profiles and kept credentials, before they ask AWS at all (facts 4.4). */
import { type Fit, likely, possible, proved } from "../catalogue-ids.ts";
import { type KnownMessage, sentence } from "./known-message.ts";

const CONFIGURE = "aws configure sso";

export const clientMessages: readonly KnownMessage[] = [
  sentence({
    words:
      /The value for (\w{1,60}) is inconsistent between profile \(([^)]{0,300})\) and sso-session \(([^)]{0,300})\)/i,
    kind: "client-error",
    layer: "client",
    title: "Profile and sso-session contradict each other",
    meaning: ([, key, profile, session]) => [
      `${key} is ${profile} in the profile and ${session} in the sso-session; the client uses neither.`,
    ],
    next: ([, key]) => [
      `Take ${key} out of the profile and keep it in the [sso-session …] section, then sign in:`,
      "aws sso login",
    ],
    fits: ([, key]) => (/^sso_(region|start_url)$/.test(key ?? "") ? proved("wrong-region-or-start-url") : []),
  }),
  sentence({
    words:
      /The specified sso-session does not exist: ?"?([^"\s]{0,100})|"([\w.-]{1,100})" sso_session configuration does not exist/i,
    kind: "client-error",
    layer: "client",
    title: "The profile's sso-session does not exist",
    meaning: ([, one, other]) => [
      `The profile says sso_session = ${one || other || "…"}, and the configuration has no section [sso-session ${one || other || "…"}].`,
    ],
    next: ["Correct the name, or make the section with start URL and Region:", "aws configure sso-session"],
    fits: possible("wrong-region-or-start-url"),
  }),
  sentence({
    words:
      /missing the following required SSO configuration values: ?([\w, ]{1,200})|configured to use SSO but is missing required configuration: ?([\w, ]{1,200})/i,
    kind: "client-error",
    layer: "client",
    title: "The profile is not complete",
    meaning: ([, one, other]) => [`It lacks ${(one ?? other ?? "").trim()}.`],
    next: ["Write it in, or make the profile anew:", CONFIGURE],
    fits: ([, one, other]) => missingFits(one ?? other ?? ""),
  }),
  sentence({
    words: /Profile is configured with invalid SSO credentials|Missing the following required SSO/i,
    kind: "client-error",
    layer: "client",
    title: "The profile is not complete",
    meaning: [
      "The client needs sso_start_url, sso_region, sso_account_id and sso_role_name; an older SDK knows no sso-session.",
    ],
    next: ["Write in what is missing, or make the profile anew:", CONFIGURE],
    fits: possible("wrong-region-or-start-url", "wrong-role-name", "wrong-account-id"),
  }),
  sentence({
    words:
      /The config profile \(([^)]{0,200})\) could not be found|failed to get shared config profile, ([^\s,"]{1,200})/i,
    kind: "client-error",
    layer: "client",
    title: "There is no such profile",
    meaning: ([, one, other]) => [
      `No section for the profile ${one ?? other} is in the configuration that the client reads.`,
    ],
    next: ["See which there are, or make it:", "aws configure list-profiles"],
  }),
  sentence({
    words: /Could not connect to the endpoint URL: ?"?(https:\/\/(?:portal\.sso|oidc)\.([\w-]{1,30})\.[^"\s]{1,200})/i,
    kind: "client-error",
    layer: "client",
    title: "The sign-in's address does not answer",
    meaning: ([, , region]) => [
      `Nothing answers for Identity Center in "${region}": likely sso_region is written wrongly, or the network does not let the call through.`,
    ],
    next: ["Correct sso_region, then sign in again:", "aws sso login"],
    fits: likely("wrong-region-or-start-url"),
  }),
  sentence({
    words: /ExpiredToken(?:Exception)?\b|The security token included in the request is expired/,
    kind: "client-error",
    layer: "client",
    title: "The role's credentials have expired",
    meaning: [
      "Credentials of a permission set live for its session duration, one hour unless set otherwise. This says nothing about what the user may use.",
    ],
    next: [
      "Where credentials were copied out of the portal, copy new ones and take the old ones out of the environment; else:",
      "aws sso login",
    ],
    fits: likely("session-ended"),
  }),
  sentence({
    words: /InvalidClientTokenId|UnrecognizedClientException|The security token included in the request is invalid/,
    kind: "client-error",
    layer: "client",
    title: "AWS does not know these credentials",
    meaning: [
      "Likely they are of another partition, were copied in part, or belong to a Region that is switched off in the account.",
    ],
    next: ["See where the client takes them from, then sign in again:", "aws configure list"],
    fits: possible("session-ended"),
  }),
  sentence({
    words:
      /Unable to locate credentials|Could not load credentials from any providers|no EC2 IMDS role found|Unable to load credentials from any of the providers in the chain|NoCredentialProviders|No valid credential sources found|Missing credentials in config/i,
    kind: "client-error",
    layer: "client",
    title: "The client found no credentials",
    meaning: [
      "AWS was not asked. Either no profile was named, or nobody signed in yet, or the program's SDK is too old for the profile (version 1 of the aws CLI knows no aws sso login).",
    ],
    next: ["Name the profile (AWS_PROFILE, --profile), and sign in:", "aws sso login --profile <profile>"],
    fits: possible("session-ended"),
  }),
];

/** The missing value tells what the profile gets wrong. */
function missingFits(names: string): readonly Fit[] {
  return [
    ...(/sso_(region|start_url)/.test(names) ? likely("wrong-region-or-start-url") : []),
    ...(names.includes("sso_role_name") ? likely("wrong-role-name") : []),
    ...(names.includes("sso_account_id") ? likely("wrong-account-id") : []),
  ];
}
