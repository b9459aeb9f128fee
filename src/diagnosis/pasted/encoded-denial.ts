/** A refusal that AWS encoded: it can be read only with the API that decodes it (facts 5.6). */
import { explainDenial } from "./access-denied.ts";
import { denialsIn } from "./denial.ts";
import { type Explanation, explanation } from "./explanation.ts";

const ENCODED = /Encoded authorization failure message:? ?([\w+/=-]{20,20000})?/i;

/** A text that holds both the sentence and the encoded reason gets the sentence's who and what, too. */
export function explainEncodedDenial(line: string): readonly Explanation[] {
  const [whole, message] = ENCODED.exec(line) ?? [];
  if (whole === undefined) return [];
  const [denial] = denialsIn(line);
  const said = denial && explainDenial(denial);
  return [
    explanation("access-denied", said?.title ?? "A refusal with an encoded reason", {
      ...said,
      layer: said?.layer ?? "not said",
      meaning: [
        ...(said?.meaning ?? []),
        "The encoded message holds which policy refused, and with which statement. Decoding it needs sts:DecodeAuthorizationMessage in the same account.",
      ],
      next: [
        "Decode it and paste the result here, or paste the CloudTrail event of the same time:",
        // The message is of letters that a shell takes as they are.
        `aws sts decode-authorization-message --query DecodedMessage --output text --encoded-message ${message ?? "<the message>"}`,
        ...(said?.next.filter((step) => step.startsWith("idc-doctor why ")) ?? []),
      ],
    }),
  ];
}

/** What `decode-authorization-message` prints (facts 5.6): who, what and whether a statement denied. */
export function explainDecodedDenial(line: string): readonly Explanation[] {
  const action = /"action" ?: ?"([\w-]{1,60}:[\w*]{1,100})"/.exec(line)?.[1];
  const arn = /"principal" ?: ?\{[^{}]{0,400}?"arn" ?: ?"(arn:[^\s"]{5,400})"/.exec(line)?.[1];
  if (!/"allowed" ?: ?false/.test(line) || action === undefined || arn === undefined) return [];
  const resource = /"resource" ?: ?"([^\s"]{1,2048})"/.exec(line)?.[1];
  const isExplicit = /"explicitDeny" ?: ?true/.test(line);
  const sentence = `User: ${arn} is not authorized to perform: ${action}${resource ? ` on resource: ${resource}` : ""}${isExplicit ? " with an explicit deny" : ""}`;
  const [denial] = denialsIn(sentence);
  if (!denial) return [];
  const said = explainDenial(denial);
  return [
    {
      ...said,
      meaning: [
        ...said.meaning,
        isExplicit
          ? "The decoded message shows an explicit deny; the statement is among its matchedStatements."
          : "The decoded message shows no explicit deny: no policy allows the action.",
      ],
    },
  ];
}
