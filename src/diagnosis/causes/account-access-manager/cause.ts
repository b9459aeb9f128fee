/** The access is meant to come from account access manager, which Identity Center's own API does not show (facts A18, AAM18 to AAM21). */
import type { EntitledRole } from "../../../facts/grant/additional-facts.ts";
import { GROUPS_PER_ACCOUNT_ACCESS_ROLE } from "../../../model/quotas.ts";
import { evidenceOf, knownValue } from "../../../model/reading.ts";
import { defineCause, type Found } from "../../cause.ts";
import { accountName, listed, setName, userName } from "../../path/names.ts";

interface Entitled extends Found {
  readonly roles: readonly EntitledRole[];
}

export const accountAccessManager = defineCause<Entitled>({
  id: "account-access-manager",
  stage: "assignment",
  rank: 35,
  title: "The access may be given by account access manager, not by a permission set",
  facts: ["A18", "AAM18", "AAM34", "AAM36"],
  noticedIn: "facts",
  explains: ["no-assignment", "other-set-assigned", "other-account-assigned"],
  standsAlone: false,
  tellUser: [
    "Your access may come through account access manager, which has a portal of its own.",
    "Look for its tile in the access portal, and tell us if it does not open the account.",
  ],
  confidenceRule:
    "Likely when a role of the account trusts account access manager without sts:SetContext, because taking it then fails; otherwise possible. The entitlements themselves are not read here.",
  documentation: {
    symptoms: [
      "The role is an ordinary IAM role, not AWSReservedSSO_…",
      "account-access.amazonaws.com",
      "The account is in the account access portal, but not in the AWS access portal",
      "A role in the account access portal cannot be opened",
      "aws sso login does not find a role that was assigned in account access manager",
    ],
    why: "Account access manager (2026) assigns existing IAM roles to users and groups of Identity Center. No permission set is involved: sso-admin does not list these assignments, and the AWS access portal does not show the roles. They are in the account access portal, which is a tile on the Applications tab; the CLI gets them with aws login, not with aws sso login. The role must trust account-access.amazonaws.com with sts:AssumeRole and sts:SetContext. sts:TagSession is optional: without it only the session tags are missing.",
    whatToDo:
      "List the entitlements of account access manager for this account (account-access:ListEntitlements) and check the role's trust policy. Then open the account access portal.",
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/aam-prepare-roles.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/aam-user-access-to-aws-accounts.html",
      "https://docs.aws.amazon.com/account-access/latest/APIReference/API_ListEntitlements.html",
    ],
  },
  find: (grant) => {
    const iam = knownValue(grant.facts.additional.iam);
    const roles = iam ? knownValue(iam.entitledRoles) : undefined;
    if (!iam || !roles || roles.length === 0 || grant.isAssigned || grant.facts.attached.state !== "known")
      return undefined;
    const meant = roles.filter(({ name }) => name === setName(grant));
    return {
      confidence: (meant.length > 0 ? meant : roles).some(({ maySetContext }) => !maySetContext)
        ? "likely"
        : "possible",
      evidence: [...evidenceOf(iam.entitledRoles), ...evidenceOf(grant.facts.attached)],
      roles: meant.length > 0 ? meant : roles,
    };
  },
  explain: ({ roles }, grant) => {
    const incomplete = roles.filter(({ maySetContext }) => !maySetContext);
    return `No permission set gives ${userName(grant)} this access, but ${accountName(grant)} has ${listed(roles.map(({ arn }) => arn))}, which account access manager may use.${incomplete.length > 0 ? ` The trust policy lacks sts:SetContext, so ${listed(incomplete.map(({ name }) => name))} most likely cannot be opened.` : " Identity Center does not show whether the user has an entitlement for it."}`;
  },
  remedy: ({ roles }) => ({
    kind: "human",
    summary: "Check the entitlements of account access manager and the role's trust policy",
    risk: "medium",
    steps: [
      `In the management account, list the entitlements for this account (account-access:ListApplications, account-access:ListEntitlements) and check whether one names the user or one of their groups. By default a role takes at most ${GROUPS_PER_ACCOUNT_ACCESS_ROLE} groups.`,
      `The trust policy of ${listed(roles.map(({ name }) => name))} must allow account-access.amazonaws.com sts:AssumeRole and sts:SetContext, with aws:SourceAccount set to the management account. sts:TagSession is needed only for session tags.`,
      "Then let the user open the account access portal (a tile on the Applications tab of the access portal). In the CLI: `aws login`, not `aws sso login`.",
    ],
  }),
});
