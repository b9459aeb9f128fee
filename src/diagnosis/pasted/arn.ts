/** A pasted identifier alone: a role or session of Identity Center, or an ARN that is not formed right. */
import { explainMalformed, malformedIn } from "../causes/malformed-identifier/cause.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { principalOfArn, reservedRoleOf } from "./principal.ts";

export function explainArn(text: string): Explanation | undefined {
  const word = text.trim();
  const malformed = malformedMention(word);
  if (malformed) return malformed;
  if (!/^arn:\S+$/.test(word)) return undefined;
  const reserved = reservedRoleOf(word);
  if (reserved)
    return explanation("arn", "A role of Identity Center", {
      ...reserved,
      meaning: [
        "Identity Center makes this role for the permission set; its last 16 digits are new each time it is made, so policies that name it break then.",
      ],
      next: ["People use it through the portal; nobody can assume it directly."],
    });
  const principal = principalOfArn(word);
  if (principal.permissionSet === null) return undefined;
  return explanation("arn", "Somebody who signed in through Identity Center", {
    ...principal,
    next: [whyCommand(principal.who.name, principal.account, principal.permissionSet)],
  });
}

/** The first identifier in the text that cannot be right: the article's own ARNs among them (facts S4, S5). */
function malformedMention(text: string): Explanation | undefined {
  const words = text
    .split(/[\s"'=]+/)
    .filter((word) => /^arn:[^:]*:(iam|sso):/.test(word) && /permission-?set|ssoins-/i.test(word));
  for (const word of words) {
    const malformed = malformedIn(word);
    if (!malformed) continue;
    const cause = explainMalformed(malformed);
    return explanation("arn", `Not a valid ${malformed.what}`, {
      meaning: [cause.summary],
      next: cause.remedy.kind === "api" ? [] : cause.remedy.steps,
      causes: [cause],
    });
  }
  return undefined;
}

export const whyCommand = (user: string | null, account: string | null, set: string | null): string =>
  `idc-doctor why ${[user ?? "<user>", account ?? "<account>", ...(set === null ? [] : [set])].join(" ")}`;
