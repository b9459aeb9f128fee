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
  if (!grant) return { kind: "human", summary, risk: "medium", steps: [`${summary} when the instance is known.`] };
  return { kind: "api", summary, risk: "medium", changes: [{ kind: "provision-permission-set", ...grant }], notes };
}

const notProvisioned = (organization: ScannedOrganization, pair: ScannedPair): Finding =>
  finding({
    cause: "not-provisioned",
    severity: "high",
    summary: `${nameOf(organization, pair)} is assigned but not provisioned, so it does not appear in the access portal.`,
    subject: subjectOf(organization, pair),
    affected: affectedUsers(organization, pair.principals),
    remedy: provision(organization, pair, []),
  });

const outdated = (organization: ScannedOrganization, pair: ScannedPair): Finding =>
  finding({
    cause: "outdated",
    severity: "medium",
    summary: `${nameOf(organization, pair)} was changed and has not been provisioned since. Its role still has the previous permissions.`,
    subject: subjectOf(organization, pair),
    affected: affectedUsers(organization, pair.principals),
    remedy: provision(organization, pair, [
      "Provisioning replaces the previous permissions with the current ones. People may lose permissions that they use.",
    ]),
  });

const roleMissing = (organization: ScannedOrganization, pair: ScannedPair): Finding =>
  finding({
    cause: "role-missing",
    severity: "high",
    summary: `${nameOf(organization, pair)} is provisioned, but the role does not exist in the account. Everyone who opens it is denied.`,
    subject: subjectOf(organization, pair),
    affected: affectedUsers(organization, pair.principals),
    remedy: provision(organization, pair, [
      "The new role has another suffix. Update EKS access entries, KMS key policies and bucket policies that name the old role.",
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
      summary: `${nameOf(organization, pair)} has a role, but ${isBlind ? "no user or group of the directory is assigned" : "nobody is assigned"}. Either the role is left over or an assignment is missing.`,
      subject: subjectOf(organization, pair),
      affected: nobody,
      remedy: {
        kind: "human",
        summary: `Assign ${nameOf(organization, pair)}, or remove the leftover role`,
        risk: "low",
        steps: [
          "If somebody should have it, `idc-doctor why <user> <account> <set>` shows what is missing for them.",
          "Identity Center deletes the role with the last assignment of the set in the account. A leftover role usually goes when an assignment is created and deleted again.",
        ],
      },
    }),
  ];
}
