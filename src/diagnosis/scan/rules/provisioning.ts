/** Sets that people are assigned to, but whose role is missing or old, and roles for which nobody is assigned. */
import { OUTDATED } from "../../../facts/organization/columns.ts";
import { isPairUnread, judgeAccount, judgePair } from "../../../facts/organization/judgement.ts";
import { PROVISIONED } from "../../../facts/organization/pairs.ts";
import type { Remedy } from "../../../model/diagnosis.ts";
import type { Finding } from "../../../model/finding.ts";
import {
  accountWords,
  affectedUsers,
  grantOf,
  isUnread,
  nobody,
  type ScannedOrganization,
  wasAsked,
} from "../organization.ts";
import { pairsOf, type ScannedPair, subjectOf } from "../pairs.ts";
import { finding, type Rule } from "../rule.ts";

/** Facts S2, E1, C4, B4. */
export const provisioning: Rule = {
  finds: ["not-provisioned", "outdated", "role-missing", "provisioned-not-assigned"],
  find: (organization) => [...pairsOf(organization)].flatMap((pair) => ofPair(organization, pair)),
};

function ofPair(organization: ScannedOrganization, pair: ScannedPair): readonly Finding[] {
  const { facts } = organization;
  if (judgeAccount(facts, pair.account).answer === "no") return [];
  if (pair.principals.length === 0) return unassigned(organization, pair);
  const state = judgePair(facts, pair.account, pair.permissionSet);
  if (state.answer === "no" && state.stage === "provisioning") return [notProvisioned(organization, pair)];
  if (state.answer === "no" && wasAsked(organization, "account-roles")) return [roleMissing(organization, pair)];
  return (pair.flags & OUTDATED) === 0 ? [] : [outdated(organization, pair)];
}

const nameOf = (organization: ScannedOrganization, pair: ScannedPair): string => {
  const { account, permissionSet } = subjectOf(organization, pair);
  return `${permissionSet.name} in ${accountWords(account)}`;
};

function provision(organization: ScannedOrganization, pair: ScannedPair, notes: readonly string[]): Remedy {
  const grant = grantOf(organization, pair.accountId, pair.permissionSetArn);
  const summary = `Provision ${nameOf(organization, pair)}`;
  if (!grant) return { kind: "human", summary, risk: "medium", steps: [`${summary} once the instance is known.`] };
  return { kind: "api", summary, risk: "medium", changes: [{ kind: "provision-permission-set", ...grant }], notes };
}

const notProvisioned = (organization: ScannedOrganization, pair: ScannedPair): Finding =>
  finding({
    cause: "not-provisioned",
    severity: "high",
    title: "Assigned, but there is no role",
    summary: `${nameOf(organization, pair)} is assigned, but not provisioned: nobody sees it in the portal.`,
    subject: subjectOf(organization, pair),
    affected: affectedUsers(organization, pair.principals),
    remedy: provision(organization, pair, []),
  });

const outdated = (organization: ScannedOrganization, pair: ScannedPair): Finding =>
  finding({
    cause: "outdated",
    severity: "medium",
    title: "The role has an older content than the set",
    summary: `${nameOf(organization, pair)} was changed and not provisioned since: its role still allows what the set allowed before.`,
    subject: subjectOf(organization, pair),
    affected: affectedUsers(organization, pair.principals),
    remedy: provision(organization, pair, [
      "Provisioning replaces the old permissions by the present ones; that can also take away rights that people use.",
    ]),
  });

const roleMissing = (organization: ScannedOrganization, pair: ScannedPair): Finding =>
  finding({
    cause: "role-missing",
    severity: "high",
    title: "Identity Center says provisioned, but IAM has no role",
    summary: `${nameOf(organization, pair)} is provisioned, but the account has no such role: who opens it is denied.`,
    subject: subjectOf(organization, pair),
    affected: affectedUsers(organization, pair.principals),
    remedy: provision(organization, pair, [
      "The role gets a new suffix: EKS access entries, KMS and bucket policies that name the old one must be changed.",
    ]),
  });

/** Nobody is assigned: known only where the rows of the pair were read, and no walk was blind for them. */
function unassigned(organization: ScannedOrganization, pair: ScannedPair): readonly Finding[] {
  const { facts } = organization;
  const isOpen =
    isPairUnread(facts, pair.account, pair.permissionSet) ||
    (facts.gaps.walk === "principals" &&
      (facts.gaps.grants.size > 0 || isUnread(organization, "users") || isUnread(organization, "groups")));
  // The principal walk does not see rows of deleted principals: to it, such a pair looks unassigned.
  const isBlind = facts.gaps.walk === "principals";
  if (isOpen || (pair.flags & PROVISIONED) === 0) return [];
  return [
    finding({
      cause: "provisioned-not-assigned",
      severity: "low",
      confidence: isBlind ? "likely" : "proved",
      title: "Provisioned, but nobody is assigned",
      summary: `${nameOf(organization, pair)} has a role, but ${isBlind ? "nobody who is in the directory is assigned" : "nobody is assigned"}: it may be left over, or an assignment is missing.`,
      subject: subjectOf(organization, pair),
      affected: nobody,
      remedy: {
        kind: "human",
        summary: `Assign ${nameOf(organization, pair)} to somebody, or leave it`,
        risk: "low",
        steps: [
          "If somebody should have it: `idc-doctor why <user> <account> <set>` shows what is missing for them.",
          "Identity Center takes the role away with the last assignment of the set in the account; one that stayed usually goes when an assignment is made and deleted again.",
        ],
      },
    }),
  ];
}
