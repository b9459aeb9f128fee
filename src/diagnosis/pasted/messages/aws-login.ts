/** `aws login`, which hands the console session of the browser to the CLI: what the CLI and SDKs say of it (facts N16; texts of botocore). */
import { likely, possible } from "../catalogue-ids.ts";
import { asValue } from "../placeholders.ts";
import { type KnownMessage, sentence } from "./known-message.ts";

const about = { kind: "client-error", layer: "client" } as const;

const login = (line: string): string => {
  const profile = asValue(/--profile[ =]([A-Za-z0-9_][\w.-]{0,100})/.exec(line)?.[1]);
  return profile === undefined ? "aws login" : `aws login --profile ${profile}`;
};

const FROM_THE_BROWSER =
  "`aws login` takes the role of the console session in the browser. Open the role first: in the AWS access portal for a permission set, in the account access portal for a role of account access manager.";

export const awsLoginMessages: readonly KnownMessage[] = [
  sentence({
    ...about,
    words: /(?:reauthenticate|log ?in again|sign in again) (?:using|with|by) ['"`]?aws login\b/i,
    title: "The sign-in of aws login has ended",
    meaning: [
      "The profile was made by `aws login`, and its session is over, or the role in the browser changed. It says nothing about what the user may use.",
      FROM_THE_BROWSER,
    ],
    next: (_, __, { line }) => ["Open the role in the browser, then sign in again:", login(line)],
  }),
  sentence({
    ...about,
    layer: null,
    words: /Unable to create or refresh login credentials due to insufficient permissions/i,
    title: "The role may not be used with aws login",
    meaning: [
      "`aws login` needs signin:AuthorizeOAuth2Access and signin:CreateOAuth2Token, which the AWS managed policy SignInLocalDevelopmentAccess allows. A sign-in policy of the account or a resource control policy can also refuse them. The role itself works: it is open in the browser.",
    ],
    next: [
      "Add SignInLocalDevelopmentAccess to the permission set (or to the role of account access manager), or let the person use `aws sso login`, which does not need it.",
      "If the policy is there, read the sign-in policy of the account, with credentials of that account:",
      "aws signin get-resource-policy",
    ],
    fits: [...likely("policy-does-not-allow"), ...possible("console-sign-in-policy", "rcp-deny")],
  }),
  sentence({
    ...about,
    words: /Error loading login session token|Error loading or redeeming a login authorization code/i,
    title: "aws login keeps no valid sign-in for this profile",
    meaning: [
      "The client found no sign-in of `aws login` for the profile, or could not exchange the browser's code. It says nothing about what the user may use.",
      FROM_THE_BROWSER,
    ],
    next: (_, __, { line }) => ["Sign in with exactly the profile that the program uses:", login(line)],
  }),
];
