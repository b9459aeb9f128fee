/** The resource's side of a refusal: trust policy, key policy, bucket policy, and whose account it is. AWS names one policy only, and often none (facts 5.6, C13; observed sentences). */

import { shellWord } from "../../model/shell-word.ts";
import { type Fit, likely, possible } from "./catalogue-ids.ts";
import type { Denial } from "./denial.ts";
import { isAccountId } from "./explanation.ts";
import { openCondition } from "./role-forms.ts";

export interface ResourceSide {
  readonly meaning: readonly string[];
  readonly next: readonly string[];
  readonly fits: readonly Fit[];
  /** No other cause is to be looked for. */
  readonly explainsAll?: boolean;
}

const NOTHING: ResourceSide = { meaning: [], next: [], fits: [] };
const ASSUME = /^sts:(AssumeRole|TagSession|SetContext|SetSourceIdentity)$/;
/** Calls of Identity Center that need the instance's key (facts A19). */
const OF_THE_INSTANCE =
  /sso-admin|ssoadmin|SSO ?Admin|sso\.amazonaws|identity ?store|IdentityStore|ListInstances|PermissionSet|AccountAssignment|aws_ssoadmin|aws_identitystore|SCIM/i;

export function resourceSide(denial: Denial): ResourceSide {
  if (ASSUME.test(denial.action)) return secondRole(denial);
  if (denial.action.startsWith("kms:")) return key(denial);
  if (AWS_LOGIN.test(denial.action)) return awsLogin(denial);
  return elsewhere(denial);
}

/** The role that should be assumed says whom it trusts; that comes before the caller's policies. */
function secondRole(denial: Denial): ResourceSide {
  const { principal, resource, action } = denial;
  const [, account, roleName] = /^arn:[^:]*:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(resource ?? "") ?? [];
  const { permissionSet } = principal;
  return {
    meaning: [
      `Check the trust policy of ${roleName ?? "the role"} first: it must let the caller in with ${action}. Besides it six policies count: the caller's own, its boundary, session policies, and the policies of both organizations.`,
      ...otherAccount(denial),
    ],
    next: [
      ...(roleName === undefined
        ? []
        : [
            `Read the trust policy${account === undefined ? "" : `, with credentials of account ${account}`}:`,
            `aws iam get-role --role-name ${shellWord(roleName)} --query Role.AssumeRolePolicyDocument`,
          ]),
      ...(permissionSet !== null && principal.account !== null && isAccountId(principal.account)
        ? [`To trust the permission set whatever its suffix: ${openCondition(principal.account, permissionSet)}`]
        : []),
    ],
    fits: permissionSet === null ? [] : possible("other-deny-context"),
  };
}

function key(denial: Denial): ResourceSide {
  const { resource, before, context } = denial;
  if (denial.action === "kms:Decrypt" && OF_THE_INSTANCE.test(`${before} ${context}`))
    return {
      meaning: [
        "An Identity Center API was called, so this is the instance's own KMS key: it must allow the caller, in the key policy and in the caller's policies. It is an administrator's call and says nothing about anybody's access to an account.",
      ],
      next: [
        "See which key the instance has, and let its owner allow the caller:",
        "aws sso-admin describe-instance --instance-arn <instance ARN> --query EncryptionConfigurationDetails",
      ],
      fits: likely("kms-key-unusable"),
      explainsAll: true,
    };
  const keyWord = resource !== null && /:key\/[\w-]{1,128}$/.test(resource) ? shellWord(resource) : "<key>";
  return {
    meaning: [
      "Check the key policy first: a KMS key allows nobody whom its key policy does not allow, and it names roles by their full ARN, with path and suffix.",
      ...otherAccount(denial),
    ],
    next: [`aws kms get-key-policy --policy-name default --key-id ${keyWord}`],
    fits: [],
  };
}

/** Both are needed by `aws login`, and by nothing else that a person does in Identity Center (facts N1, N16). */
const AWS_LOGIN = /^signin:(AuthorizeOAuth2Access|CreateOAuth2Token)$/;

/** A Sign-In policy of the account is a resource-based one (facts N1); a control policy names itself. */
const SIGN_IN_POLICY = /in a resource-based policy/i;

function awsLogin(denial: Denial): ResourceSide {
  return {
    meaning: [
      "`aws login` needs signin:AuthorizeOAuth2Access and signin:CreateOAuth2Token, which the AWS managed policy SignInLocalDevelopmentAccess allows. `aws sso login` needs neither.",
      ...otherAccount(denial),
    ],
    next: [],
    fits: SIGN_IN_POLICY.test(denial.context) ? possible("console-sign-in-policy") : [],
  };
}

function elsewhere(denial: Denial): ResourceSide {
  const meaning = otherAccount(denial);
  return meaning.length === 0 ? NOTHING : { ...NOTHING, meaning };
}

function otherAccount({ principal, resource }: Denial): readonly string[] {
  const owner = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource ?? "")?.[1];
  const isElsewhere =
    owner !== undefined && principal.account !== null && isAccountId(principal.account) && owner !== principal.account;
  return isElsewhere
    ? [
        `The resource belongs to another account (${owner}): the caller's side and the resource's side must both allow it.`,
      ]
    : [];
}
