/** Parts of AWS's sentences, as people type them into a search: the sentence whole is recognised elsewhere and says more. */
import { likely, possible } from "../catalogue-ids.ts";
import { type Symptom, words } from "./symptom.ts";

const PASTE = "Paste the whole message: it names the caller, the account and often the policy.";

export const symptomsOfSentences: readonly Symptom[] = [
  {
    title: "Identity Center could not act in the account",
    words: words(`(?:is taking|takes) longer than usual`, `Obtaining permissions to manage your AWS account`),
    // Facts D10 to D12.
    meaning: [
      "This is the FailureReason of an assignment or of provisioning. Waiting does not help: the account is suspended, closed or has left the organization, trusted access is disabled, the service-linked role is missing, or the primary Region is disabled in the account.",
    ],
    fits: [
      ...likely("assignment-failed"),
      ...possible(
        "account-suspended",
        "account-closed",
        "account-not-in-organization",
        "trusted-access-disabled",
        "service-linked-role-missing",
        "home-region-disabled-in-account",
      ),
    ],
    question: `${PASTE} Or ask about the access; the answer names the account's state:`,
  },
  {
    title: "The assignment names a user or group that the directory does not have",
    words: words(`the (?:USER|GROUP) assignee`),
    // Facts D13.
    meaning: [
      "The assignment failed because the identity store has no user or group with the id that was named: it was deleted, created again with another id, or not synchronized yet.",
    ],
    fits: [...likely("assignment-failed"), ...possible("principal-deleted", "principal-recreated", "user-not-found")],
    question: "Does the user or group exist now, and with which id? This shows it:",
  },
  {
    title: "An AWS managed policy of the set no longer exists",
    words: words(`Not supported policy:? ['"]?arn:aws[a-z-]*:iam::aws:policy/`),
    // Facts D16.
    meaning: ["The ARN is one of AWS's own policies: AWS withdrew it, and a new role cannot have it."],
    fits: likely("aws-managed-policy-missing"),
    question: "Attach the successor that AWS names, and take the old policy off the set. This names the set's request:",
  },
  {
    title: "A customer managed policy of the set does not exist in the account",
    words: words(`Not supported policy`),
    // Facts D1.
    meaning: [
      "The permission set refers to a customer managed policy that the account does not have under exactly this name and path. Upper and lower case count.",
    ],
    fits: likely("customer-managed-policy-missing"),
    question: "Create the policy in the account under that name and path, then repeat the request. This names it:",
  },
  {
    title: "The caller lacks IAM permissions in the management account",
    words: [
      /^\W{0,3}iam:(?:ListRolePolicies|GetRole|GetSAMLProvider|UpdateSAMLProvider|CreateRole|AttachRolePolicy)\W{0,3}$/i,
    ],
    // Facts D3.
    meaning: [
      "If this action is in the FailureReason of an assignment: in the management account Identity Center uses the IAM permissions of whoever assigns, not those of its service-linked role.",
    ],
    fits: likely("caller-lacks-iam-in-management-account"),
    question: `${PASTE} All permissions that are needed there: \`idc-doctor permissions\`. The access itself:`,
  },
  {
    title: "A service control policy does not allow the action",
    words: words(`no service control policy allows`, `explicit deny in a service control policy`),
    // Facts C7.
    meaning: [
      "A service control policy of the organization refuses, whatever the permission set allows: either none along the account's parents allows the action, or one denies it. No change of the permission set helps.",
    ],
    fits: likely("scp-deny"),
    question: `${PASTE} Or ask about the action that is denied:`,
    asks: "action",
  },
  {
    title: "The portal does not give this role in this account",
    words: words(
      `^(?=.*(?:awsapps|portal|start page|\\baws\\b|\\bsso\\b)).*\\b(?:role|permission set) (?:is not|isn'?t) assigned to (?:you|me|him|her)\\b`,
      `^(?=.*(?:awsapps|portal|start page)).*\\b(?:don'?t|do not) have access to this (?:account|role)\\b`,
    ),
    // Facts A1, B1, B5, C1.
    meaning: [
      "A link or bookmark names an account and a role, and the person who is signed in does not have this role there: it is not assigned to them, another one is, the name is not the permission set's, or the link is of another account.",
    ],
    fits: [
      ...likely("no-assignment", "other-set-assigned", "wrong-role-name"),
      ...possible("other-account-assigned", "assignment-removed", "not-a-member", "wrong-account-id"),
    ],
    question: "Is the right user signed in, and do account and role of the link stand in the portal? What is assigned:",
  },
  {
    title: "AWS recorded why a request was refused",
    words: words(`GetRequestAuthorizationDetails`),
    meaning: [
      "Newer refusals end with an authorization id, under which AWS keeps which policies were evaluated. The refusal itself mostly means that the permission set does not allow the action.",
    ],
    fits: [...likely("policy-does-not-allow"), ...possible("scp-deny", "boundary-deny", "other-deny-context")],
    question: `${PASTE} Or ask about the action that is denied:`,
    asks: "action",
  },
  {
    title: "A role of Identity Center cannot be changed or assumed directly",
    words: words(
      `operation on the protected role`,
      `only modifiable by AWS`,
      `assum(?:e|ed|ing)\\b(?!-role/).{0,80}AWSReservedSSO_`,
    ),
    // Facts C4, C6.
    meaning: [
      "Reserved roles (AWSReservedSSO_…) belong to Identity Center: nobody can edit or delete them in IAM, and no trust policy of theirs can be extended so that they are assumed directly. Change the permission set and provision it instead.",
    ],
    fits: likely("direct-assume-role"),
    question: "Which change was meant? Change the permission set instead. What the user has now:",
  },
  {
    title: "The inline policy is too large",
    words: words(`non-whitespace characters`, `Maximum policy size of`),
    // Facts D7.
    meaning: [
      "The inline policy of the permission set is longer than AWS accepts. White space is not counted, so formatting it more tightly does not help.",
    ],
    fits: likely("inline-policy-too-large"),
    question: "Shorten the policy or move parts into customer managed policies. What the set gives now:",
  },
];
