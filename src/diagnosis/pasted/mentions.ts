/** Account, permission set and user that a message names beside its sentence: in a command, a profile, an ARN. Several of a kind never become one. */
import { parsePermissionSetArn } from "../../model/ids.ts";
import { isAboutSsoClient } from "./identity-center-words.ts";
import { asValue } from "./placeholders.ts";
import { principalOfArn, setOfRoleName } from "./principal.ts";

export interface Mentions {
  /** Null where none is named, or several that could be meant. */
  readonly account: string | null;
  /** Where several could be meant: all of them. */
  readonly accounts: readonly string[];
  /** Name or ARN of the set. */
  readonly permissionSet: string | null;
  readonly permissionSets: readonly string[];
  /** userName or user id. */
  readonly user: string | null;
  readonly users: readonly string[];
  /** The role name as it was given, where it is an IAM role's and not a permission set's (facts C1). */
  readonly iamRoleName: string | null;
}

const ID = "\\b(\\d{12})(?![\\d-])";
/** The account that was asked about, by the words around it. */
const ASKED_ACCOUNT = [
  new RegExp(
    `(?:sso_account_id|--account-id|--target-id|account_?id|target_?id|accountid|target(?: account)?)["']?\\s{0,3}[:= ]\\s{0,3}["']?${ID}`,
    "gi",
  ),
  new RegExp(`(?:AWS account|for account|in account|account)["']?\\s{0,3}[:= ]\\s{0,3}["']?${ID}`, "gi"),
  /,(?:USER|GROUP),(\d{12}),AWS_ACCOUNT,/g,
  new RegExp(`arn:aws[a-z-]{0,20}:sso:::account/${ID}`, "g"),
] as const;
const RESERVED_ROLE = /arn:aws[a-z-]{0,20}:iam::(\d{12}):role\/(?:[\w./-]{0,80}\/)?AWSReservedSSO_/g;
const ANY_ARN = /arn:aws[a-z-]{0,20}:(?!organizations)[\w-]{1,30}:[\w-]{0,20}:(\d{12}):/g;
/** A word of twelve digits, or the end of a key such as `alice.ReadOnly.111122223333`. */
const BARE_ACCOUNT = /(?:^|[\s"'`([{,:=/|._@])(\d{12})(?=$|[\s"'`)\]},:;.|/_])/g;

const ASKED_SET = [
  /(?:sso_role_name["']?\s{0,3}[:=]|--role-name[= ]|--permission-set-name[= ]|\brole_?name["']?\s{0,3}[:= ])\s{0,3}["']?((?:arn:aws[\w:/.-]{1,200}\/)?[\w+=,.@<>*-]{1,128})/gi,
  /\brole=["']?([\w+=,.@<>*-]{1,128}?)(?=[,)"'\s]|$)/g,
] as const;
/** `role "ReadOnly"`, `permission set 'ReadOnly'`, `role ReadOnly in account 1111…`, `111122223333/ReadOnly`: read where the text is about Identity Center. */
const NAMED_SET = [
  /\b(?:role|permission ?set)(?: name| named)?:? {0,2}["'`]([\w+=,.@-]{1,128})["'`]/gi,
  /\bprofile:? {0,2}["'`]?[\w.-]{1,64}\/([\w+=,.@-]{1,32})(?=$|[\s"'`)\],;:])/gi,
  /\b(?:[Rr]ole|[Pp]ermission [Ss]et) ([A-Z][\w+=,.@-]{1,31}) (?:in|for|of|on|from) (?:the )?(?:AWS )?(?:account )?["'`]?\d{12}\b/g,
  /(?:^|[\s"'`([])\d{12}[/:|]([A-Za-z][\w+=,.@-]{1,31})(?=$|[\s"'`)\],;:])/g,
] as const;
/** Names of IAM roles, which no permission set has: a set's name is shorter, and is no ARN. */
const IAM_ROLE = /^(?:arn:|AWSReservedSSO_|AWSServiceRole)/;
const SET_ARN = /arn:aws[a-z-]{0,20}:sso:::permissionSet\/[\w.-]{1,40}\/ps-[\w.-]{1,40}/g;
const SESSION =
  /arn:aws[a-z-]{0,20}:sts::[^:\s]{0,40}:assumed-role\/AWSReservedSSO_[\w+=,.@<>*-]{1,120}\/[\w+=,.@<>*-]{1,64}/g;
const ROLE_NAME = /AWSReservedSSO_[\w+=,.@-]{1,32}_(?:[0-9a-f]{16}|<[^<>\s]{1,40}>|[xX*]{3,20}|\.{3})/g;
const UUID = "(?:[0-9a-f]{10}-)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const ASKED_USER = [
  // How Okta and others begin a failure of provisioning, and Landing Zone Accelerator one of an assignment.
  /\b(?:provisioning of|creating|updating|deactivating) user ([\w.+'-]{1,64}(?:@[\w.-]{1,100})?)(?=[\s:,]|$)/gi,
  new RegExp(`\\bUSER\\b(?: assignee| \\()? ?\\(?(${UUID})`, "g"),
  new RegExp(`(${UUID}),USER,\\d{12},`, "g"),
  new RegExp(`arn:aws[a-z-]{0,20}:identitystore:::user/(${UUID})`, "g"),
] as const;
/** Values of one kind that are looked at. */
const MOST = 200;

export function mentionsIn(line: string): Mentions {
  const sessions = valuesOf(line, [SESSION], 0).map(principalOfArn);
  const accounts = firstNamed(accountSources(line, sessions));
  const given = valuesOf(line, ASKED_SET);
  const roles = given.filter((name) => IAM_ROLE.test(name)).map(lastPart);
  const sets = firstNamed([
    () =>
      valuesOf(line, [SET_ARN], 0)
        .map((arn) => arn.replace(/[.]$/, ""))
        .filter((arn) => parsePermissionSetArn(arn).kind === "ok"),
    () => given.flatMap((name) => (IAM_ROLE.test(name) ? (setOfRoleName(lastPart(name)) ?? []) : [name])),
    () => (isAboutPortal(line) ? valuesOf(line, NAMED_SET).filter((name) => !IAM_ROLE.test(name)) : []),
    () => sessions.flatMap(({ permissionSet }) => permissionSet ?? []),
    () => valuesOf(line, [ROLE_NAME], 0).flatMap((name) => setOfRoleName(name) ?? []),
  ]);
  const users = firstNamed([
    () => valuesOf(line, ASKED_USER),
    () => sessions.flatMap(({ who }) => (who.kind === "Identity Center user" && who.name !== null ? who.name : [])),
  ]);
  return {
    account: only(accounts),
    accounts: several(accounts),
    permissionSet: only(sets),
    permissionSets: several(sets),
    user: only(users),
    users: several(users),
    iamRoleName: only(roles),
  };
}

/** What the portal gives away under a set's name. Elsewhere a quoted role is any role of IAM. */
const isAboutPortal = (line: string): boolean =>
  /No access|ForbiddenException|RoleCredentials/i.test(line) || isAboutSsoClient(line);

const lastPart = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

/** From the surest to the least sure. */
const accountSources = (line: string, sessions: readonly { readonly account: string | null }[]) => [
  ...ASKED_ACCOUNT.map((pattern) => () => valuesOf(line, [pattern])),
  () => sessions.flatMap(({ account }) => (account !== null && /^\d{12}$/.test(account) ? account : [])),
  () => valuesOf(line, [RESERVED_ROLE]),
  () => valuesOf(line, [ANY_ARN]),
  () => valuesOf(line, [BARE_ACCOUNT]),
];

/** What the first source that names anything names, each once. */
function firstNamed(sources: readonly (() => readonly string[])[]): readonly string[] {
  for (const source of sources) {
    const found = [...new Set(source())];
    if (found.length > 0) return found;
  }
  return [];
}

const only = (values: readonly string[]): string | null => (values.length === 1 ? (values[0] ?? null) : null);
const several = (values: readonly string[]): readonly string[] => (values.length > 1 ? values : []);

function valuesOf(line: string, patterns: readonly RegExp[], group = 1): readonly string[] {
  return patterns.flatMap((pattern) => {
    const found: string[] = [];
    for (const match of line.matchAll(pattern)) {
      const value = asValue(match[group]);
      if (value !== undefined) found.push(value);
      if (found.length >= MOST) break;
    }
    return found;
  });
}

/** Names at most as many as a sentence holds. */
const listed = (values: readonly string[]): string =>
  values.length > 5 ? `${values.slice(0, 5).join(", ")} and ${values.length - 5} more` : values.join(", ");

/** What the text leaves open because it names several: said, never guessed. */
export const openChoices = ({ accounts, permissionSets, users }: Mentions): readonly string[] => [
  ...(accounts.length > 0
    ? [`The text names ${accounts.length} accounts (${listed(accounts)}): put the one you mean into the command.`]
    : []),
  ...(permissionSets.length > 0
    ? [
        `The text names ${permissionSets.length} permission sets (${listed(permissionSets)}): put the one you mean into the command.`,
      ]
    : []),
  ...(users.length > 0
    ? [`The text names ${users.length} users (${listed(users)}): put the one you mean into the command.`]
    : []),
];
