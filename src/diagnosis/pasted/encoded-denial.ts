/** A refusal that AWS encoded: it can be read only with the API that decodes it (facts 5.6). */
import { type Explanation, explanation } from "./explanation.ts";

export function explainEncodedDenial(text: string): readonly Explanation[] {
  if (!/Encoded authorization failure message/i.test(text)) return [];
  return [
    explanation("access-denied", "A refusal whose reason AWS encoded", {
      layer: "not said",
      meaning: ["Who refused, and with which statement, is inside the encoded message."],
      next: [
        "aws sts decode-authorization-message --query DecodedMessage --output text --encoded-message <the message>",
        "Paste what it prints, or the event of the same time in CloudTrail.",
      ],
    }),
  ];
}
