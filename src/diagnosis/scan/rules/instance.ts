/** What keeps the whole organization from working: the instance's state, and Identity Center's access to it. */
import type { Finding } from "../../../model/finding.ts";
import { IDENTITY_CENTER_SERVICE } from "../../../model/service-principals.ts";
import { nobody, type ScannedOrganization } from "../organization.ts";
import { adviceOf, finding, type Rule } from "../rule.ts";

/** Facts A13, A20, D11, N2. */
export const instance: Rule = {
  finds: ["instance-not-active", "account-instance-only", "permission-sets-switched-off", "trusted-access-disabled"],
  find: (organization) => [...ofInstance(organization), ...ofSets(organization), ...ofTrust(organization)],
};

function ofInstance({ document: { instance: found } }: ScannedOrganization): readonly Finding[] {
  if (!found) return [];
  if (found.kind === "account")
    return [
      finding({
        cause: "account-instance-only",
        severity: "high",
        summary: `${found.arn} is an account instance. It has no permission sets, so nobody can reach AWS accounts through it.`,
        subject: {},
        affected: nobody,
        remedy: {
          kind: "human",
          summary: "Enable an organization instance in the management account",
          risk: "high",
          steps: [adviceOf("account-instance-only")],
        },
      }),
    ];
  if (found.status === "ACTIVE") return [];
  return [
    finding({
      cause: "instance-not-active",
      severity: "high",
      summary: `${found.arn} is ${found.status}${found.statusReason === undefined ? "" : `: ${found.statusReason}`}. Nobody can sign in.`,
      subject: {},
      affected: nobody,
      remedy: {
        kind: "wait",
        summary: "Wait until the instance is ACTIVE, or contact AWS Support",
        steps: [adviceOf("instance-not-active")],
      },
    }),
  ];
}

/** Where account access manager gives access, an organization needs no permission sets (facts N2, N15). */
function ofSets({ document: { instance: found, accountAccessApplications, coverage } }: ScannedOrganization) {
  const isAsked = coverage === undefined || coverage.entitlementWalk === "no application";
  if (found?.kind !== "organization" || found.permissionSetsEnabled !== false) return [];
  if (!isAsked || accountAccessApplications.length > 0) return [];
  return [
    finding({
      cause: "permission-sets-switched-off",
      severity: "medium",
      summary: `Permission sets are switched off in ${found.arn}, and account access manager is not set up, so nobody can reach an AWS account through Identity Center.`,
      subject: {},
      affected: nobody,
      remedy: {
        kind: "human",
        summary: "Set up account access manager, or switch permission sets on",
        risk: "medium",
        steps: [adviceOf("permission-sets-switched-off")],
      },
    }),
  ];
}

function ofTrust({ document: { organization, instance: found, coverage } }: ScannedOrganization): readonly Finding[] {
  // A snapshot does not ask Organizations for trusted services: with coverage, an empty list says nothing.
  if (!found || coverage || organization.trustedServices.includes(IDENTITY_CENTER_SERVICE)) return [];
  return [
    finding({
      cause: "trusted-access-disabled",
      severity: "high",
      confidence: "likely",
      summary:
        "Trusted access for sso.amazonaws.com is off in Organizations. Identity Center probably cannot create or change roles in any account.",
      subject: {},
      affected: nobody,
      remedy: {
        kind: "human",
        summary: "Turn trusted access on again",
        risk: "high",
        steps: [adviceOf("trusted-access-disabled")],
      },
    }),
  ];
}
