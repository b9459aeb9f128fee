/** Pasted AccessDenied sentences as data: who was refused what on which resource, and what AWS wrote behind it (facts 5.6). */
import { asValue } from "./placeholders.ts";
import { type Principal, principalOfArn, setOfRoleName } from "./principal.ts";

/** Without its colon only where AWS's reason or the caller stands beside it: KMS's code holds the same words. IAM writes `on resource: role <name>` in some messages, and KMS `on the resource associated with this ciphertext`. */
const SENTENCE =
  /(?:\bnot authori[sz]ed to perform(?:: ?| (?=\S{3,160} (?:because no|with an explicit) ))|(?<=AWSReservedSSO_[\w+=,.@/-]{1,120} (?:is )?)not authori[sz]ed to perform )([\w-]{1,60}:[\w*]{1,100})(?: on resource: ?"?(?:(?:role|policy|user|group|saml-provider|instance profile) )?([^\s"\\<]{1,2048}))?/g;
/** Characters in front of the sentence among which the caller is looked for, and behind it among which the reason is. */
const BEFORE = 700;
const BEHIND = 1500;
/** Sentences that are explained one by one. */
const MOST = 10;

/** `AWSReservedSSO_Dev_1234567890abcdef/bob`: people leave the rest of the ARN out. */
const SHORT_SESSION = /\b(AWSReservedSSO_[\w+=,.@-]{1,49})(?:\/([\w+=,.@-]{2,64}))?/;

function shortSession(text: string): Principal | undefined {
  const [, role, session] = SHORT_SESSION.exec(text) ?? [];
  const permissionSet = role === undefined ? undefined : setOfRoleName(role);
  if (permissionSet === undefined) return undefined;
  const name = session === undefined ? null : (asValue(session.replace(/[.,]$/, "")) ?? null);
  return { who: { kind: "Identity Center user", name, arn: null }, account: null, permissionSet };
}

export interface Denial {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string | null;
  /** What follows the sentence, up to the next one. */
  readonly context: string;
  /** What stands in front of the sentence. */
  readonly before: string;
  /** The sentence with the caller in front of it. */
  readonly whole: string;
}

/** The console's box with a refusal to copy says the same in parts. */
const BOX =
  /(User: arn:\S{5,400}) (?:Service: \S{1,100} )?Action: ([\w-]{1,60}:[\w*]{1,100})(?: On resource\(s\): (\S{1,2048}))?(?: Context: )?/g;
const asSentence = (_: string, user: string, action: string, resource: string | undefined): string =>
  `${user} is not authorized to perform: ${action}${resource === undefined ? "" : ` on resource: ${resource}`} `;

/** Every such sentence of a text that is on one line. */
export function denialsIn(pasted: string): readonly Denial[] {
  const line = pasted.replace(BOX, asSentence);
  const sentences = [...line.matchAll(SENTENCE)].slice(0, MOST);
  return sentences.map((sentence, index) => {
    const end = sentence.index + sentence[0].length;
    const until = Math.min(sentences[index + 1]?.index ?? line.length, end + BEHIND);
    const before = line.slice(Math.max(0, sentence.index - BEFORE), sentence.index);
    const arn = [...before.matchAll(/arn:(?:<[^<>\s/][^<>\s]{0,60}>|[^\s"'<>,;]){5,400}/g)].at(-1)?.[0] ?? "";
    return {
      principal:
        arn === ""
          ? (shortSession(before) ?? shortSession(line.slice(end, until)) ?? principalOfArn(arn))
          : principalOfArn(arn),
      action: sentence[1] ?? "",
      resource: sentence[2]?.replace(/[.,;:'`)]+$/, "") ?? null,
      context: line.slice(end, until),
      before,
      whole: before.slice(before.lastIndexOf("User: ")) + line.slice(sentence.index, until),
    };
  });
}
