/** Whether the reason of a failed request still holds: a request is history, and what can be read now outweighs it. */

import type { PolicyReferenceFacts, SetContentFacts } from "../../facts/grant/additional-facts.ts";
import { type IamQuota, readFailureReason, readLikelyReason } from "../../facts/grant/failure-reason.ts";
import type { RequestFacts } from "../../facts/grant/grant-facts.ts";
import { INLINE_POLICY_CHARACTERS } from "../../model/quotas.ts";
import { knownValue } from "../../model/reading.ts";
import { identityPolicyProblems } from "../../policy/grammar.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { iamPart, partValue } from "./account-iam.ts";
import { isAccountClosed } from "./reach.ts";

/** `holds`: read now, and still so. `gone`: read now, and no longer so. `not checked`: nothing that was read can tell. */
export type ReasonNow = "holds" | "gone" | "not checked";

export function reasonNow(grant: WalkedGrant, request: Pick<RequestFacts, "failureReason" | "principal">): ReasonNow {
  const reason = readFailureReason(request.failureReason);
  switch (reason.kind) {
    case "customer-managed-policy-missing":
      return policyNow(grant, reason.policy);
    case "account-out-of-reach":
      return isAccountClosed(grant) ? "holds" : "not checked";
    case "assignee-not-found":
      return assigneeNow(grant, reason.id);
    case "already-gone":
      return "gone";
    // AWS judged whoever asked then; the rights of whoever asks now are checked before anything is written (facts D3).
    case "caller-lacks-iam":
      return "not checked";
    case "unknown":
      return likelyReasonNow(grant, request.failureReason);
  }
}

function likelyReasonNow(grant: WalkedGrant, text: string | undefined): ReasonNow {
  const reason = readLikelyReason(text);
  const content = knownValue(grant.facts.additional.content);
  switch (reason.kind) {
    case "iam-quota":
      return standing(isQuotaUsedUp(grant, reason.quota, Number(reason.limit)));
    case "policy-not-attachable":
      return standing(content && carries(content, reason.arn));
    case "inline-policy-too-large":
      return standing(content && inlineCharacters(content) > INLINE_POLICY_CHARACTERS);
    case "inline-policy-malformed":
      return content ? malformedNow(content) : "not checked";
    case "assignment-not-found":
    case "service-fault":
    case "unknown":
      return "not checked";
  }
}

const standing = (holds: boolean | undefined): ReasonNow =>
  holds === undefined ? "not checked" : holds ? "holds" : "gone";

export const inlineCharacters = ({ inlinePolicy }: SetContentFacts): number => inlinePolicy.replace(/\s/g, "").length;

/** IAM refuses more than this parser does: a policy without a problem here may still be one that IAM cannot take. */
function malformedNow({ inlinePolicy }: SetContentFacts): ReasonNow {
  if (inlinePolicy === "") return "gone";
  return identityPolicyProblems(inlinePolicy).length > 0 ? "holds" : "not checked";
}

const carries = ({ managedPolicyArns, boundary }: SetContentFacts, arn: string): boolean =>
  managedPolicyArns.includes(arn) || (boundary?.kind === "aws-managed" && boundary.arn === arn);

type NamedPolicy = { readonly name: string; readonly path: string | undefined } | undefined;

/** What the set refers to now, against what the account has now; either of them can show that the reason is gone. */
function policyNow(grant: WalkedGrant, named: NamedPolicy): ReasonNow {
  const content = knownValue(grant.facts.additional.content);
  const references = content && referencesOf(content).filter((one) => isMeant(one, named));
  if (references?.length === 0) return "gone";
  const own = partValue(iamPart(grant, "customerPolicies"));
  const wanted = references ?? (named?.path === undefined ? undefined : [{ name: named.name, path: named.path }]);
  if (!own || !wanted) return "not checked";
  return wanted.every(({ name, path }) => own.some((policy) => policy.name === name && policy.path === path))
    ? "gone"
    : "holds";
}

const referencesOf = ({ customerManagedPolicies, boundary }: SetContentFacts): readonly PolicyReferenceFacts[] => [
  ...customerManagedPolicies,
  ...(boundary?.kind === "customer-managed" ? [boundary.reference] : []),
];

/** Without a name in AWS's reason every reference may be the one. */
const isMeant = ({ name, path }: PolicyReferenceFacts, named: NamedPolicy): boolean =>
  named === undefined || (name === named.name && (named.path === undefined || path === named.path));

/** The user, or a group that the user is in, is there; without the list of those groups nothing can tell of a group. */
function assigneeNow({ facts }: WalkedGrant, id: string): ReasonNow {
  if (knownValue(facts.user)?.id === id) return "gone";
  const groups = knownValue(facts.groupIds);
  if (!groups) return "not checked";
  return groups.some((group) => group === id) ? "gone" : "holds";
}

/** Whether the account's own numbers show that the quota is used up; undefined where they were not read (facts D5, D6, D9). */
export function isQuotaUsedUp(grant: WalkedGrant, quota: IamQuota, limit: number): boolean | undefined {
  const summary = partValue(iamPart(grant, "summary"));
  switch (quota) {
    case "RolesPerAccount":
      return summary && summary.roles >= Math.min(summary.rolesQuota, limit);
    case "PoliciesPerRole": {
      const content = knownValue(grant.facts.additional.content);
      const most = Math.min(summary?.policiesPerRoleQuota ?? limit, limit);
      return content && content.managedPolicyArns.length + content.customerManagedPolicies.length > most;
    }
    case "SAMLProvidersPerAccount": {
      const providers = partValue(iamPart(grant, "samlProviderArns"));
      return providers && providers.length >= limit;
    }
  }
}
