/** What a FailureReason means, which cause it is, and what to do: one place for texts, statuses and Terraform's errors (facts 2.4). */
import {
  type FailureReason,
  type LikelyReason,
  readFailureReason,
  readLikelyReason,
} from "../../facts/grant/failure-reason.ts";
import { type Fit, likely, possible, proved } from "./fits.ts";

export interface ReasonMeaning {
  readonly title: string;
  readonly meaning: readonly string[];
  readonly next: readonly string[];
  readonly fits: readonly Fit[];
  /** The work is done although it says that it failed (facts D17). */
  readonly isHarmless?: boolean;
}

/** Undefined where the text is none of those that are known. */
export const meaningOfReason = (text: string): ReasonMeaning | undefined =>
  ofProved(readFailureReason(text)) ?? ofLikely(readLikelyReason(text));

function ofProved(reason: FailureReason): ReasonMeaning | undefined {
  switch (reason.kind) {
    case "customer-managed-policy-missing":
      return policyMissing(reason.policy);
    case "caller-lacks-iam":
      return {
        title: "IAM refused the one who asked",
        meaning: [
          `In the management account Identity Center uses the caller's own IAM permissions, and the caller lacks ${reason.action ?? "an action"}. In member accounts a role of its own does the work, so likely this is the management account.`,
        ],
        next: [
          "Repeat the step as somebody in the management account who has the IAM actions on role/aws-reserved/sso.amazonaws.com/* and saml-provider/AWSSSO_*.",
        ],
        fits: likely("caller-lacks-iam-in-management-account"),
      };
    case "account-out-of-reach":
      return {
        title: "Identity Center does not get into the account",
        meaning: [
          "Seen for accounts that are suspended or being closed; likely also where the role AWSServiceRoleForSSO is missing in the account, or trusted access for sso.amazonaws.com is off.",
        ],
        next: ["Look at the account's state in Organizations before anything is tried again."],
        fits: [
          ...likely("account-suspended"),
          ...possible("trusted-access-disabled", "service-linked-role-missing", "account-not-in-organization"),
        ],
      };
    case "assignee-not-found":
      return {
        title: `The directory has no such ${reason.principalType === "USER" ? "user" : "group"}`,
        meaning: [
          `The assignment names the ${reason.principalType} ${reason.id}, which the directory does not have: it was deleted (a new one has another id), or it was never synchronized.`,
        ],
        next: ["Use the id that it has now, or let it be synchronized first."],
        fits: [
          ...likely("principal-deleted"),
          ...possible(
            "principal-recreated",
            reason.principalType === "USER" ? "user-not-found" : "membership-not-synced",
          ),
        ],
      };
    case "already-gone":
      return {
        title: "What should be deleted is gone already",
        meaning: ["The assignment does not exist any more, so the deletion has nothing to do. Take it for a success."],
        next: ["Nothing needs to be repaired: run what deletes it once more, so that it notices."],
        fits: [],
        isHarmless: true,
      };
    case "unknown":
      return undefined;
  }
}

const policyMissing = (policy: { name: string; path: string | undefined } | undefined): ReasonMeaning => ({
  title: "A policy of the set is not in the account",
  meaning: [
    `The set refers to a customer managed policy by name and path, and the account has none of exactly this name and path${policy === undefined ? "" : `: ${policy.path ?? ""}${policy.name}`}. Upper and lower case count.`,
  ],
  next: ["Create the policy in the account under exactly this name and path, then assign or provision again."],
  fits: [...proved("customer-managed-policy-missing"), ...possible("boundary-policy-missing")],
});

const QUOTAS = {
  RolesPerAccount: { what: "IAM roles in the account", id: "role-quota" },
  PoliciesPerRole: { what: "managed policies on one role", id: "managed-policy-quota" },
  SAMLProvidersPerAccount: { what: "SAML providers in the account", id: "saml-provider-quota" },
} as const;

function ofLikely(reason: LikelyReason): ReasonMeaning | undefined {
  switch (reason.kind) {
    case "iam-quota": {
      const { what, id } = QUOTAS[reason.quota];
      return {
        title: `A quota of IAM is used up: ${what}`,
        meaning: [
          `IAM takes no more than ${reason.limit} ${what}, so likely the permission set's role could not be made or changed.`,
        ],
        next: ["Delete what is not needed in the account, or ask AWS for a higher quota there; then repeat the step."],
        fits: likely(id),
      };
    }
    case "policy-not-attachable": {
      const isOfAws = /:iam::aws:/.test(reason.arn);
      return {
        title: "A policy of the set cannot be attached",
        meaning: [`AWS says that ${reason.arn} does not exist or cannot be attached.`],
        next: [
          isOfAws
            ? "Likely AWS withdrew the policy: take it off the permission set and provision the set."
            : "Create the policy in the account under exactly this name and path, then repeat the step.",
        ],
        fits: likely(isOfAws ? "aws-managed-policy-missing" : "customer-managed-policy-missing"),
      };
    }
    case "service-fault":
      return {
        title: "A fault inside Identity Center",
        meaning: ["AWS's words name no reason of yours. A second attempt often succeeds."],
        next: ["Repeat the step once; if it fails again, give the request id to AWS Support."],
        fits: [],
      };
    case "assignment-not-found":
      return {
        title: "The assignment went while something else needed it",
        meaning: [
          "Seen where policies are taken off a set, and the set is provisioned, while its assignment is being deleted.",
        ],
        next: ["Remove assignments first and policies after that; a second run usually succeeds."],
        fits: possible("concurrent-operation", "assignment-removed"),
      };
    case "unknown":
      return undefined;
  }
}
