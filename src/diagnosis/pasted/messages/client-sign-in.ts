/** What clients say of the sign-in that they keep, or should keep, on the machine (facts C2, 4.4; observed sentences). */
import { sessionEndedIn } from "../../causes/session-ended/cause.ts";
import { likely, possible } from "../catalogue-ids.ts";
import { asValue } from "../placeholders.ts";
import { type KnownMessage, ofCause, sentence } from "./known-message.ts";

const about = { kind: "client-error", layer: "client" } as const;

/** The command with the profile that the text names, where it is harmless in a shell. */
const loginCommand = (line: string): string =>
  `aws sso login --profile ${asValue(/--profile[ =]([A-Za-z0-9_][\w.-]{0,100})/.exec(line)?.[1]) ?? "<profile>"}`;

const OTHER_FORM =
  "The client keeps a sign-in in a file that is named by the SHA-1 of the sso-session's name, or of the start URL where the profile has no sso_session. This file does not exist: nobody signed in with this profile, somebody signed in with the other form of it, or the name or address was changed since.";

export const clientSignInMessages: readonly KnownMessage[] = [
  sentence({
    words: [
      /sso[\\/]+cache[\\/]+([0-9a-f]{40}|[\w<>*.-]{1,60})?/i,
      /no such file or directory|cannot find the (?:file|path)|ENOENT|failed to read|os error 2|FileNotFound|could not find file/i,
    ],
    ...about,
    title: "No sign-in is kept for this profile",
    meaning: [
      OTHER_FORM,
      'Go programs, Terraform among them, call this "expired or invalid", but nothing has expired. It says nothing about the access of the user.',
    ],
    next: (_, __, { line }) => [
      "Sign in with exactly the profile that the program uses (aws CLI 2):",
      loginCommand(line),
      "If the message stays: the program reads the other form. Old versions do not know [sso-session …] and want sso_start_url and sso_region in the profile; then update the program, or write the profile in that form.",
    ],
    fits: possible("session-ended", "wrong-region-or-start-url"),
  }),
  sentence({
    words:
      /Error loading SSO Token: ?Token for (\S{1,300}) does not exist|Token for (\S{1,300}) does not exist|Unable to load SSO token|failed to read cached SSO token file|Error loading SSO Token|No valid SSO Token could be found/i,
    ...about,
    title: "No sign-in is kept for this profile",
    meaning: ([, one, other]) => [
      `No sign-in is kept${one || other ? ` under ${one ?? other}` : ""}.`,
      OTHER_FORM,
      "It says nothing about the user's access.",
    ],
    next: (_, __, { line }) => ["Sign in with exactly this profile (aws CLI 2):", loginCommand(line)],
    fits: [...likely("session-ended"), ...possible("wrong-region-or-start-url")],
  }),
  sentence({
    words: /SSOProviderInvalidToken|the SSO session has expired or is invalid/i,
    without: /access token is expired|token (?:has )?expired|is expired/i,
    ...about,
    title: "The client found no valid sign-in for this profile",
    meaning: [
      "Go programs, Terraform and its backends among them, say this both where the sign-in has ended and where they find none: they look for a file that is named by the sso-session, or by the start URL where they are too old to know sessions. If `aws` works with the same profile, the sign-in is kept in the other form.",
      "It says nothing about the user's access.",
    ],
    next: (_, __, { line }) => [
      "Sign in with exactly the profile that the program uses (aws CLI 2):",
      loginCommand(line),
      "If the message stays, update the program (Terraform 1.6 or later, its AWS provider 5 or later), or write sso_start_url and sso_region into the profile itself.",
    ],
    fits: [...likely("session-ended"), ...possible("wrong-region-or-start-url")],
  }),
  ofCause(sessionEndedIn, { ...about, title: "The sign-in has ended" }),
  sentence({
    words:
      /please login using ['"`]?granted sso login|granted sso login --sso-start-url|(?:run|using) ['"`]?(?:aws-sso(?: login)?|leapp|saml2aws login|aws-vault (?:login|exec))\b/i,
    ...about,
    title: "The tool behind the profile has no sign-in",
    meaning: [
      "The profile's credential_process asks a tool for credentials, and that tool keeps no valid sign-in. A profile that has this one as its source_profile fails with it.",
    ],
    next: (_, __, { line }) => [
      "Sign in with the tool itself, by the command that it prints, then repeat. With Granted:",
      /granted sso login --sso-start-url https:\/\/[\w./#-]{1,200} --sso-region [a-z0-9-]{5,30}/.exec(line)?.[0] ??
        "granted sso login --sso-start-url <start URL> --sso-region <sso_region>",
    ],
    fits: likely("session-ended"),
  }),
  sentence({
    words:
      /Error when retrieving credentials from custom-process|error in credential_process|credential[ -]proc\w{4}.{0,120}(?:error|failed|exit)|ProcessProviderExecutionError|Unexpected token \S{1,3}(?: "[^"]{0,40}")? in JSON at position 0|is not valid JSON.{0,80}credential|Credential process returned|CredentialRetrievalError/i,
    ...about,
    title: "The profile's credential_process failed",
    meaning: [
      "The profile gets its credentials from another program (credential_process), and that program failed or printed something other than the JSON that is expected. Its own message is the reason.",
    ],
    next: [
      "Run the command after credential_process by hand and read what it prints. Often the tool needs a sign-in, or it is not on the PATH of the program that starts it. The profile's settings:",
      "aws configure list --profile <profile>",
    ],
    fits: possible("session-ended"),
  }),
];
