/** An identifier in the question or in a pasted command does not have the form that the API takes. Noticed before any call. */
import type { DiagnosedCause } from "../../../model/diagnosis.ts";
import {
  describeMalformed,
  type Malformed,
  type Parsed,
  parseAccountId,
  parseIdentityStoreId,
  parseInstanceArn,
  parsePermissionSetArn,
  parseUserId,
} from "../../../model/ids.ts";
import { defineCause } from "../../cause.ts";

const ID = "malformed-identifier";
const TITLE = "An ARN or id has the wrong format";

export const malformedIdentifier = defineCause({
  id: ID,
  stage: "instance",
  rank: 5,
  title: TITLE,
  facts: ["S4", "S5", "3.5"],
  noticedIn: "input",
  explains: [],
  standsAlone: true,
  confidenceRule: "Always proved: the value is checked against the patterns in AWS's API models.",
  documentation: {
    symptoms: [
      "ValidationException: Value at 'permissionSetArn' failed to satisfy constraint: Member must satisfy regular expression pattern",
      "The command uses arn:aws:iam::aws:permission-set/sso_ps/ssoins-…/ps-… and is refused",
    ],
    why: "A permission set ARN is arn:aws:sso:::permissionSet/ssoins-<16 characters>/ps-<16 characters>, an instance ARN is arn:aws:sso:::instance/ssoins-<16 characters>, and an account id has 12 digits. ARNs are case sensitive. Widely copied examples have an iam ARN, or 17 characters after ssoins-; AWS accepts neither.",
    whatToDo:
      "Copy the ARN from `aws sso-admin list-instances` or `aws sso-admin list-permission-sets --instance-arn <instance ARN>`, or use the set's name.",
    sources: [
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetdelegation.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html",
    ],
  },
  // The facts of a grant only ever hold identifiers that passed the check.
  find: () => undefined,
  explain: () => TITLE,
  remedy: () => writeItRight("An identifier"),
});

/** The cause for an identifier that was refused: what is wrong with it and what a right one looks like. */
export function explainMalformed(malformed: Malformed): DiagnosedCause {
  return {
    id: ID,
    stage: "instance",
    title: TITLE,
    confidence: "proved",
    summary: `${describeMalformed(malformed)}. AWS was not asked.`,
    evidence: [],
    remedy: writeItRight(malformed.example),
  };
}

/**
 * What a word seems meant to be, when it is not well formed; undefined where it is right, or no identifier at all.
 *
 * @example malformedIn("arn:aws:iam::aws:permission-set/sso_ps/ssoins-1/ps-2") // an attempt at a permission set ARN
 */
export function malformedIn(word: string): Malformed | undefined {
  const parsed = parseAsMeant(word);
  return parsed?.kind === "malformed" ? parsed : undefined;
}

function parseAsMeant(word: string): Parsed<string> | undefined {
  if (/^\d+(-\d+)*$/.test(word)) return parseAccountId(word);
  if (/^d-/.test(word)) return parseIdentityStoreId(word);
  if (/^arn:.*(permission-?set|\/ps-)/i.test(word)) return parsePermissionSetArn(word);
  if (/^arn:.*(\binstance\/|ssoins-)/i.test(word)) return parseInstanceArn(word);
  if (/^([0-9a-f]{10}-)?[0-9a-f]{8}-[0-9a-f-]+$/i.test(word)) return parseUserId(word);
  return undefined;
}

const writeItRight = (example: string) =>
  ({
    kind: "human",
    summary: "Run the command again with the identifier in AWS's format",
    risk: "low",
    steps: [
      `A correct one looks like ${example}.`,
      "`aws sso-admin list-instances` prints the instance ARN, `aws sso-admin list-permission-sets --instance-arn <instance ARN>` the ARNs of the sets. Names of sets and accounts work too.",
    ],
  }) as const;
