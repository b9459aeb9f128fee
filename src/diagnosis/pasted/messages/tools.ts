/** Sentences of CDK, SAM, Amplify, Terraform and SDKs themselves, which AWS never said (observed sentences; casebook). */
import { likely, possible } from "../catalogue-ids.ts";
import { isAboutSsoClient } from "../identity-center-words.ts";
import { type KnownMessage, sentence } from "./known-message.ts";

const about = { kind: "client-error", layer: "client" } as const;
const LIST_INSTANCES = "aws sso-admin list-instances --region <region>";
/** Values that Terraform prints around what it looked for. */
const LOOKED_FOR = /AttributeValue"?\s{0,4}[:=]\s{0,4}"([^"\n]{1,1024})"|\.this\["([^"\]\n]{1,200})"\]/;
const lookedFor = (line: string): string | undefined => {
  const [, value, key] = LOOKED_FOR.exec(line) ?? [];
  return value ?? key;
};

export const toolMessages: readonly KnownMessage[] = [
  sentence({
    ...about,
    layer: "Identity Center",
    words:
      /no Identity Store (Group|User)s? found matching criteria|(?:reading )?IdentityStore (Group|User).{0,120}(?:empty result|couldn't find resource|no matching)|data\.aws_identitystore_(group|user)[^:]{0,120}(?:empty result|no results)/i,
    title: "The directory has no such user or group by this name",
    meaning: ([, one, two, three], _, { line }) => {
      const kind = (one ?? two ?? three ?? "group").toLowerCase();
      const name = lookedFor(line);
      return [
        `Terraform looked for the ${kind}${name === undefined ? "" : ` "${name}"`}, and the identity store has none of exactly this name.`,
        "Names are compared letter by letter. A group or user of the identity provider exists only after it was synchronized.",
      ];
    },
    next: ([, one, two, three], _, { line }) => {
      const isUser = /user/i.test(one ?? two ?? three ?? "");
      const name = lookedFor(line) ?? (isUser ? "<userName>" : "<group name>");
      return [
        "Compare the name with what the identity store has, or wait for the synchronization:",
        isUser
          ? `aws identitystore get-user-id --identity-store-id <store> --alternate-identifier '{"UniqueAttribute":{"AttributePath":"userName","AttributeValue":"${jsonText(name)}"}}'`
          : `aws identitystore get-group-id --identity-store-id <store> --alternate-identifier '{"UniqueAttribute":{"AttributePath":"displayName","AttributeValue":"${jsonText(name)}"}}'`,
      ];
    },
    fits: ([, one, two, three]) =>
      /user/i.test(one ?? two ?? three ?? "") ? likely("user-not-found") : likely("membership-not-synced"),
  }),
  sentence({
    ...about,
    layer: "Identity Center",
    words: [
      /Cannot import non-existent remote object/i,
      /aws_(identitystore_group_membership|identitystore_group|identitystore_user|ssoadmin_\w{1,60})(?:\.[\w-]{1,100})?/,
    ],
    title: "What should be imported does not exist under this id",
    meaning: (_, __, { line }) => {
      const [, type = "resource"] = /aws_(identitystore_\w{1,40}|ssoadmin_\w{1,60})/.exec(line) ?? [];
      const id = IMPORT_IDS.find(([name]) => type.startsWith(name))?.[1];
      return [
        "The provider asked for the id and AWS has nothing under it: the id is written in another form than the import wants, belongs to another identity store or Region, or the thing was deleted.",
        ...(id === undefined ? [] : [`The import id has the form ${id}.`]),
      ];
    },
    next: [
      "Read the id again, in the instance's Region, and import with it:",
      LIST_INSTANCES,
      "aws identitystore list-groups --identity-store-id <store>",
    ],
  }),
  sentence({
    ...about,
    layer: "Identity Center",
    words: [
      /aws_ssoadmin_instances\.[\w-]{1,100}\.(?:arns|identity_store_ids) is (?:empty|tolist|list of string|a list)|aws_ssoadmin_instances[^ ]{0,120}.{0,200}(?:empty list|collection has no elements|does not have (?:an )?element)|(?:empty list|collection has no elements).{0,300}aws_ssoadmin_instances/i,
    ],
    title: "There is no instance of Identity Center in this Region for this caller",
    meaning: [
      "data.aws_ssoadmin_instances found none. An instance is seen only in its own Region, and only from the management account, the delegated administrator, or the account that owns it.",
    ],
    next: [
      "Give the provider the instance's Region and credentials of the management account or the delegated administrator. Which instances these see:",
      LIST_INSTANCES,
      "aws sts get-caller-identity",
    ],
    fits: [...likely("instance-not-in-region"), ...possible("caller-not-permitted")],
  }),
  sentence({
    ...about,
    layer: "Identity Center",
    words:
      /data\.aws_(identitystore_\w{1,40}|ssoadmin_\w{1,40})\.[\w-]{1,100} is (?:object with no attributes|empty (?:object|map|tuple))/i,
    title: "The data source has no result to read",
    meaning: [
      "Terraform evaluated the data source to nothing: its for_each or count is empty, or the lookup failed earlier in the log. The names in the configuration and those in the identity store differ, or the caller has no credentials.",
    ],
    next: [
      "Look at the first error of the same run. To see what the identity store has:",
      "aws identitystore list-groups --identity-store-id <store>",
    ],
    fits: possible("membership-not-synced"),
  }),
  sentence({
    ...about,
    words:
      /Need to perform AWS calls for account (\d{12}|\S{1,40}), but (?:no credentials have been configured|the current credentials are for (\d{12}))/i,
    title: "CDK has no credentials for the account of the stack",
    meaning: ([, account, current]) => [
      current === undefined
        ? `The stack is for account ${account}, and CDK found no credentials: no profile was named, or the profile's sign-in is missing or was not read.`
        : `The stack is for account ${account}, and the credentials are for account ${current}: another profile is in use.`,
    ],
    next: [
      "Name a profile of that account:",
      "cdk deploy --profile <profile>",
      "aws sts get-caller-identity --profile <profile>",
      "For a profile of Identity Center, sign in first (aws CLI 2):",
      "aws sso login --profile <profile>",
    ],
    // Without a word of Identity Center the credentials may come from anywhere.
    fits: ([, , current], __, { line }) => {
      if (current !== undefined) return possible("wrong-account-id");
      return isAboutSsoClient(line) ? possible("session-ended") : [];
    },
  }),
  sentence({
    ...about,
    words:
      /Unable to (?:determine the default AWS account|resolve AWS account to use)|Failed to load (?:default )?AWS credentials|AWS provider credentials not found|Failed to get profile credentials|Could not assume role in target account using current credentials/i,
    title: "The tool found no credentials",
    meaning: [
      "CDK, Amplify or Serverless could not load credentials from the profile. AWS was not asked, so this says nothing about the access itself.",
    ],
    next: [
      "Sign in and name the profile; where the tool's SDK is too old for an sso-session, update it or write all four sso_ values into the profile:",
      "aws sso login --profile <profile>",
      "aws sts get-caller-identity --profile <profile>",
    ],
    fits: possible("session-ended"),
  }),
  sentence({
    ...about,
    words:
      /Assembly AWSSDK\.SSO(?:OIDC)? could not be found or loaded|['"]sso(?:oidc)?['"] service module must be on the class ?path|(?:AWSSDK\.SSO|ssooidc).{0,80}(?:NuGet|class ?path|not (?:found|loaded))/i,
    title: "The program lacks the SDK's sign-in modules",
    meaning: [
      "The profile signs in through Identity Center, and the program was built without the modules of the SDK that do that. The profile and the access can be in order.",
    ],
    next: [
      "Add them to the program. .NET: the packages AWSSDK.SSO and AWSSDK.SSOOIDC. Java: software.amazon.awssdk:sso and software.amazon.awssdk:ssooidc.",
    ],
  }),
];

const IMPORT_IDS: readonly (readonly [string, string])[] = [
  ["identitystore_group_membership", "<identity store id>/<membership id>"],
  ["identitystore_group", "<identity store id>/<group id>"],
  ["identitystore_user", "<identity store id>/<user id>"],
  [
    "ssoadmin_account_assignment",
    "<principal id>,<USER|GROUP>,<account>,AWS_ACCOUNT,<permission set ARN>,<instance ARN>",
  ],
  ["ssoadmin_managed_policy_attachment", "<policy ARN>,<permission set ARN>,<instance ARN>"],
  ["ssoadmin_permission_set", "<permission set ARN>,<instance ARN>"],
];

/** Safe inside of JSON inside of single quotes: whatever could end either is left out. */
const jsonText = (text: string): string => text.replace(/["'\\`$\n\r]/g, "");
