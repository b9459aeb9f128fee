/** From facts to a diagnosis: walk every grant, run the causes, decide, order. Pure. */
import type { GatheredFacts } from "../facts/gathered-facts.ts";
import type { DiagnosedCause, Diagnosis, Verdict } from "../model/diagnosis.ts";
import { DIAGNOSIS_SCHEMA } from "../model/diagnosis.ts";
import type { Cause } from "./cause.ts";
import { causes as catalogue } from "./causes/index.ts";
import { orderCauses } from "./order.ts";
import { verdictOf } from "./verdict.ts";
import { type WalkedGrant, walkGrant } from "./walked-grant.ts";

export type { GatheredFacts } from "../facts/gathered-facts.ts";

/** The diagnosis of a question. The same facts always give the same diagnosis. */
export function diagnose(gathered: GatheredFacts, causes: readonly Cause[] = catalogue): Diagnosis {
  const walked = gathered.grants.map(walkGrant);
  const judged = walked.map((grant) => ({ grant, verdict: verdictOf(grant), causes: causesOf(grant, causes) }));
  return {
    schema: DIAGNOSIS_SCHEMA,
    at: gathered.at,
    question: gathered.question,
    verdict: overallVerdict(judged.map(({ verdict }) => verdict)),
    causes: withoutRepeats(judged.flatMap((one) => one.causes)),
    grants: judged.map(({ grant: { facts }, verdict }) => ({
      account: facts.accountId,
      permissionSet: facts.permissionSet.state === "known" ? (facts.permissionSet.value?.name ?? null) : null,
      verdict,
    })),
    paths: walked.flatMap(({ paths }) => paths),
    couldNotRead: uniqueBy(
      walked.flatMap(({ failures }) => failures),
      ({ service, operation }) => `${service} ${operation}`,
    ),
    notExamined: uniqueBy(walked.flatMap(notExamined), ({ what, reason }) => `${what} ${reason}`),
    evidence: gathered.evidence,
    calls: gathered.calls,
  };
}

function causesOf(grant: WalkedGrant, causes: readonly Cause[]): readonly DiagnosedCause[] {
  const found = causes.flatMap((cause) => cause.diagnose(grant) ?? []);
  return orderCauses(found, causes);
}

/** One failed read makes the whole undecided; else the first grant that does not simply work speaks for all. */
function overallVerdict(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("undecided")) return "undecided";
  return verdicts.find((verdict) => verdict !== "works") ?? "works";
}

/** A cause that holds for the whole question (a disabled user) is found once for every grant, but told once. */
function withoutRepeats(causes: readonly DiagnosedCause[]): readonly DiagnosedCause[] {
  return uniqueBy(causes, ({ id, summary }) => `${id} ${summary}`);
}

function notExamined({ best }: WalkedGrant): readonly { what: string; reason: string }[] {
  return best.links.flatMap((link) =>
    link.state === "not examined" ? [{ what: link.stage, reason: link.summary }] : [],
  );
}

function uniqueBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map([...items].reverse().map((item) => [key(item), item])).values()].reverse();
}
