/** For tests: the whole answer to a pasted text, in few lines: what is understood, and how each sentence and step begins. */
import type { Explanation } from "../explanation.ts";
import { explainPasted } from "../index.ts";
import { digestOf } from "./digest.ts";

/** Characters of a sentence: enough to tell it from another one. */
const BEGINNING = 24;

/** Three lines for each explanation: its title, its facts and causes, its sentences and steps. */
export const answerTo = (text: string): readonly string[] =>
  explainPasted(text).flatMap((one) => [
    one.title,
    factsOf(one),
    [...one.meaning, ...stepsOf(one)].map(begun).join(" / "),
  ]);

const factsOf = (one: Explanation): string =>
  [
    digestOf(one),
    ...(one.times === 1 ? [] : [`times: ${one.times}`]),
    ...one.occurrences.map(
      (each) =>
        `occurs: ${Object.values(each)
          .map((value) => value ?? "-")
          .join(" ")}`,
    ),
    ...one.authorizations.map((id) => `authorization: ${Object.values(id).join(" ")}`),
  ].join(" | ");

/** Commands stand among the facts. */
const stepsOf = ({ next }: Explanation): readonly string[] => next.filter((step) => !/^(aws|idc-doctor) /.test(step));

const begun = (sentence: string): string =>
  sentence.length > BEGINNING ? `${sentence.slice(0, BEGINNING)}…` : sentence;
