/** An answer as the page and the HTML report show it: every word and every state, derived from the diagnosis alone. */
import type { Confidence, DiagnosedCause, Diagnosis, Verdict } from "../../model/diagnosis.ts";
import type { Evidence } from "../../model/evidence.ts";
import { commandOf } from "../../plan/changes/index.ts";
import { nothingThere } from "../brief/answer-sentence.ts";
import { MARKS, nameOf, othersGrants, verdictSentence } from "../brief/headline.ts";
import { nearWords, todoWords, whyWords } from "../brief/parts.ts";
import { diagnosisTicket } from "../brief/ticket.ts";
import { messageAfterFix, userMessage } from "../brief/user-message.ts";
import { withoutIds } from "../brief/without-ids.ts";
import { decisionRows } from "../decision-lines.ts";
import { hasInstead, severalHeadline, worstFirst } from "../grant-blocks.ts";
import { midSentence } from "../mid-sentence.ts";
import { plain } from "../sanitize.ts";
import { type CoverageView, coverageView } from "./coverage-view.ts";
import { type PathRows, pathRows } from "./path-rows.ts";

export interface CauseView {
  readonly id: string;
  readonly title: string;
  readonly confidence: Confidence;
  readonly summary: string;
  readonly remedy: string;
  readonly steps: readonly string[];
  readonly commands: readonly string[];
  readonly evidence: readonly string[];
}

/** One layer of policies and what it says; a denial stands before the allow that it overrules. */
export interface DecisionView {
  readonly action: string;
  readonly answer: "allow" | "deny" | "unknown";
  readonly summary: string;
  readonly rows: readonly { readonly layer: string; readonly answer: string; readonly reason: string }[];
}

export interface GrantView {
  readonly name: string;
  readonly account: string;
  readonly permissionSet: string | null;
  readonly verdict: Verdict;
  readonly isLost: boolean;
}

export interface AnswerView {
  readonly verdict: Verdict;
  readonly mark: string;
  /** Whole, with a full stop. */
  readonly sentence: string;
  /** `Proved`, with what the reader should know about it. */
  readonly confidence: Confidence | undefined;
  readonly why: string;
  readonly todo: string | undefined;
  /** What the one primary button does. */
  readonly primary: "fix" | "copy-steps" | "copy-for-user" | undefined;
  readonly steps: readonly string[];
  readonly near: string | undefined;
  readonly ticket: string;
  readonly forUser: string | undefined;
  readonly paths: PathRows;
  readonly decisions: readonly DecisionView[];
  readonly causes: readonly CauseView[];
  readonly grants: readonly GrantView[];
  readonly has: string | undefined;
  readonly coverage: CoverageView;
  /** Claims that were inferred and not seen. */
  readonly assumptions: readonly string[];
  readonly evidence: Readonly<Record<string, Evidence>>;
}

const LONGEST = 300;

export function answerView(diagnosis: Diagnosis): AnswerView {
  const { verdict, causes, grants } = diagnosis;
  const [cause] = causes;
  const message = userMessage(diagnosis);
  const after = cause && messageAfterFix(cause, diagnosis);
  return {
    verdict,
    mark: MARKS[verdict],
    sentence: `${sentenceOf(diagnosis)}${headOf(diagnosis)}.`,
    confidence: cause?.confidence,
    why: whyOf(diagnosis),
    todo: cause && todoWords(cause, LONGEST),
    primary: primaryOf(diagnosis),
    steps: cause ? stepsOf(cause, diagnosis) : [],
    near: nearWords(diagnosis),
    ticket: diagnosisTicket(diagnosis),
    forUser: after ?? (message && `${message.matter} ${message.todo}`),
    paths: pathRows(diagnosis),
    decisions: (diagnosis.decisions ?? []).map((decision) => ({
      action: plain(decision.action),
      answer: decision.answer,
      summary: withoutIds(plain(decision.summary)),
      rows: [...decisionRows(decision)]
        .sort(([, one], [, other]) => orderOf(one) - orderOf(other))
        .map(([layer, answer, reason]) => ({ layer, answer, reason: plain(reason) })),
    })),
    causes: causes.map((one) => causeView(one, diagnosis)),
    grants: worstFirst(grants).map((grant) => ({
      name: nameOf(grant),
      account: grant.account,
      permissionSet: grant.permissionSet,
      verdict: grant.verdict,
      isLost: grant.isLost === true,
    })),
    has: verdict === "works" ? undefined : hasInstead(diagnosis),
    coverage: coverageView(diagnosis),
    assumptions: assumptionsOf(diagnosis),
    evidence: diagnosis.evidence,
  };
}

const sentenceOf = (diagnosis: Diagnosis): string =>
  diagnosis.grants.length < 2 || othersGrants(diagnosis).length > 0
    ? verdictSentence(diagnosis)
    : severalHeadline(diagnosis);

/** A denial first, then what is unknown. */
const orderOf = (answer: string): number => ["deny", "unknown", "allow"].indexOf(answer.split(" ")[0] ?? "") + 1 || 9;

const headOf = ({ causes: [cause], verdict, grants }: Diagnosis): string =>
  cause && verdict !== "works" && grants.length < 2 ? `: ${withoutFullStop(plain(cause.title))}` : "";

const withoutFullStop = (text: string): string => midSentence(text).replace(/\.$/, "");

function whyOf(diagnosis: Diagnosis): string {
  const [cause] = diagnosis.causes;
  const nothing = nothingThere(diagnosis);
  if (nothing) return nothing;
  if (cause) return whyWords(cause, LONGEST);
  if (diagnosis.verdict === "works") return "Every link of the path that was examined is in order.";
  const [failure] = diagnosis.couldNotRead;
  return failure
    ? `${plain(failure.operation)} could not be read: ${plain(failure.message)}`
    : "No cause was found. The path shows what was read and what was not.";
}

function primaryOf({ causes: [cause], verdict, question, grants }: Diagnosis): AnswerView["primary"] {
  if (cause?.remedy.kind === "api" && question.account.id !== null && grants.length < 2) return "fix";
  if (cause?.remedy.kind === "human" && cause.remedy.steps.length > 0) return "copy-steps";
  return verdict === "works" || cause?.remedy.kind === "wait" ? "copy-for-user" : undefined;
}

const stepsOf = ({ remedy }: DiagnosedCause, { question }: Diagnosis): readonly string[] =>
  remedy.kind === "api"
    ? remedy.changes.map((change) => plain(commandOf(change, question.region.home ?? question.region.asked)))
    : remedy.steps.map(plain);

function causeView(cause: DiagnosedCause, diagnosis: Diagnosis): CauseView {
  const { id, title, confidence, summary, remedy, evidence } = cause;
  const steps = stepsOf(cause, diagnosis);
  return {
    id,
    title: plain(title),
    confidence,
    summary: withoutIds(plain(summary)),
    remedy: withoutIds(plain(remedy.summary)),
    steps: remedy.kind === "api" ? remedy.notes.map((note) => withoutIds(plain(note))) : steps,
    commands: remedy.kind === "api" ? steps : [],
    evidence,
  };
}

/** What the answer takes for true without having seen it: causes that a named gap keeps from being proved. */
const assumptionsOf = ({ causes, verdict, notExamined }: Diagnosis): readonly string[] => [
  ...causes
    .filter(({ confidence }) => confidence !== "proved")
    .map(
      ({ title, confidence }) =>
        `${plain(title)} is ${confidence}, not proved: nothing that was read excludes every other reason.`,
    ),
  ...(verdict === "works" && notExamined.length > 0
    ? ["That access works rests on the links that were read; those not examined are taken to be in order."]
    : []),
];
