/** Errors of sso-admin and the identity store, for whoever administers Identity Center (facts 3.1, A13, A19, D4, D14). */
import { concurrentOperationIn } from "../../causes/concurrent-operation/cause.ts";
import { likely, possible, proved } from "../catalogue-ids.ts";
import { type KnownMessage, ofCause, sentence } from "./known-message.ts";

const DELEGATE_RULE = "AWS then refuses the delegated administrator every change to it, in every account.";
/** Facts D4, the console's text. */
const DELEGATE = {
  kind: "api-error",
  layer: "Identity Center",
  title: "A delegated administrator may not assign a set that the management account has",
  next: [
    "Repeat it with credentials of the management account, or use a separate set there. To see what is in the way:",
  ],
  fits: proved("delegated-admin-limit"),
  endsWithWhy: true,
} as const;

export const administrationMessages: readonly KnownMessage[] = [
  sentence({
    words: /\bKMS_(\w{1,40})\b|KMS key.{0,200}(?:identity center|identitystore|sso)/i,
    kind: "api-error",
    layer: "Identity Center",
    title: "Identity Center cannot use its KMS key",
    meaning: ([reason]) => [
      `The instance is encrypted with a key of your own, and this call could not use it${reason.startsWith("KMS_") ? ` (${reason})` : ""}. Any call of Identity Center can fail for that reason, the sign-in of programs included.`,
      ...(/AccessDenied|ACCESS_DENIED/.test(reason)
        ? ["The key refuses: whoever lacks kms:Decrypt on it fails, while others may not."]
        : []),
    ],
    next: [
      "Let the key's owner look at its state and its policy; the instance names the key:",
      "aws sso-admin describe-instance --instance-arn <instance ARN> --query EncryptionConfigurationDetails",
    ],
    fits: proved("kms-key-unusable"),
  }),
  sentence({
    words:
      /not supported for account instances of IAM Identity Center|To use permission sets, you'll need to use an Organization instance/i,
    kind: "api-error",
    layer: "Identity Center",
    title: "This is an account instance, and those have no permission sets",
    meaning: [
      "Permission sets and accounts are of the organization's instance only. The caller's account has an instance of its own, and it answered.",
    ],
    next: [
      "Use credentials of the management account or the delegated administrator, then look which instance answers:",
      "aws sso-admin list-instances",
    ],
    fits: proved("account-instance-only"),
  }),
  sentence({
    ...DELEGATE,
    words:
      /don't have permission to assign permission sets that are provisioned in the management account: ?([\w+=,.@-]{1,32})/i,
    meaning: ([, name]) => [`The set ${name} is provisioned in the management account. ${DELEGATE_RULE}`],
  }),
  sentence({
    ...DELEGATE,
    words: /(?:can't assign|permission to assign) permission sets (?:that are )?provisioned in the management account/i,
    meaning: [`The set is provisioned in the management account. ${DELEGATE_RULE}`],
  }),
  sentence({
    words: /Requires reapplying permission set/i,
    kind: "api-error",
    layer: "Identity Center",
    title: "The account has an older version of the set",
    meaning: ["The set was changed and not provisioned since: people keep what it allowed before."],
    next: ["idc-doctor provision <set> --all"],
    fits: proved("outdated"),
  }),
  sentence({
    words: /PermissionSet with name ([\w+=,.@-]{1,32}) already exists/i,
    kind: "api-error",
    layer: "Identity Center",
    title: "There is a permission set of this name already",
    meaning: ([, name]) => [
      `The instance has a permission set ${name}. This conflict stays: repeating the call does not help.`,
    ],
    next: [
      "Use the one that is there, or import it into what manages your sets:",
      "aws sso-admin list-permission-sets --instance-arn <instance ARN>",
    ],
  }),
  sentence({
    fits: proved("malformed-identifier"),
    words: [
      /Value (?:'[^']{0,300}' )?at '(?:permissionSetArn|instanceArn|targetId|principalId)' failed to satisfy constraint/i,
    ],
    kind: "api-error",
    layer: "Identity Center",
    title: "An identifier is not formed as AWS forms it",
    meaning: ["AWS refuses the id or ARN before it looks for anything: it is written wrongly."],
    next: [
      "Paste the id or ARN here alone to see what is wrong with it, or copy it from:",
      "aws sso-admin list-instances",
    ],
  }),
  ofCause(concurrentOperationIn, { kind: "api-error", layer: "Identity Center", title: "Too much at the same time" }),
  sentence({
    words: [/ServiceQuotaExceededException/, /AccountAssignment|PermissionSet|SSO Admin|SSOAdmin|identitystore/i],
    kind: "api-error",
    layer: "Identity Center",
    title: "A quota of Identity Center is used up",
    meaning: [
      "An account takes 500 provisioned sets, an instance 3,500 sets, and a set 100 groups in an account; AWS's words may tell which it is.",
    ],
    next: [
      "Consolidate groups or sets, or ask AWS for more. To see what the account has:",
      "aws sso-admin list-permission-sets-provisioned-to-account --instance-arn <instance ARN> --account-id <account>",
    ],
    fits: possible("set-quota", "group-limit-reached"),
  }),
  sentence({
    words: /\b(USER|GROUP)\b:? ?(?:[\w-]{0,60} )?not found|"?ResourceType"? ?[:=] ?"?(USER|GROUP)\b/,
    kind: "api-error",
    layer: "Identity Center",
    title: "The directory has no such user or group",
    meaning: ["The identity store does not know the id or name. A new one of the same name has another id."],
    next: [
      "Let the identity provider send it, or use the id that it has now. To see what is there:",
      "idc-doctor why <user>",
    ],
    fits: ([, one, other]) =>
      (one ?? other) === "USER"
        ? [...likely("user-not-found"), ...possible("principal-deleted")]
        : possible("principal-deleted", "membership-not-synced"),
  }),
];
