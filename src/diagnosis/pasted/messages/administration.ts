/** Errors of sso-admin for whoever administers Identity Center: instances, keys, delegation, conflicts and throttling (facts 3.1, A13, A19, D4, D14). */
import {
  GROUPS_PER_PERMISSION_SET_AND_ACCOUNT,
  PERMISSION_SETS_PER_ACCOUNT,
  PERMISSION_SETS_PER_INSTANCE,
  thousands,
} from "../../../model/quotas.ts";
import { concurrentOperationIn } from "../../causes/concurrent-operation/cause.ts";
import { likely, possible, proved } from "../catalogue-ids.ts";
import { type KnownMessage, ofCause, sentence } from "./known-message.ts";

const about = { kind: "api-error", layer: "Identity Center" } as const;
const DELEGATE_RULE = "AWS then refuses the delegated administrator every change to it, in every account.";
/** Facts D4, the console's text. */
const DELEGATE = {
  ...about,
  title: "A delegated administrator cannot change a permission set that the management account uses",
  next: [
    "Repeat the step with credentials of the management account, or use a separate permission set there. To see what is in the way:",
  ],
  fits: proved("delegated-admin-limit"),
  endsWithWhy: true,
} as const;

const keyMessages: readonly KnownMessage[] = [
  sentence({
    ...about,
    words: [
      /\bKMS_((?:AccessDenied|ACCESS_DENIED|NotFound|KEY_NOT_FOUND|Throttling|InvalidKeyUsage|InvalidState|INVALID|Disabled)\w{0,40})\b|KMS key.{0,200}(?:identity center|identitystore|sso)/i,
    ],
    title: "Identity Center cannot use its KMS key for this caller",
    meaning: (match) => {
      const reason = match[1] === undefined ? "" : match[0];
      return [
        `The instance is encrypted with a KMS key of your own, and this call could not use it${reason === "" ? "" : ` (${reason})`}. Any call of Identity Center can fail for that reason, including the sign-in of programs.`,
        "Administrators need kms:Decrypt, kms:Encrypt and kms:GenerateDataKeyWithoutPlaintext on the key, and the key policy must allow the caller and the services sso and identitystore. This is about the administrator's call, not about anybody's access to an account.",
      ];
    },
    next: [
      "Let the key's owner check its state and its policy; the instance names the key:",
      "aws sso-admin describe-instance --instance-arn <instance ARN> --query EncryptionConfigurationDetails",
    ],
    // Only AWS's code proves it; people say the same words in prose.
    fits: ([, code]) => (code === undefined ? likely("kms-key-unusable") : proved("kms-key-unusable")),
  }),
];

const instanceMessages: readonly KnownMessage[] = [
  sentence({
    ...about,
    words:
      /not supported for (?:account instances of IAM Identity Center|this (?:IAM )?Identity Center instance)|To use permission sets, you'll need to use an Organization instance|account instances? of IAM Identity Center/i,
    title: "This is an account instance, and those have no permission sets",
    meaning: [
      "Permission sets and account assignments exist in the organization instance only. The instance that answered is an account instance, whoever owns it: even the management account can have one.",
    ],
    next: [
      "Use credentials of the management account or the delegated administrator, and the Region of the organization instance; then check which instance answers:",
      "aws sso-admin list-instances",
    ],
    fits: proved("account-instance-only"),
  }),
  sentence({
    ...about,
    words: /Organization management account is not allowed/i,
    title: "The management account cannot create an account instance",
    meaning: [
      "CreateInstance makes an account instance, and AWS refuses it to the management account: its instance is the organization instance, which is enabled in the console.",
    ],
    next: [
      "Enable the organization instance in the console of the management account, or create the account instance in a member account.",
    ],
  }),
  sentence({
    ...about,
    words: /cannot register (?:management account|master account|yourself).{0,40}delegated administrator/i,
    title: "This account cannot be the delegated administrator",
    meaning: ["The management account has all rights already; AWS accepts a member account only."],
    next: [
      "Name a member account:",
      "aws organizations register-delegated-administrator --service-principal sso.amazonaws.com --account-id <account>",
    ],
  }),
  sentence({
    ...about,
    words: /Identity ?Store not present for Identity ?Store ?Id|identity ?store.{0,60}does not exist in this region/i,
    title: "The identity store is not in this Region",
    meaning: [
      "The store's id belongs to another Region, or to an instance that was deleted. The identity store answers in the primary Region of its instance only.",
    ],
    next: ["Read store and Region of the instance:", "aws sso-admin list-instances --region <region>"],
    fits: likely("instance-not-in-region"),
  }),
  sentence({
    ...about,
    words: /the resource does not exist in this Region/i,
    title: "The instance is not in this Region",
    meaning: ["The instance's own Region answers, and every Region that it was replicated to."],
    next: ["Ask in the instance's Region:", "aws sso-admin list-instances --region <region>"],
    fits: likely("instance-not-in-region"),
  }),
  sentence({
    ...about,
    words: /Unable to build attributes from provided metadata/i,
    title: "Identity Center cannot read the identity provider's metadata file",
    meaning: ["The file is damaged, is not SAML metadata of an identity provider, or was saved as a web page."],
    next: ["Download the SAML metadata of the application at the identity provider again, and upload it unchanged."],
  }),
];

const delegateMessages: readonly KnownMessage[] = [
  sentence({
    ...DELEGATE,
    words:
      /don't have permission to assign permission sets that are provisioned in the management account: ?([\w+=,.@-]{1,32})/i,
    meaning: ([, name]) => [`The set ${name} is provisioned in the management account. ${DELEGATE_RULE}`],
    names: ([, name]) => (name === undefined ? {} : { permissionSet: name }),
  }),
  sentence({
    ...DELEGATE,
    words:
      /(?:can'?t|cannot|can not|permission to) (?:assign|delete|modify|remove|edit|update)(?:\/(?:assign|delete|modify|remove))*(?: access to)? (?:the )?permission sets? (?:that (?:are|is) )?provisioned in the management account/i,
    meaning: [`The set is provisioned in the management account. ${DELEGATE_RULE}`],
  }),
];

const conflictMessages: readonly KnownMessage[] = [
  sentence({
    ...about,
    words: [
      /ConflictException.{0,300}?((?:already (?:exists|attached|assigned|associated|registered|in use)|still (?:in use|has|assigned)|associated with it|is in use)[^.]{0,80})/i,
      /AccountAssignment|PermissionSet|SSO Admin|SSOAdmin|sso-admin|identity ?store|CreateUser|CreateGroup|AWS::SSO/i,
    ],
    title: "It exists already, or is still in use",
    meaning: ([, words]) => [
      `AWS says "${(words ?? "").trim()}". This conflict stays: repeating the call does not help, and nothing came of it.`,
    ],
    next: [
      "Use what is there, or import it into what manages it; what is in use has to be released first. To see whether the access works already:",
    ],
    endsWithWhy: true,
  }),
  ofCause((text) => (STAYS.test(text) ? undefined : concurrentOperationIn(text)), {
    ...about,
    title: "Too many changes at the same time",
  }),
  sentence({
    ...about,
    words: [/ServiceQuotaExceededException/, /AccountAssignment|PermissionSet|SSO Admin|SSOAdmin|identitystore/i],
    title: "A quota of Identity Center is reached",
    meaning: [
      `An account takes ${PERMISSION_SETS_PER_ACCOUNT} provisioned sets, an instance ${thousands(PERMISSION_SETS_PER_INSTANCE)} sets, and a set ${GROUPS_PER_PERMISSION_SET_AND_ACCOUNT} groups in an account; AWS's words may say which one it is.`,
    ],
    next: [
      "Consolidate groups or sets, or ask AWS for more. To see what the account has:",
      "aws sso-admin list-permission-sets-provisioned-to-account --instance-arn <instance ARN> --account-id <account>",
    ],
    fits: possible("set-quota", "group-limit-reached"),
  }),
];

/** Conflicts that no retry solves: something of the name exists, or is still in use. */
const STAYS = /already|exists|duplicate|associated with|in use|uniqueness|still|not empty/i;

export const administrationMessages: readonly KnownMessage[] = [
  ...keyMessages,
  ...instanceMessages,
  ...delegateMessages,
  sentence({
    ...about,
    words: [
      /Value (?:'[^']{0,300}' )?at '(?:permissionSetArn|instanceArn|targetId|principalId)' failed to satisfy constraint/i,
    ],
    fits: proved("malformed-identifier"),
    title: "An id or ARN is written wrongly",
    meaning: ["AWS refused the id or ARN before it looked for anything: its form is wrong."],
    next: [
      "Paste the id or ARN here alone to see what is wrong with it, or copy it from:",
      "aws sso-admin list-instances",
    ],
  }),
  ...conflictMessages,
  sentence({
    ...about,
    words: /Your account is not authorized to make this call/i,
    kind: "elsewhere",
    layer: null,
    title: "AWS has not enabled this account for the product",
    meaning: [
      "Amazon Q and Kiro answer this to administrators as well: the account, or the Region, is not entitled on AWS's side. No change of IAM, of permission sets or of assignments helps.",
    ],
    next: ["Use an account and Region that the product supports, or ask AWS Support to enable the account."],
  }),
];
