/** What the three quotas of IAM in the target account share (facts D5, D6, D9). */

import { type IamQuota, readLikelyReason } from "../../facts/grant/failure-reason.ts";
import type { RequestFacts } from "../../facts/grant/grant-facts.ts";
import type { CauseId } from "../../model/cause-ids.ts";
import { evidenceOf } from "../../model/reading.ts";
import type { Cause, CauseDocumentation, Found } from "../cause.ts";
import { defineCause } from "../cause.ts";
import { accountName, reasonInWords, setName } from "../path/names.ts";
import type { WalkedGrant } from "../path/walked-grant.ts";
import { iamPart } from "./account-iam.ts";
import {
  BEHIND_A_FAILURE,
  decidingFailures,
  maybeRepairedSince,
  requestEvidence,
  THEN_AGAIN,
} from "./failed-requests.ts";
import { type KnownGrant, knownGrant } from "./reach.ts";
import { reasonNow } from "./reason-now.ts";
import { onceMoreOr } from "./remedies.ts";

interface QuotaReached extends Found {
  readonly known: KnownGrant;
  readonly request: RequestFacts;
  readonly limit: string;
}

interface QuotaCause {
  readonly id: CauseId;
  readonly rank: number;
  readonly title: string;
  readonly facts: readonly string[];
  readonly quota: IamQuota;
  /** `IAM roles`. */
  readonly what: string;
  readonly documentation: CauseDocumentation;
  readonly steps: (grant: WalkedGrant) => readonly string[];
}

/** The cause that fires on IAM's sentence about one quota. */
export function causeOfQuota({ quota, what, steps, ...meta }: QuotaCause): Cause {
  return defineCause<QuotaReached>({
    ...meta,
    stage: "provisioning",
    noticedIn: "facts",
    explains: BEHIND_A_FAILURE,
    standsAlone: false,
    confidenceRule:
      "Proved when IAM of the account, read through --audit-role, shows that the quota is used up; likely from the reason alone, because the form in which Identity Center passes on IAM's message is inferred.",
    find: (grant) => {
      const known = knownGrant(grant);
      if (!known) return undefined;
      for (const request of decidingFailures(grant)) {
        const reason = readLikelyReason(request.failureReason);
        if (reason.kind !== "iam-quota" || reason.quota !== quota) continue;
        return {
          confidence: reasonNow(grant, request) === "holds" ? "proved" : "likely",
          evidence: [...requestEvidence(grant), ...evidenceOf(grant.facts.additional.iam), ...summaryEvidence(grant)],
          known,
          request,
          limit: reason.limit,
        };
      }
      return undefined;
    },
    explain: ({ request, limit }, grant) =>
      `${accountName(grant)} has used up its quota of ${limit} ${what}, so AWS could not write the role of ${setName(grant)} there. ${reasonInWords(request.failureReason)}${maybeRepairedSince(grant, request)}`,
    remedy: ({ known, request }, grant) =>
      onceMoreOr(
        grant,
        { known, request },
        {
          kind: "human",
          summary: `Make room in ${accountName(grant)}, or raise its quota of ${what}`,
          risk: "low",
          steps: [...steps(grant), THEN_AGAIN],
        },
      ),
  });
}

const summaryEvidence = (grant: WalkedGrant) => {
  const summary = iamPart(grant, "summary");
  return summary ? evidenceOf(summary) : [];
};

/** The step that raises a quota of IAM; its code is listed by Service Quotas. */
export const raiseQuota = (name: string, most: string): string =>
  `Or ask for more: in the account, Service Quotas, IAM, "${name}" (${most}).`;
