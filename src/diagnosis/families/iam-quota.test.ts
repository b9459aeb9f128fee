/** The three quotas of IAM: likely from IAM's sentence, proved by the account's own numbers. */

import type { SetContentFacts } from "../../facts/grant/additional-facts.ts";
import type { AdditionalFacts } from "../../facts/grant/grant-facts.ts";
import {
  accountIam,
  failedBecause,
  provisioningFailedBecause,
  setContent,
} from "../../facts/grant/testing/additional-facts.ts";
import { failed } from "../../facts/grant/testing/grant-facts.ts";
import { known } from "../../model/reading.ts";
import { managedPolicyQuota } from "../causes/managed-policy-quota/cause.ts";
import { roleQuota } from "../causes/role-quota/cause.ts";
import { samlProviderQuota } from "../causes/saml-provider-quota/cause.ts";
import { specify } from "../testing/cause-spec.ts";

const exceeds = (quota: string, limit: number) =>
  `Received a 409 status error: Cannot exceed quota for ${quota}: ${limit}`;
const iam = (more: Parameters<typeof accountIam>[0]): Partial<AdditionalFacts> => ({
  iam: known(accountIam(more), ["e49"]),
});
const counting = (roles: number, rolesQuota: number, policiesPerRoleQuota = 10) =>
  iam({ summary: known({ roles, rolesQuota, policiesPerRoleQuota }, ["e53"]) });
const providers = (count: number) =>
  iam({
    samlProviderArns: known(
      Array.from({ length: count }, (_none, at) => `arn:aws:iam::111122223333:saml-provider/${at}`),
      ["e51"],
    ),
  });
const carrying = (
  managed: number,
  customer: number,
): { content: { state: "known"; value: SetContentFacts; evidence: readonly ["e45"] } } => ({
  content: {
    state: "known",
    evidence: ["e45"],
    value: setContent({
      managedPolicyArns: Array.from({ length: managed }, (_none, at) => `arn:aws:iam::aws:policy/${at}`),
      customerManagedPolicies: Array.from({ length: customer }, (_none, at) => ({ name: `p${at}`, path: "/" })),
    }),
  },
});
const human = (confidence: "proved" | "likely") => ({ confidence, remedy: "human" }) as const;
/** Nothing that was read tells whether the quota is still used up: the same request again. */
const again = { confidence: "likely", remedy: "api" } as const;

const ROLES = exceeds("RolesPerAccount", 1000);
specify(roleQuota, {
  fires: [
    [
      "IAM has as many roles as its quota",
      failedBecause(ROLES, counting(1000, 1000)),
      {
        ...human("proved"),
        evidence: ["e12", "e49", "e53"],
        says: [
          "sandbox (111122223333) has used up its quota of 1000 IAM roles, so AWS could not write the role of ReadOnly there.",
          ROLES,
          "Make room in sandbox (111122223333), or raise its quota of IAM roles",
          'Service Quotas, IAM, \\"Roles per account\\" (1,000 by default, likely 10,000 at most)',
          "idc-doctor fix",
        ],
      },
    ],
    ["the failed order met a lower quota than now", failedBecause(ROLES, counting(1000, 2000)), human("proved")],
    ["the quota is lower than what IAM said", failedBecause(ROLES, counting(500, 500)), human("proved")],
    ["IAM was not looked at", failedBecause(ROLES), { ...again, evidence: ["e12"] }],
    ["its numbers could not be read", failedBecause(ROLES, iam({ summary: failed() })), again],
    ["provisioning failed", provisioningFailedBecause(ROLES), again],
  ],
  silent: [
    ["IAM has room again", failedBecause(ROLES, counting(999, 1000))],
    ["another quota is used up", failedBecause(exceeds("PoliciesPerRole", 10))],
    ["the reason is another", failedBecause("Received a 500", counting(1000, 1000))],
  ],
});

const POLICIES = exceeds("PoliciesPerRole", 10);
specify(managedPolicyQuota, {
  fires: [
    [
      "the set has more than the limit",
      failedBecause(POLICIES, carrying(8, 3)),
      {
        ...human("proved"),
        says: [
          "quota of 10 managed policies for one role",
          "Put several of the set's policies into one",
          "Managed policies per role",
        ],
      },
    ],
    [
      "the account's quota is lower than the limit",
      failedBecause(POLICIES, { ...carrying(6, 0), ...counting(1, 1000, 5) }),
      human("proved"),
    ],
    [
      "the account's quota is higher than the limit",
      failedBecause(POLICIES, { ...carrying(11, 0), ...counting(1, 1000, 20) }),
      human("proved"),
    ],
    ["the content was not read", failedBecause(POLICIES), again],
  ],
  silent: [
    ["the set just fits", failedBecause(POLICIES, carrying(7, 3))],
    ["another quota is used up", failedBecause(ROLES, carrying(20, 0))],
  ],
});

const SAML = exceeds("SAMLProvidersPerAccount", 100);
specify(samlProviderQuota, {
  fires: [
    [
      "IAM has as many as the limit",
      failedBecause(SAML, providers(100)),
      {
        ...human("proved"),
        says: ["quota of 100 SAML providers", "aws iam list-saml-providers", "SAML providers per account"],
      },
    ],
    ["they could not be read", failedBecause(SAML, iam({ samlProviderArns: failed() })), again],
    ["IAM was not looked at", failedBecause(SAML), again],
  ],
  silent: [
    ["IAM has room again", failedBecause(SAML, providers(99))],
    ["another quota is used up", failedBecause(ROLES, providers(100))],
  ],
});
