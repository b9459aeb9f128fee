/** What the aws CLI and the SDKs say about a profile, before they ask AWS at all (facts 4.4; observed sentences). */
import { type Fit, likely, possible, proved } from "../catalogue-ids.ts";
import { asValue } from "../placeholders.ts";
import { type KnownMessage, sentence } from "./known-message.ts";

const CONFIGURE = "aws configure sso";
const about = { kind: "client-error", layer: "client" } as const;

/** The four values of a profile; `sso_session` may hold the first two. */
const VALUES = ["sso_start_url", "sso_region", "sso_account_id", "sso_role_name"] as const;

/** A profile that cannot work whatever the message beside it says. */
export const profileMistakeMessages: readonly KnownMessage[] = [
  sentence({
    // An identity provider's own address: Entra ID, Okta, Google, OneLogin, Ping, JumpCloud.
    words:
      /sso_start_url\s{0,3}[=:]\s{0,3}["']?(https?:\/\/(?:[\w.-]{1,100}\.)?(?:myapps\.microsoft\.com|microsoftonline\.com|okta(?:preview|-emea)?\.com|accounts\.google\.com|onelogin\.com|pingone\.\w+|pingidentity\.com|jumpcloud\.com|auth0\.com|duosecurity\.com)[^\s"']{0,300})/i,
    ...about,
    title: "The start URL is the identity provider's address, not the access portal's",
    meaning: ([, url]) => [
      `sso_start_url = ${(url ?? "").split("?")[0]} belongs to the identity provider. The client needs the address of the AWS access portal; the portal leads to the identity provider by itself.`,
    ],
    next: [
      "Set sso_start_url to the AWS access portal URL on the settings page of Identity Center (https://d-….awsapps.com/start), then sign in:",
      "aws sso login",
    ],
    fits: likely("wrong-region-or-start-url"),
  }),
  sentence({
    words: [/credential_process/i, /=\s{0,3}["']?aws(?:\.exe)? sso login/i],
    ...about,
    title: "The profile's credential_process prints no credentials",
    meaning: [
      '`aws sso login` opens the browser and prints text. credential_process must print JSON with credentials, so programs fail with "Unexpected token … in JSON" or "not valid JSON".',
    ],
    next: [
      "Remove the line: a profile with sso_ settings needs no credential_process. For a program that does not know them, use:",
      "aws configure export-credentials --profile <profile> --format process",
    ],
  }),
];

export const profileConfigurationMessages: readonly KnownMessage[] = [
  sentence({
    words:
      /The value for (\w{1,60}) is inconsistent between profile \(([^)]{0,300})\) and sso-session \(([^)]{0,300})\)/i,
    ...about,
    title: "Profile and sso-session contradict each other",
    meaning: ([, key, profile, session]) => [
      `${key} is ${profile} in the profile and ${session} in the sso-session; the client uses neither.`,
    ],
    next: ([, key]) => [
      `Remove ${key} from the profile and keep it in the [sso-session …] section, then sign in:`,
      "aws sso login",
    ],
    fits: ([, key]) => (/^sso_(region|start_url)$/.test(key ?? "") ? proved("wrong-region-or-start-url") : []),
  }),
  sentence({
    words:
      /The specified sso-session does not exist: ?"?([^"\s]{0,100})|"([\w.-]{1,100})" sso_session configuration does not exist|failed to find SSO session section, ?([\w.-]{1,100})|Could not find sso-session section ["']?([\w.-]{1,100})/i,
    ...about,
    title: "The profile's sso-session does not exist",
    meaning: ([, ...names]) => {
      const name = names.find((one) => one !== undefined && one !== "") ?? "…";
      return [`The profile says sso_session = ${name}, and the configuration has no section [sso-session ${name}].`];
    },
    next: ["Correct the name, or create the section with start URL and Region:", "aws configure sso-session"],
    fits: possible("wrong-region-or-start-url"),
  }),
  sentence({
    words:
      /missing the following required SSO configuration values: ?([\w, ]{1,200})|configured to use SSO but is missing required configuration: ?([\w, ]{1,200})/i,
    ...about,
    title: "The profile is not complete",
    meaning: ([, one, other]) => {
      const missing = VALUES.filter((name) => (one ?? other ?? "").includes(name));
      return missing.length === VALUES.length
        ? [
            "All four values are missing, so the client read a profile that has nothing to do with Identity Center: likely the default one, because no profile was named.",
          ]
        : [
            `It lacks ${(one ?? other ?? "").trim()}.`,
            ...(missing.some((name) => /region|start_url/.test(name))
              ? [
                  "If the profile has an sso_session, these values belong in its [sso-session …] section; an old SDK (or Terraform provider before 4.54) does not read that section and needs them in the profile.",
                ]
              : []),
          ];
    },
    next: ([, one, other]) =>
      VALUES.every((name) => (one ?? other ?? "").includes(name))
        ? ["Name the profile (--profile or AWS_PROFILE); these exist:", "aws configure list-profiles"]
        : ["Add it, or create the profile again:", CONFIGURE],
    fits: ([, one, other]) => missingFits(one ?? other ?? ""),
  }),
  sentence({
    words:
      /Profile(?: \S{1,100})? is configured with invalid SSO credentials\. Required parameters.{0,200}?Got ((?:"?\w{1,40}"?,? ?){0,20})/i,
    ...about,
    title: "The profile is not complete",
    meaning: ([, got]) => {
      const missing = missingOf(got);
      return [
        missing.length > 0
          ? `The client needs ${VALUES.join(", ")}; it found no ${missing.join(", no ")}.`
          : `The client needs ${VALUES.join(", ")}.`,
        "An older SDK does not read an sso-session: it needs all four in the profile.",
      ];
    },
    next: ["Add what is missing, or create the profile again:", CONFIGURE],
    fits: ([, got]) => missingFits(missingOf(got).join(", ")),
  }),
  sentence({
    words: /Profile is configured with invalid SSO credentials|Missing the following required SSO/i,
    ...about,
    title: "The profile is not complete",
    meaning: [`The client needs ${VALUES.join(", ")}; an older SDK does not read an sso-session.`],
    next: ["Add what is missing, or create the profile again:", CONFIGURE],
    fits: possible("wrong-region-or-start-url", "wrong-role-name", "wrong-account-id"),
  }),
  sentence({
    words:
      /[`'"]?(sso_region|sso_start_url|sso_account_id|sso_role_name)[`'"]? (?:was|is) (?:missing|not set|required)|(?:missing|undefined|required)[^.]{0,60}(sso_region|sso_start_url|sso_account_id|sso_role_name)|\(reading '(sso_region|sso_start_url|sso_account_id|sso_role_name)'\)/i,
    ...about,
    title: "The profile lacks a value that the client needs",
    meaning: ([, ...names]) => {
      const name = names.find((one) => one !== undefined) ?? "a value";
      return [
        `The client found no ${name}. Either the profile and its sso-session lack it, or the profile points to a section that does not exist, or no profile was named.`,
      ];
    },
    next: ([, ...names]) => [
      `Add ${names.find((one) => one !== undefined) ?? "it"} to the profile, or to the [sso-session …] section that its sso_session names, and name the profile (--profile, AWS_PROFILE). Programs with an older SDK need the value in the profile itself. To create both:`,
      CONFIGURE,
    ],
    fits: ([, ...names]) => missingFits(names.find((one) => one !== undefined) ?? ""),
  }),
  sentence({
    words:
      /The config profile \(([^)]{0,200})\) could not be found|failed to get shared config profile,? ?([^\s,":]{1,200})|Profile ["'`]?([^\s"'`]{1,100})["'`]? (?:could not be found|not found|does not exist|configuration (?:is )?missing)|Could not resolve credentials using profile: \[?([^\]\s]{1,100})|Profile configuration is missing for: ?([^\s"']{1,100})/i,
    ...about,
    title: "There is no such profile",
    meaning: ([, ...names]) => {
      const name = asValue(names.find((one) => one !== undefined));
      return [
        name === undefined
          ? "The client was given no profile's name, or an empty variable in its place."
          : `The configuration that the client reads has no section for the profile ${name}. Some programs read ~/.aws/credentials only.`,
      ];
    },
    next: [
      "List the profiles that exist, then name one of them or create it:",
      "aws configure list-profiles",
      CONFIGURE,
    ],
  }),
  sentence({
    words:
      /(?:Could not connect to the endpoint URL|Invalid endpoint|ENOTFOUND|no such host|Could not resolve host|Name or service not known|lookup|nodename nor servname|EAI_AGAIN|UnknownHostException)[^\n]{0,40}?((?:https:\/\/)?(?:portal\.sso|oidc|device\.sso)\.([\w-]{0,30})\.(?:amazonaws\.com|amazonaws))/i,
    ...about,
    title: "The address of the sign-in does not answer",
    meaning: ([, , region]) => [
      asValue(region) === undefined
        ? "The address holds no Region: sso_region is missing in the profile or its sso-session."
        : `Identity Center does not answer in "${region}": sso_region is likely misspelt, or the network does not let the call through.`,
    ],
    next: ["Correct sso_region, then sign in again:", "aws sso login"],
    fits: likely("wrong-region-or-start-url"),
  }),
  sentence({
    words: [
      /CERTIFICATE_VERIFY_FAILED|self[- ]signed certificate|SSL validation failed|UNABLE_TO_GET_ISSUER_CERT|x509: certificate signed by unknown authority|Proxy(?:ConnectionError)?\b/i,
      /portal\.sso\.|oidc\.|awsapps\.com|\bsso\b/i,
    ],
    ...about,
    title: "A proxy or firewall stands between the client and the sign-in",
    meaning: [
      "The connection to Identity Center is intercepted or refused on the network, so nothing is known about the access itself.",
    ],
    next: [
      "Allow the domains of the access portal on the proxy (awsapps.com, portal.sso.<region>.amazonaws.com, oidc.<region>.amazonaws.com), and give the client the proxy's certificate: AWS_CA_BUNDLE.",
    ],
    fits: likely("portal-domains-blocked"),
  }),
  sentence({
    words:
      /Invalid choice: '(?:login|logout|sso)'|Invalid choice\b.{0,300}\b(?:login|sso|list-account-roles)\b|\bsso (?:login|logout)\b.{0,200}\bInvalid choice/i,
    ...about,
    title: "This is version 1 of the aws CLI",
    meaning: ["`aws sso login` and `aws configure sso` belong to version 2; version 1 does not have them."],
    next: ["Install version 2 and check what is found first on the PATH:", "aws --version"],
  }),
];

const missingOf = (got: string | undefined): readonly string[] =>
  VALUES.filter((name) => !new RegExp(`\\b${name}\\b`).test(got ?? ""));

/** The missing value tells what the profile gets wrong; where all are missing, it is another profile. */
function missingFits(names: string): readonly Fit[] {
  if (VALUES.every((name) => names.includes(name))) return [];
  return [
    ...(/sso_(region|start_url)/.test(names) ? likely("wrong-region-or-start-url") : []),
    ...(names.includes("sso_role_name") ? likely("wrong-role-name") : []),
    ...(names.includes("sso_account_id") ? likely("wrong-account-id") : []),
  ];
}
