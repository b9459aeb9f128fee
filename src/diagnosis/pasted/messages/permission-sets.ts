/** What sso-admin answers about permission sets, their policies and quotas: AWS's own sentences (observed sentences; facts 3.1, 3.6, D7, D8). */
import { thousands } from "../../../model/quotas.ts";
import { shellWord } from "../../../model/shell-word.ts";
import { likely, possible, proved } from "../catalogue-ids.ts";
import { provisionEverywhere } from "../command.ts";
import { unusualCharactersIn } from "../inline-policy.ts";
import { type KnownMessage, sentence } from "./known-message.ts";

const about = { kind: "api-error", layer: "Identity Center" } as const;
const INSTANCE = "--instance-arn <instance ARN>";
const setWord = (set: string | null): string =>
  set?.startsWith("arn:aws") === true ? shellWord(set) : "<permission set ARN>";
/** `arn:aws:sso:::permissionSet/ssoins-1/ps-1` stands for its instance, too. */
const instanceWord = (set: string | null): string =>
  set?.startsWith("arn:aws") === true
    ? shellWord(set.slice(0, set.lastIndexOf("/")).replace(":permissionSet/", ":instance/"))
    : "<instance ARN>";

export const permissionSetMessages: readonly KnownMessage[] = [
  sentence({
    ...about,
    words: /PermissionSet has ApplicationProfile associated with it/i,
    title: "The permission set is still in use and cannot be deleted",
    meaning: [
      "An application profile of the set is left: it is still assigned or provisioned in at least one account. This conflict stays, and repeating the call never helps.",
      "In Terraform this often means that assignments are not managed in the same configuration, or are not destroyed before the set.",
    ],
    next: (_, { permissionSet }) => [
      "Find the accounts that have the set and delete its assignments there, each; then delete the set:",
      `aws sso-admin list-accounts-for-provisioned-permission-set --instance-arn ${instanceWord(permissionSet)} --permission-set-arn ${setWord(permissionSet)}`,
      `aws sso-admin list-account-assignments --instance-arn ${instanceWord(permissionSet)} --permission-set-arn ${setWord(permissionSet)} --account-id <account>`,
    ],
  }),
  sentence({
    ...about,
    words: /already has a typed link attachment to a man(?:a)?ged policy with ?(\S{0,300})/i,
    title: "The AWS managed policy is attached already",
    meaning: ([, policy]) => [
      `${policy === "" ? "The policy" : policy} is on the permission set already. This conflict stays; nothing has to be repaired.`,
    ],
    next: (_, { permissionSet }) => [
      "Import the attachment into what manages your sets, or remove it there. To see what is attached:",
      `aws sso-admin list-managed-policies-in-permission-set --instance-arn ${instanceWord(permissionSet)} --permission-set-arn ${setWord(permissionSet)}`,
    ],
  }),
  sentence({
    ...about,
    words: /Given customer managed policy with name: ?(\S{1,128})\s{0,3}and path (\S{1,512}) already attached/i,
    title: "The customer managed policy is attached already",
    meaning: ([, name, path]) => [
      `The set refers to ${path}${name} already. This conflict stays; nothing has to be repaired.`,
    ],
    next: [
      "Import the reference into what manages your sets. To see what the set refers to:",
      `aws sso-admin list-customer-managed-policy-references-in-permission-set ${INSTANCE} --permission-set-arn <permission set ARN>`,
    ],
  }),
  sentence({
    ...about,
    words:
      /Could not find ManagedPolicy with arn ?(\S{0,300})|Given managed policy with name: ?(\S{1,128})\s{0,3}and path (\S{1,512}) does not exist on PermissionSet/i,
    title: "The policy is not on the permission set",
    meaning: ([, arn, name, path]) => [
      `${arn ?? `${path ?? ""}${name ?? ""}`} should be detached and is not attached. What was wanted is the case already.`,
    ],
    next: ["Refresh the state of what manages your sets; nothing has to be repaired in AWS."],
  }),
  sentence({
    ...about,
    words: /Policy does not exist with ARN: ?(arn:aws[\w:/.+=,@-]{1,300}|\S{0,300})/i,
    title: "There is no such policy",
    meaning: ([, arn]) => [
      `${arn === "" ? "The policy" : arn} does not exist: it is misspelt, was withdrawn by AWS, or is a policy of your own. AttachManagedPolicyToPermissionSet takes AWS managed policies only.`,
    ],
    next: [
      "For a policy of your own use attach-customer-managed-policy-reference-to-permission-set with its name and path. To look for the AWS managed one:",
      "aws iam list-policies --scope AWS --query 'Policies[].Arn'",
    ],
    fits: ([, arn]) =>
      /:iam::aws:/.test(arn ?? "") ? likely("aws-managed-policy-missing") : possible("aws-managed-policy-missing"),
  }),
  sentence({
    ...about,
    words: /exceeded AWS SSO limits\. Cannot create (\w{1,60}) more than (\d{1,6})/i,
    title: "A quota of Identity Center is reached",
    meaning: ([, what, most]) => [
      `Identity Center allows ${thousands(most ?? "")} of ${what} here, and there are that many already.`,
    ],
    next: ([, what]) => [
      /ManagedPolicy/i.test(what ?? "")
        ? "Put several policies into one customer managed policy or the inline policy, or ask AWS for a higher quota."
        : "Delete what is not needed, or ask AWS for a higher quota (Service Quotas, IAM Identity Center).",
    ],
    fits: ([, what]) =>
      /ManagedPolicy/i.test(what ?? "")
        ? likely("managed-policy-quota")
        : /PermissionSet/i.test(what ?? "")
          ? likely("set-quota")
          : possible("set-quota", "group-limit-reached"),
  }),
  sentence({
    ...about,
    words:
      /Current size of the non-whitespace characters present in the InlinePolicy Document is ?([\d,]{1,9}) bytes which has exceeded the maximum limit of ?([\d,]{1,9}) bytes/i,
    title: "The inline policy is too large",
    meaning: ([, size, most]) => [
      `It has ${thousands(size?.replaceAll(",", "") ?? "")} of ${thousands(most?.replaceAll(",", "") ?? "")} bytes. Spaces, tabs and line breaks are not counted, so formatting it more tightly does not help. AWS stored nothing: the set keeps the policy that it had.`,
    ],
    next: (_, { permissionSet }) => [
      "Shorten the policy, or move parts of it into managed policies: a set takes AWS managed and customer managed policies besides the inline one. Then provision the set:",
      provisionEverywhere(permissionSet),
    ],
    fits: proved("inline-policy-too-large"),
  }),
  sentence({
    ...about,
    words: /\[\\{1,4}u0009\\{1,4}u000A\\{1,4}u000D\\{1,4}u0020-\\{1,4}u00FF\]\+/i,
    title: "The inline policy holds a character that AWS does not take",
    meaning: (_, __, { raw }) => {
      const found = unusualCharactersIn(raw);
      return [
        found.length > 0
          ? `It holds ${found.join("; ")}.`
          : "The message does not show the character; it is one above U+00FF.",
        "AWS takes tab, line breaks and the characters U+0020 to U+00FF. Curly quotes, long dashes, ellipses and invisible spaces come from editors, chats and web pages, most often into a Sid or a copied line.",
      ];
    },
    next: [
      "Replace it with a plain character. To find them all in a file:",
      "grep -nP '[^\\x09\\x0A\\x0D\\x20-\\xFF]' policy.json",
    ],
    fits: proved("inline-policy-invalid"),
  }),
  sentence({
    ...about,
    words: /Invalid PermissionsPolicy Document|PermissionsPolicy.{0,80}(?:invalid|malformed)/i,
    title: "The inline policy is not a valid policy document",
    meaning: ["AWS stored nothing: the set keeps the policy that it had."],
    next: [
      "Check the document; the answer names each error:",
      "aws accessanalyzer validate-policy --policy-type IDENTITY_POLICY --policy-document file://policy.json",
    ],
    fits: likely("inline-policy-invalid"),
  }),
  sentence({
    ...about,
    words: /Could not find PermissionSet\b(?: with id ?(ps-[\w*.<>-]{1,40})?)?/i,
    title: "The instance has no such permission set",
    meaning: ([, id]) => [
      `${id ?? "The permission set"} does not exist in the instance that answered: it was deleted (one made again has another ARN, and assignments name the ARN), or it belongs to another instance.`,
    ],
    next: ["List the sets that exist and take the ARN from there:", `aws sso-admin list-permission-sets ${INSTANCE}`],
    fits: possible("set-recreated"),
  }),
  sentence({
    ...about,
    words: /Permission set provision not found in AWS account ?'?(\d{12}|[\w<>*{}-]{1,40})?/i,
    title: "The permission set is not in the account",
    meaning: ([, account]) => [
      `Account ${account ?? ""} has no role of the set yet, and ProvisionPermissionSet only updates roles that exist. The first assignment of the set in an account creates the role.`,
    ],
    names: ([, account]) => (account !== undefined && /^\d{12}$/.test(account) ? { account } : {}),
    next: ["Assign the set in the account to a group or user; that provisions it as well:"],
    fits: [...likely("no-assignment"), ...possible("provisioning-failed")],
    endsWithWhy: true,
  }),
  sentence({
    ...about,
    words: /PermissionSet with name ([\w+=,.@-]{1,32}) already exists/i,
    title: "A permission set of this name exists already",
    meaning: ([, name]) => [
      `The instance has a permission set ${name}. This conflict stays; repeating the call does not help.`,
    ],
    next: [
      "Use the set that is there, or import it into what manages your sets:",
      `aws sso-admin list-permission-sets ${INSTANCE}`,
    ],
  }),
  sentence({
    ...about,
    words: /Attributes for access control failed to enable/i,
    title: "Attributes for access control were not switched on",
    meaning: [
      "Switching them on changes the trust policy of every role of the instance, and Identity Center could not change at least one. In the management account the caller needs iam:UpdateAssumeRolePolicy for that.",
    ],
    next: ["Read the reason:", `aws sso-admin describe-instance-access-control-attribute-configuration ${INSTANCE}`],
    fits: likely("abac-attribute"),
  }),
  sentence({
    ...about,
    words: /Requires reapplying permission set/i,
    title: "The account has an older version of the set",
    meaning: ["The set was changed and not provisioned since: people keep what it allowed before."],
    next: (_, { permissionSet }) => [provisionEverywhere(permissionSet)],
    fits: proved("outdated"),
  }),
];
