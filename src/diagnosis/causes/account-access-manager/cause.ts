/** The access is meant to come from account access manager, which Identity Center's own API does not show (facts A18). */
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
  facts: ["A18"],
  noticedIn: "facts",
  explains: ["no-assignment", "other-set-assigned", "other-account-assigned"],
  standsAlone: false,
  confidenceRule:
    "Likely when a role of the account trusts account access manager without sts:TagSession, possible when it does with it: the entitlements themselves are not read here.",
  documentation: {
    symptoms: [
      "The role in the portal is an ordinary IAM role, not AWSReservedSSO_…",
      "account-access.amazonaws.com",
      "Credentials cannot be retrieved for a role that the portal shows",
      "No permission set gives this access, and yet the portal shows it",
    ],
    why: "Account access manager (2026) binds a user or group of Identity Center to an ordinary IAM role of the account. No permission set is involved, so sso-admin shows nothing of it. The role must trust account-access.amazonaws.com with sts:AssumeRole, sts:SetContext and sts:TagSession; without sts:TagSession no credentials can be had.",
    whatToDo:
      "Look at the entitlements of account access manager for this account (account-access:ListEntitlements), and at the role's trust policy.",
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/aam-security.html",
      "https://docs.aws.amazon.com/account-access/latest/APIReference/Welcome.html",
    ],
  },
  find: (grant) => {
    const iam = knownValue(grant.facts.additional.iam);
    const roles = iam ? knownValue(iam.entitledRoles) : undefined;
    if (!iam || !roles || roles.length === 0 || grant.isAssigned || grant.facts.attached.state !== "known")
      return undefined;
    const meant = roles.filter(({ name }) => name === setName(grant));
    return {
      confidence: (meant.length > 0 ? meant : roles).some(({ mayTagSession }) => !mayTagSession)
        ? "likely"
        : "possible",
      evidence: [...evidenceOf(iam.entitledRoles), ...evidenceOf(grant.facts.attached)],
      roles: meant.length > 0 ? meant : roles,
    };
  },
  explain: ({ roles }, grant) => {
    const untaggable = roles.filter(({ mayTagSession }) => !mayTagSession);
    return `No permission set gives ${userName(grant)} this access, but ${accountName(grant)} has ${listed(roles.map(({ arn }) => arn))}, which account access manager may use.${untaggable.length > 0 ? ` Its trust policy lacks sts:TagSession, so credentials for ${listed(untaggable.map(({ name }) => name))} most likely cannot be retrieved.` : " Whether the user has an entitlement for it cannot be read from Identity Center."}`;
  },
  remedy: ({ roles }) => ({
    kind: "human",
    summary: "Look at the entitlements of account access manager and at the role's trust policy",
    risk: "medium",
    steps: [
      `In the management account list the entitlements (account-access:ListApplications, account-access:ListEntitlements) for this account, and see whether one names the user or a group of theirs. A role takes at most ${GROUPS_PER_ACCOUNT_ACCESS_ROLE} groups.`,
      `The trust policy of ${listed(roles.map(({ name }) => name))} must allow account-access.amazonaws.com the actions sts:AssumeRole, sts:SetContext and sts:TagSession.`,
      "Then let the user sign out of the access portal and in again.",
    ],
  }),
});
