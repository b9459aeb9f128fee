/** Errors of credentials that every AWS program can have: asked last, for errors of AWS often drag them along. Without a word of Identity Center they say nothing about it. */
import { possible } from "../catalogue-ids.ts";
import { isAboutSsoClient } from "../identity-center-words.ts";
import { type KnownMessage, sentence } from "./known-message.ts";

const client = { kind: "client-error", layer: "client" } as const;
/** Where the program surely uses a profile of Identity Center, the end of its session is the first thing to look at. */
const mayHaveEnded = (line: string) => (isAboutSsoClient(line) ? possible("session-ended") : []);

export const credentialMessages: readonly KnownMessage[] = [
  sentence({
    words:
      /ExpiredToken(?:Exception)?\b|The security token included in the request is expired|The provided token has expired/,
    ...client,
    title: "The AWS credentials have expired",
    meaning: [
      "These are credentials of a role's session, from wherever they came. This says nothing about the user's access.",
      "If they came from Identity Center: they are valid for the permission set's session duration, one hour unless set otherwise.",
    ],
    next: [
      "Get new ones where these came from. Copied ones in the environment win over a profile; see what is used:",
      "aws configure list",
      "For a profile of Identity Center (aws CLI 2):",
      "aws sso login --profile <profile>",
    ],
    fits: (_, __, { line }) => mayHaveEnded(line),
  }),
  sentence({
    words: /InvalidClientTokenId|UnrecognizedClientException|The security token included in the request is invalid/,
    ...client,
    title: "AWS does not know these credentials",
    meaning: [
      "They were copied in part, are of another partition, belong to a deleted key, or to a Region that is switched off in the account. Keys in the environment win over AWS_PROFILE.",
    ],
    next: ["See where the client takes them from:", "aws configure list"],
    fits: (_, __, { line }) => mayHaveEnded(line),
  }),
  sentence({
    words:
      /Unable to locate credentials|Could not load credentials from any providers|no EC2 IMDS role found|Unable to load (?:AWS )?credentials from any (?:of the )?providers? in the chain|NoCredentialProviders|No valid credential(?:s\b| sources)|Missing credentials in config|failed to refresh cached credentials|Resolved credential object is not valid|CredentialsProviderError|failed to retrieve credentials|The SDK could not find any credentials|No RegionEndpoint or ServiceURL configured|Unable to get IAM security credentials|Partial credentials found/i,
    ...client,
    title: "The client found no credentials",
    meaning: [
      "AWS was not asked. Either no profile was named, or nobody signed in yet, or the program's SDK is too old for the profile (version 1 of the aws CLI does not know `aws sso login`; a Terraform backend reads its own profile argument).",
    ],
    next: ["Name the profile (AWS_PROFILE, --profile), and sign in:", "aws sso login --profile <profile>"],
    fits: (_, __, { line }) => mayHaveEnded(line),
  }),
];
