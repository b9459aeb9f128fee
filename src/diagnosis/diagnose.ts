/** From facts to a diagnosis: walk every grant, run the causes, decide, order. Pure. */

import { isConsoleAction } from "../facts/grant/console-sign-in.ts";
import type { GatheredFacts } from "../facts/grant/gathered-facts.ts";
import type { AdditionalFacts } from "../facts/grant/grant-facts.ts";
import type { ActionDecision } from "../model/action-decision.ts";
import type { DiagnosedCause, Diagnosis, GrantVerdict, NotExamined, Verdict } from "../model/diagnosis.ts";
import { DIAGNOSIS_SCHEMA, WORST_FIRST } from "../model/diagnosis.ts";
import { failureInWords, knownValue, type Reading } from "../model/reading.ts";
import type { Cause } from "./cause.ts";
import { causes as catalogue } from "./causes/index.ts";
import { changesSince } from "./families/changes-since-snapshot.ts";
import { orderCauses } from "./order.ts";
import { entitledPathsOf } from "./path/entitled-path.ts";
import { verdictOf } from "./path/verdict.ts";
import { walkGrant } from "./path/walk-grant.ts";
import type { WalkedGrant } from "./path/walked-grant.ts";

export type { GatheredFacts } from "../facts/grant/gathered-facts.ts";

/** The diagnosis of a question. The same facts always give the same diagnosis. */
export function diagnose(gathered: GatheredFacts, causes: readonly Cause[] = catalogue): Diagnosis {
  const walked = gathered.grants.map(walkGrant);
  const decisions = walked.flatMap(({ decision }) => decision ?? []);
  const since = walked.flatMap((grant) => changesSince(grant) ?? []);
  const entitledPaths = entitledPathsOf(walked);
  const judged = worstFirst(
    walked.map((grant) => ({ grant, verdict: verdictOf(grant), causes: causesOf(grant, causes) })),
  );
  return {
    schema: DIAGNOSIS_SCHEMA,
    at: gathered.at,
    question: gathered.question,
    verdict: overallVerdict(judged),
    causes: withoutRepeats(judged.flatMap((one) => one.causes)),
    grants: judged.map((one) => ({
      account: one.grant.facts.accountId,
      ...named(one.grant.facts.account),
      permissionSet: knownValue(one.grant.facts.permissionSet)?.name ?? null,
      verdict: one.verdict,
      ...(isLost(one) && { isLost: true as const }),
      ...(isLost(one) && isUntied(one) && { isLostPerhaps: true as const }),
      ...(one.grant.facts.isOthers && one.verdict === "not-visible" && { isOthers: true as const }),
    })),
    ...hasInstead(walked),
    paths: judged.flatMap(({ grant }) => grant.paths),
    ...(entitledPaths.length > 0 && { entitledPaths }),
    ...(decisions.length > 0 && { decisions }),
    ...(since.length > 0 && { since }),
    couldNotRead: uniqueBy(
      walked.flatMap(({ failures }) => failures),
      ({ service, operation }) => `${service} ${operation}`,
    ),
    additionalSources: uniqueBy(
      walked.flatMap(({ facts }) => facts.additional.used),
      ({ source }) => source,
    ),
    notExamined: uniqueBy(
      [
        ...judged.flatMap((one) => {
          const told = notExamined(one.grant);
          // The links behind the broken one do not say why it is broken.
          return [...behindTheBreak(one.grant), ...(told.length > 0 ? told : withoutCause(one))];
        }),
        ...(gathered.notExamined ?? []),
      ],
      ({ what, reason }) => `${what} ${reason}`,
    ),
    evidence: gathered.evidence,
    calls: gathered.calls,
  };
}

function named(account: WalkedGrant["facts"]["account"]): Pick<GrantVerdict, "accountName"> {
  const name = knownValue(account)?.name;
  return name === undefined ? {} : { accountName: name };
}

/** Several grants say it of each other. */
function hasInstead(walked: readonly WalkedGrant[]): Pick<Diagnosis, "has"> {
  const [only, second] = walked;
  const held = only && !second ? knownValue(only.facts.additional.held) : undefined;
  return held === undefined ? {} : { has: held };
}

interface Judged {
  readonly grant: WalkedGrant;
  readonly verdict: Verdict;
  readonly causes: readonly DiagnosedCause[];
}

function causesOf(grant: WalkedGrant, causes: readonly Cause[]): readonly DiagnosedCause[] {
  const found = causes.flatMap((cause) => cause.diagnose(grant) ?? []);
  return orderCauses(found, causes);
}

/** What AWS is still working on is not lost: it is about to be there. */
const isLost = ({ grant, verdict }: Judged): boolean => grant.facts.isLost === true && verdict !== "pending";

/** A deleted user or group had it, and no successor of theirs is known (facts A5). */
const isUntied = ({ causes: [first] }: Judged): boolean => first?.id === "principal-deleted";

/** The order in which the grants were found is an accident: what stands comes before what was lost, and the worst of both first. */
const worstFirst = (judged: readonly Judged[]): readonly Judged[] =>
  [...judged].sort(
    (one, other) =>
      Number(isLost(one)) - Number(isLost(other)) ||
      WORST_FIRST.indexOf(one.verdict) - WORST_FIRST.indexOf(other.verdict),
  );

/** One failed read makes the whole undecided; else the worst of what stands decides. */
function overallVerdict(judged: readonly Judged[]): Verdict {
  const standing = judged.filter((one) => !isLost(one));
  const verdicts = (standing.length > 0 ? standing : judged).map(({ verdict }) => verdict);
  if (verdicts.includes("undecided")) return "undecided";
  return verdicts[0] ?? "works";
}

/** A cause that holds for the whole question (a disabled user) is found once for every grant, but told once. */
function withoutRepeats(causes: readonly DiagnosedCause[]): readonly DiagnosedCause[] {
  return uniqueBy(causes, ({ id, summary }) => `${id} ${summary}`);
}

const behindTheBreak = ({ best }: WalkedGrant): readonly NotExamined[] =>
  best.links.flatMap((link) => (link.state === "not examined" ? [{ what: link.stage, reason: link.summary }] : []));

function notExamined({ facts, decision }: WalkedGrant): readonly NotExamined[] {
  return [
    ...(decision ? undecidedParts(decision) : []),
    ...unreadAdditional(facts.additional),
    ...leftOut(facts.additional),
    ...(facts.notExamined ?? []),
    ...assumedNext(facts.additional),
  ];
}

/** The roles that a chain of source profiles assumes after the sign-in: another role's trust policy decides there. */
function assumedNext({ client }: AdditionalFacts): readonly NotExamined[] {
  const hops = (knownValue(client)?.profiles ?? []).flatMap((profile) => profile.hops ?? []);
  return hops.map(({ profile, roleArn }, index) => ({
    what: `the role ${roleArn}, which the profile ${profile} assumes ${index === 0 ? "with the session of the permission set" : "with the session before it"}`,
    reason: `its trust policy and the first role's permission for sts:AssumeRole decide. Read it in the role's account: aws iam get-role --role-name ${/^[\w+=,.@-]+$/.exec(roleArn.split("/").at(-1) ?? "")?.[0] ?? "<role>"} --query Role.AssumeRolePolicyDocument`,
  }));
}

/** No decision covers what lies with the resource, the session or the way there. */
function undecidedParts({ answer, action, resourcePolicy, layers }: ActionDecision): readonly NotExamined[] {
  if (answer === "deny") return [];
  const missing = [...new Set(layers.flatMap((layer) => layer.missing))];
  return [
    ...(resourcePolicy === null
      ? []
      : [{ what: resourcePolicy, reason: `it may allow ${action}, which the role's own policies do not allow` }]),
    ...missing.map((what) => ({ what, reason: `${action} depends on it` })),
    isConsoleAction(action)
      ? {
          what: "policies of VPC endpoints, and changes of the last minutes",
          reason: "the first are not read, and Sign-In policies need minutes to be in force everywhere",
        }
      : {
          what: "policies of the resource, of the session and of VPC endpoints",
          reason: "they are not read; one of them may refuse, too",
        },
  ];
}

/** A grant that does not work and has no cause at least says what else could be looked at. */
function withoutCause({ grant, verdict, causes }: Judged): readonly NotExamined[] {
  if (verdict === "works" || causes.length > 0 || grant.failures.length > 0) return [];
  const { requests, otherGrants, additional } = grant.facts;
  const readings = Object.entries({ requests, "other grants": otherGrants, CloudTrail: additional.trail });
  const unread = readings.flatMap(([what, { state }]) => (state === "unread" ? [what] : []));
  return [
    {
      what: unread.length > 0 ? unread.join(", ") : "what came before",
      reason:
        "nothing that was read explains this answer; ask AWS itself instead of a saved document, or with --thorough or --audit-role",
    },
  ];
}

const leftOut = ({ eventsLeftOut, namesakesLeftOut }: AdditionalFacts): readonly NotExamined[] => [
  ...(eventsLeftOut.length === 0
    ? []
    : [
        {
          what: `CloudTrail: ${eventsLeftOut.join(", ")}`,
          reason: "not looked up, because CloudTrail is slow; --thorough does",
        },
      ]),
  ...(namesakesLeftOut === undefined
    ? []
    : [{ what: "another user record of the same person", reason: namesakesLeftOut }]),
];

/** An additional source that could not be read takes nothing from what is known without it, but it is told. */
function unreadAdditional(additional: AdditionalFacts): readonly NotExamined[] {
  const { used, eventsLeftOut: _left, namesakesLeftOut: _names, before: _before, ...rest } = additional;
  const { iam, layers, consoleSignIn } = rest;
  const parts: readonly [string, Reading<unknown>][] = [
    ...Object.entries(rest),
    ...[iam, layers, consoleSignIn].flatMap((whole) => Object.entries(knownValue<object>(whole) ?? {})),
  ];
  const { secondRoad } = rest;
  // Asked, and whoever asks is not shown whether there is one (facts AAM25).
  const isRoadHidden = secondRoad.state === "unread" && used.some(({ source }) => source === "account access manager");
  return [
    ...parts.flatMap(([what, reading]) =>
      reading.state === "unknown" ? [{ what, reason: failureInWords(reading.failure) }] : [],
    ),
    ...(isRoadHidden ? [{ what: "secondRoad", reason: secondRoad.reason }] : []),
  ];
}

/** The first of each key, at its own place: the order of the causes is the answer. */
function uniqueBy<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(key(item))) first.set(key(item), item);
  return [...first.values()];
}
