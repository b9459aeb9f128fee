/** What somebody typed, as opposed to what AWS or a client printed: typed words prove that they were typed, and no more. */
import type { DiagnosedCause } from "../../model/diagnosis.ts";
import type { Fit } from "./catalogue-ids.ts";
import type { Explanation } from "./explanation.ts";

/** AWS, SDKs and tools put their words into such frames; nobody types them. */
const FRAMED =
  /An error occurred \(|operation error |\w(?:Exception|Error|Fault)\b\s?[:()]|^\s*(?:error|fatal)\b|"\w+"\s?:|Received a \d{3} status|User: arn:|AADSTS\d+: |<Code>|last error:|\bKMS_\w/im;
/** AWS speaks of nobody in these words. */
const OF_A_PERSON =
  /\b(?:i|i'?m|i'?ve|my|we|we're|our|he|she|they|his|her|their|him|them|someone|somebody|everyone|everybody|nobody|noone|people|colleagues?|yesterday|today|idk|hey|gives|says|dont|cant|doesnt|wont)\b(?!-)|\b(?:me|us)\b(?!-)/i;
const MOST_LINES = 3;

/** Code, records, addresses and times of logs: no part of a sentence that somebody says. */
export const PRINTED = /[{}<>=\\|[\]]|https?:|arn:|\w(?:Exception|Fault)\b|\d{2}:\d{2}:\d{2}/i;

/** Whether somebody speaks of themselves or of others. */
export const isOfAPerson = (text: string): boolean => OF_A_PERSON.test(text);

const isTyped = (text: string): boolean =>
  text.trim().split("\n").length <= MOST_LINES && OF_A_PERSON.test(text) && !FRAMED.test(text);

/** Of a text in somebody's own words no cause is proved: it is likely. */
export const asTyped = (text: string, explanations: readonly Explanation[]): readonly Explanation[] =>
  isTyped(text) ? explanations.map(unproved) : explanations;

const unproved = (one: Explanation): Explanation => ({
  ...one,
  causes: one.causes.map((cause): DiagnosedCause => likelyAtBest(cause)),
  fits: one.fits.map((fit): Fit => likelyAtBest(fit)),
});

const likelyAtBest = <T extends Fit | DiagnosedCause>(one: T): T =>
  one.confidence === "proved" ? { ...one, confidence: "likely" } : one;
