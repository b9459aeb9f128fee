/** Pasted identifiers: roles and sessions of Identity Center, instances and permission sets, and ARNs that are not formed right. */
import { parseInstanceArn, parsePermissionSetArn, parseUserId } from "../../model/ids.ts";
import { parseReservedRoleName } from "../../model/reserved-role.ts";
import { explainMalformed, malformedIn } from "../causes/malformed-identifier/cause.ts";
import { possible } from "./catalogue-ids.ts";
import { commandWord, whyCommand } from "./command.ts";
import { correctionsOf, notARoleOfAws } from "./corrections.ts";
import { type Explanation, explanation, isAccountId } from "./explanation.ts";
import { issuerOf, issuerSentence } from "./issuer.ts";
import { principalOfArn, reservedRoleOf } from "./principal.ts";

/** Malformed identifiers that are explained one by one. */
const MOST_IDENTIFIERS = 20;

/** A text that is one identifier, or what is malformed among the words of a longer one. */
export function explainArn(text: string): readonly Explanation[] {
  const word = text.trim().replace(/^["'`]|["'`,;]$/g, "");
  const alone = /\s/.test(word) ? undefined : FORMS.flatMap((form) => form(word) ?? [])[0];
  if (alone) return [alone];
  const mapped = mappedRoles(word);
  return mapped.length > 0 ? mapped : malformedMentions(word);
}

/** The roles of Identity Center in a piece of EKS's aws-auth. */
function mappedRoles(text: string): readonly Explanation[] {
  const roles = [...text.matchAll(/\brolearn["']?\s{0,4}:\s{0,4}["']?(arn:[^\s"']{1,512})/gi)].map(
    ([, arn = ""]) => arn,
  );
  return [...new Set(roles)].slice(0, MOST_IDENTIFIERS).flatMap((arn) => ofRole(arn) ?? []);
}

/** The SAML provider through which Identity Center signs people in to an account (facts 4.2, C5). */
function ofProvider(word: string): Explanation | undefined {
  const [, account, name] = /^arn:aws[a-z-]*:iam::(\d{12}):saml-provider\/(\S{1,128})$/.exec(word) ?? [];
  if (account === undefined || name === undefined) return undefined;
  const isOurs = /^AWSSSO_.*DO_NOT_DELETE$/.test(name);
  return explanation(
    "arn",
    isOurs ? "The SAML provider of Identity Center in an account" : "A SAML provider that is not of Identity Center",
    {
      account,
      meaning: [
        isOurs
          ? "The roles of permission sets trust this provider; without it nobody gets in. Identity Center makes it, and nobody should change it."
          : "Another identity provider that the account trusts by itself.",
      ],
      next: isOurs
        ? [
            "See in that account whether it is there:",
            `aws iam get-saml-provider --saml-provider-arn ${commandWord(word)}`,
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
function ofId(word: string): Explanation | undefined {
  if (isAccountId(word))
    return explanation("arn", "An account id", {
      account: word,
      meaning: ["Twelve digits are an account's id; whether there is such an account only the organization can tell."],
      next: [whyCommand(null, word, null)],
    });
  if (parseUserId(word).kind !== "ok") return undefined;
  return explanation("arn", "The id of a user or group, or of a request", {
    meaning: ["Identity Center writes them alike; with ten digits in front it is a user or a group."],
    next: ["If it is a user:", whyCommand(word, null, null)],
  });
}

function ofRole(word: string): Explanation | undefined {
  const named = parseReservedRoleName(word);
  const reserved = named
    ? { account: null, permissionSet: named.permissionSetName, isWellFormed: true }
    : reservedRoleOf(word);
  if (!reserved) return undefined;
  const { account, permissionSet, isWellFormed } = reserved;
  if (!isWellFormed)
    return explanation("arn", "Not the ARN of a role that Identity Center makes", {
      account,
      permissionSet,
      corrections: [notARoleOfAws(account ?? "<account>")],
      next: ["aws iam list-roles --path-prefix /aws-reserved/sso.amazonaws.com/ in the account prints the right ones."],
    });
  return explanation("arn", "A role of Identity Center", {
    account,
    permissionSet,
    meaning: [
      "Identity Center makes this role for the permission set; its last 16 digits are new each time it is made, so policies that name it break then.",
      ...withoutPath(word),
    ],
    fits: possible("role-renamed"),
    next: [
      "People use it through the portal; nobody can assume it directly.",
      whyCommand(null, account, permissionSet),
    ],
  });
}

/** EKS compares roles by name alone (facts C13; kubernetes-sigs/aws-iam-authenticator#268). */
function withoutPath(word: string): readonly string[] {
  const bare = word.replace(/:role\/aws-reserved\/sso\.amazonaws\.com\/(?:[^/]{1,32}\/)?/, ":role/");
  return bare === word
    ? []
    : [`In aws-auth of EKS it works only without its path: ${bare}. With the path it is Unauthorized.`];
}

function ofSession(word: string): Explanation | undefined {
  const { who, account, permissionSet } = principalOfArn(word);
  if (permissionSet === null) return undefined;
  return explanation("arn", "Somebody who signed in through Identity Center", {
    who,
    account,
    permissionSet,
    meaning: ["The last part is the userName, the role's name holds the permission set."],
    next: [whyCommand(who.name, account, permissionSet)],
  });
}

function ofWellFormed(word: string): Explanation | undefined {
  const set = parsePermissionSetArn(word);
  if (set.kind === "ok") {
    const instance = word.slice(0, word.lastIndexOf("/")).replace(":permissionSet/", ":instance/");
    return explanation("arn", "A permission set ARN, formed as AWS forms it", {
      permissionSet: word,
      meaning: ["Whether there is such a set only its instance can tell."],
      next: [
        `aws sso-admin describe-permission-set --instance-arn ${commandWord(instance)} --permission-set-arn ${commandWord(word)}`,
        whyCommand(null, null, word),
      ],
    });
  }
  if (parseInstanceArn(word).kind !== "ok") return undefined;
  return explanation("arn", "An instance ARN, formed as AWS forms it", {
    meaning: ["The instance answers only in its own Region."],
    next: ["aws sso-admin list-instances", `aws sso-admin list-permission-sets --instance-arn ${commandWord(word)}`],
  });
}

const FORMS = [ofRole, ofSession, ofProvider, ofWellFormed, ofIssuer, ofId] as const;

/** The identifiers in the text that cannot be right: the article's own ARNs among them (facts S4, S5). */
function malformedMentions(text: string): readonly Explanation[] {
  const words = text
    .split(/[\s"'`=,;()]+/)
    .filter((word) => /^arn:[^:]*:(iam|sso):/.test(word) && !/:(role|user|policy)\//.test(word))
    .filter((word) => /permission-?set|ssoins-/i.test(word));
  return [...new Set(words)].slice(0, MOST_IDENTIFIERS).flatMap((word) => {
    const malformed = malformedIn(word);
    if (!malformed) return [];
    const cause = explainMalformed(malformed);
    return explanation("arn", `Not a valid ${malformed.what}`, {
      meaning: [cause.summary],
      corrections: correctionsOf(malformed),
      next: cause.remedy.kind === "api" ? [] : cause.remedy.steps,
      causes: [cause],
    });
  });
}
