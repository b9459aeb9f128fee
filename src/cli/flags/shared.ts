/** The flags and positional words that several commands take. */
import { completed, type FlagsOf, parsedBy, text, toggle, word } from "../parameters.ts";
import { seconds } from "../parse-words.ts";

export const organization = completed(
  text("Organization of the configuration file whose settings hold (see config)", "name"),
  "organization",
);

export const connectionFlags = {
  organization,
  profile: completed(text("Named profile of the AWS configuration", "name"), "profile"),
  region: completed(
    text("Home Region of Identity Center; the other Regions are tried if it is not there", "region"),
    "region",
  ),
  endpointUrl: text("Address of a local Identity Center to use instead of AWS", "url"),
  auditRole: text("Role to assume in the target accounts to read IAM there", "role name"),
  timeout: parsedBy(seconds, "Time limit for one attempt of an API call, such as 8s", "time"),
} as const;

/** Where the store is. */
export const database = completed(
  text("postgres://… for a team, or a file (default: journal.sqlite in the folder of idc-doctor)", "where"),
  "file",
);

export const outputFlags = {
  color: { kind: "boolean", brief: "Use color in a pipe, too; --no-color or NO_COLOR turns it off", optional: true },
  pager: {
    kind: "boolean",
    brief: "Show what is longer than the screen in PAGER; --no-pager prints it",
    optional: true,
  },
  quiet: toggle("Do not print progress and notes"),
  verbose: toggle("Print each API call with its duration and retries"),
} as const;
export type OutputFlags = FlagsOf<typeof outputFlags>;

/** The words of a question. */
export const USER = completed(word("userName, e-mail address, name, part of the name, or id", "user"), "user");
/** Of the commands that also answer a list. */
export const USER_OR_LIST = {
  ...USER,
  brief: `${USER.brief}; - reads questions from standard input, also CSV`,
} as const;
export const ACCOUNT = completed(
  word("Id, name, part of the name, e-mail address or alias of an account", "account"),
  "account",
);
export const SET = completed(word("Name, part of the name, or ARN of a permission set", "set"), "set");
export const SET_OR_ROLE = completed(
  word("Name, part of the name, or ARN of a permission set, or of a role of account access manager", "set"),
  "set",
);

export const from = completed(text("Read a saved organization document instead of AWS", "file"), "file");
export const refresh = {
  kind: "boolean",
  brief: "Catch up the kept snapshot from CloudTrail first; --no-refresh answers from it as it is",
  optional: true,
} as const;
export const fresh = toggle("Collect the whole organization again instead of using the kept snapshot");
export const query = text("JMESPath expression that selects from the JSON (or YAML), as in the aws CLI", "expression");
export const dryRun = toggle("Stop after the rehearsal; write nothing, whatever else is given");
export const yes = toggle("Apply without asking");
export const complete = toggle("Read assignments both by account and by principal, and the delegated administrators");
