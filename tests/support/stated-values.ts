/** The values that the sentence of a cause states, and which of them its evidence does not hold. */
import type { DiagnosedCause, Diagnosis } from "../../src/model/diagnosis.ts";

/** What a reader can compare letter by letter: ARNs, ids, AWS's own states, quoted words and times. */
const VALUE =
  /arn:aws[\w-]*:[^\s,;)"]+|\b\d{12}\b|\bd-[0-9a-f]{10}\b|\b[0-9a-f]{10}-[0-9a-f-]{36}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\b|\bAWSReservedSSO_[\w+=,.@-]+_[0-9a-f]{16}\b|\b[A-Z]{4,}(?:_[A-Z]+)*\b|"[^"]{1,60}"|\b\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** What the question itself says, and what it was understood as, needs no proof. */
const given = ({ question, decisions = [] }: Diagnosis): string =>
  JSON.stringify([question, ...decisions.map(({ action, resource }) => [action, resource])]);

/** Values of sentences that no call of the question can show. */
const ELSEWHERE: Readonly<Record<string, { readonly value: RegExp; readonly because: string }>> = {
  "wrong-account-id": { value: /^No access$/, because: "AWS's words to the client" },
  "wrong-role-name": { value: /^No access$/, because: "AWS's words to the client" },
  "wrong-region-or-start-url": { value: /^Invalid grant provided$/, because: "AWS's words to the client" },
};

/** The values of each cause's sentence that neither the question nor the cause's own evidence holds. */
export const unprovedValues = (diagnosis: Diagnosis): readonly string[] =>
  diagnosis.causes.flatMap((cause) => unprovedIn(cause, diagnosis));

function unprovedIn({ id, summary, evidence }: DiagnosedCause, diagnosis: Diagnosis): readonly string[] {
  const rows = evidence.map((one) => diagnosis.evidence[one]);
  const shown = `${JSON.stringify(rows)} ${given(diagnosis)}`.replaceAll("\\\\", "").replaceAll('\\"', '"');
  const stated = [...summary.matchAll(VALUE)].map(([value]) => value.replace(/^"|"$/g, "").replace(/[.:]+$/, ""));
  const missing = stated.filter((value) => !shown.includes(value) && !ELSEWHERE[id]?.value.test(value));
  return [
    ...(evidence.length === 0 ? [`${id}: no evidence`] : []),
    ...[...new Set(missing)].map((value) => `${id}: ${value}`),
  ];
}
