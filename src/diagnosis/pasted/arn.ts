/** Pasted identifiers: roles and sessions of Identity Center, instances and permission sets, alone or in a sentence, and ARNs that are written wrongly. */
import { plainId } from "../../model/directory-arn.ts";
import { parseInstanceArn, parsePermissionSetArn, parseUserId } from "../../model/ids.ts";
import { shellWord } from "../../model/shell-word.ts";
import { explainMalformed, malformedIn } from "../causes/malformed-identifier/cause.ts";
import { likely, possible } from "./catalogue-ids.ts";
import { whyCommand } from "./command.ts";
import { correctionsOf, notARoleOfAws } from "./corrections.ts";
import { ofApplication, ofOrdinaryRole } from "./entitled-arns.ts";
import { type Explanation, explanation, isAccountId } from "./explanation.ts";
import { issuerOf, issuerSentence } from "./issuer.ts";
import { UNSAID } from "./layers.ts";
import { isRedacted } from "./placeholders.ts";
import { principalOfArn, reservedRoleOf, setOfRoleName } from "./principal.ts";
import type { Message } from "./readable.ts";
import { LACKS_PATH, listRolesCommand, PLACES } from "./role-forms.ts";
import { stepsOf } from "./steps.ts";

/** Malformed identifiers that are explained one by one. */
const MOST_IDENTIFIERS = 20;

/** What follows an identifier in a question, in quotes, and in a line of JSON or Terraform. A shortened one keeps its dots. */
const MARKS = /(?:["'`,;:?!]|(?<!\.)\.)+$/;

/** A text that is one identifier, an identifier in a sentence, or what is malformed among the words of a longer text. */
export function explainArn({ text, line }: Message): readonly Explanation[] {
  const word = line
    .replace(/^\((.*)\)$/, "$1")
    .replace(/^["'`]+/, "")
    .replace(MARKS, "");
  const alone = /\s/.test(word) ? undefined : FORMS.flatMap((form) => form(word) ?? [])[0];
  if (alone) return [alone];
  for (const read of [mappedRoles, sessionsIn, rolesIn]) {
    const found = read(word);
    if (found.length > 0) return found;
  }
  return malformedMentions(text);
}

/** The sessions of people that a sentence names. */
const sessionsIn = (line: string): readonly Explanation[] =>
  arnsIn(line, /arn:aws[a-z-]{0,20}:sts::[^:\s]{1,40}:assumed-role\/AWSReservedSSO_[^\s"'`,;()]{3,200}/g).flatMap(
    (arn) => ofSession(arn, { isRefused: REFUSED.test(line) }) ?? [],
  );

/** The roles of Identity Center that a sentence names. */
const rolesIn = (line: string): readonly Explanation[] =>
  arnsIn(
    line,
    /arn:aws[a-z-]{0,20}:iam::[^:\s]{1,40}:role\/[^\s"'`,;()]{0,80}AWSReservedSSO_[^\s"'`,;()]{1,100}/g,
  ).flatMap((arn) => {
    const role = ofRole(arn);
    return role === undefined ? [] : [ASSUMED.test(line) ? directly(role) : role];
  });

/** Somebody tries the role itself: no trust policy lets them (facts C6). */
const ASSUMED = /\bassume[- ]?role\b|\bassum(?:e|es|ed|ing)\b|\bswitch(?:ing)? roles?\b/i;
const directly = (role: Explanation): Explanation => ({
  ...role,
  fits: [...likely("direct-assume-role"), ...role.fits.filter(({ id }) => id !== "direct-assume-role")],
});

const REFUSED = /AccessDenied|denied|not authorized|forbidden/i;

const arnsIn = (line: string, pattern: RegExp): readonly string[] =>
  [...new Set([...line.matchAll(pattern)].map(([arn]) => arn.replace(/[.:?!]+$/, "")))].slice(0, MOST_IDENTIFIERS);

/** The roles of Identity Center in a piece of EKS's aws-auth. */
function mappedRoles(text: string): readonly Explanation[] {
  const roles = [...text.matchAll(/\brolearn["']?\s{0,4}:\s{0,4}["']?(arn:[^\s"']{1,512})/gi)].map(
    ([, arn = ""]) => arn,
  );
  return [...new Set(roles)].slice(0, MOST_IDENTIFIERS).flatMap((arn) => ofRole(arn) ?? []);
}

/** The SAML provider through which Identity Center signs people in to an account (facts 4.2, C5). */
function ofProvider(word: string): Explanation | undefined {
  const found = /^arn:aws[a-z-]*:iam::(\d{12}):saml-provider\/(\S{1,128})$/.exec(word);
  if (found === null) return undefined;
  const [, account = "", name = ""] = found;
  const isOurs = /^AWSSSO_.*DO_NOT_DELETE$/.test(name);
  return explanation(
    "arn",
    isOurs
      ? "The SAML provider of Identity Center in an account"
      : "A SAML provider that does not belong to Identity Center",
    {
      account,
      meaning: [
        isOurs
          ? "The roles of permission sets trust this provider; without it nobody can sign in to the account. Identity Center made it; do not change or delete it."
          : "The account trusts another identity provider directly; Identity Center has no part in it.",
      ],
      next: isOurs
        ? [
            "Check in that account whether it exists:",
            `aws iam get-saml-provider --saml-provider-arn ${shellWord(word)}`,
          ]
        : [],
    },
  );
}

/** The issuer of the portal's assertions holds owner account, instance and Region. */
function ofIssuer(word: string): Explanation | undefined {
  const instance = issuerOf(word);
  if (!instance) return undefined;
  return explanation("arn", "The issuer of a sign-in of Identity Center", {
    instance,
    meaning: [issuerSentence(instance)],
    next: ["Ask the instance in its own Region:", `aws sso-admin list-instances --region ${instance.region}`],
  });
}

/** Ids of people and groups, of requests, and of accounts. */
function ofId(given: string): Explanation | undefined {
  const word = given.includes(":identitystore:::user/") ? plainId(given) : given;
  if (isAccountId(word))
    return explanation("arn", "An account id", {
      account: word,
      meaning: ["Twelve digits are an account id. Only the organization knows whether the account exists."],
      next: [whyCommand(null, word, null)],
    });
  if (parseUserId(word).kind !== "ok") return undefined;
  return explanation("arn", "The id of a user or group, or of a request", {
    meaning: ["Ids of users, groups and requests look alike. With ten digits in front it is a user or a group."],
    next: ["If it is a user:", whyCommand(word, null, null)],
  });
}

function ofRole(word: string): Explanation | undefined {
  const named = /^AWSReservedSSO_/.test(word) ? setOfRoleName(word) : undefined;
  const reserved =
    named === undefined
      ? reservedRoleOf(word)
      : { account: null, permissionSet: named, isWellFormed: true, lacksPath: false };
  if (!reserved) return undefined;
  const { account, permissionSet, isWellFormed, lacksPath } = reserved;
  if (!isWellFormed)
    return explanation("arn", "Not the ARN of a role that Identity Center makes", {
      account,
      permissionSet,
      meaning: lacksPath ? [LACKS_PATH, PLACES] : [],
      corrections: lacksPath ? [] : [notARoleOfAws(account ?? "<account>")],
      fits: lacksPath ? likely("malformed-identifier") : [],
      next: [
        "Print the ARN of the role that is in the account:",
        listRolesCommand(permissionSet),
        ...(lacksPath ? [whyCommand(null, account, permissionSet)] : []),
      ],
    });
  return explanation("arn", "A role of Identity Center", {
    account,
    permissionSet,
    meaning: [
      "Identity Center makes this role from the permission set. Its last 16 digits are new each time it is made, and policies that name it then break.",
      ...withoutPath(word),
    ],
    fits: possible("role-renamed"),
    next: [
      "People use it through the access portal; nobody can assume it directly.",
      whyCommand(null, account, permissionSet),
    ],
  });
}

/** EKS compares roles by name alone (facts C13; kubernetes-sigs/aws-iam-authenticator#268). */
function withoutPath(word: string): readonly string[] {
  const bare = word.replace(/:role\/aws-reserved\/sso\.amazonaws\.com\/(?:[^/]{1,32}\/)?/, ":role/");
  return bare === word
    ? []
    : [
        `The ConfigMap aws-auth of EKS takes it only without its path: ${bare}. With the path kubectl answers Unauthorized. Access entries of EKS, KMS, bucket and trust policies need it as it is here.`,
      ];
}

function ofSession(word: string, { isRefused } = { isRefused: false }): Explanation | undefined {
  const { who, account, permissionSet } = principalOfArn(word);
  if (permissionSet === null || !word.includes(":assumed-role/")) return undefined;
  return explanation("arn", "A session of somebody who signed in through Identity Center", {
    who,
    account,
    permissionSet,
    meaning: [
      "The last part of the ARN is the userName; the role's name holds the permission set.",
      ...(isRefused
        ? [
            "The session exists, so the sign-in, the assignment and the role work. What was refused is the call that was made with it.",
          ]
        : []),
    ],
    fits: isRefused ? UNSAID : [],
    next: [whyCommand(who.name, account, permissionSet)],
  });
}

function ofWellFormed(word: string): Explanation | undefined {
  const set = parsePermissionSetArn(word);
  if (set.kind === "ok") {
    const instance = word.slice(0, word.lastIndexOf("/")).replace(":permissionSet/", ":instance/");
    return explanation("arn", "A permission set ARN in the right form", {
      permissionSet: word,
      meaning: ["Only its instance knows whether the permission set exists."],
      next: [
        `aws sso-admin describe-permission-set --instance-arn ${shellWord(instance)} --permission-set-arn ${shellWord(word)}`,
        whyCommand(null, null, word),
      ],
    });
  }
  if (parseInstanceArn(word).kind !== "ok") return undefined;
  return explanation("arn", "An instance ARN in the right form", {
    meaning: ["The instance answers only in its own Region."],
    next: ["aws sso-admin list-instances", `aws sso-admin list-permission-sets --instance-arn ${shellWord(word)}`],
  });
}

const FORMS = [
  ofRole,
  (word: string) => ofSession(word),
  ofProvider,
  ofWellFormed,
  ofIssuer,
  ofId,
  ofApplication,
  ofOrdinaryRole,
] as const;

/** The identifiers in the text that cannot be right: the article's own ARNs among them (facts S4, S5). */
function malformedMentions(text: string): readonly Explanation[] {
  if (!/permission-?set|ssoins-/i.test(text)) return [];
  const words = text
    .split("\n")
    .flatMap(wordsOfLine)
    .filter(({ word }) => /^arn:[^:]*:(iam|sso):/.test(word) && !/:(role|user|policy)\//.test(word))
    .filter(
      ({ word, isLast }) => /permission-?set|ssoins-/i.test(word) && !isRedacted(word) && !(isLast && isCutOff(word)),
    )
    .map(({ word }) => word);
  return [...new Set(words)].slice(0, MOST_IDENTIFIERS).flatMap((word) => {
    const malformed = malformedIn(word);
    if (!malformed) return [];
    const cause = explainMalformed(malformed);
    return explanation("arn", `Not a valid ${malformed.what}`, {
      meaning: [cause.summary],
      corrections: correctionsOf(malformed),
      next: stepsOf(cause),
      causes: [cause],
    });
  });
}

/** Words of a line, and whether the line ends with it: a terminal may have broken it there. */
function wordsOfLine(line: string): readonly { readonly word: string; readonly isLast: boolean }[] {
  const words = line.split(/[\s"'`=,;()]+/).filter((word) => word !== "");
  const isBroken = /[^\s"'`=,;()\\]$/.test(line) && words.length > 1;
  return words.map((word, index) => ({
    word: word.replace(MARKS, ""),
    isLast: isBroken && index === words.length - 1,
  }));
}

/** The beginning of a right ARN: shorter than one, and not wrong so far. */
const isCutOff = (word: string): boolean =>
  /^arn:aws[a-z-]*:sso:::(?:i|in|ins|inst\w*|p|pe|perm\w*)?(?:\/(?:s|ss|sso|ssoi|ssoin|ssoins|ssoins-[\w.-]{0,15})?)?$/.test(
    word,
  ) || /^arn:aws[a-z-]*:sso:::permissionSet\/ssoins-[\w.-]{16}(?:\/(?:p|ps|ps-[\w.-]{0,15})?)?$/.test(word);
