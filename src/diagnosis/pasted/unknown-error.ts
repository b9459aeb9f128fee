/** An error whose frame is known and whose words are not: shown as they are, with what the frame tells. */
import { apiErrorIn } from "./api-error.ts";
import { type Fit, likely, possible } from "./catalogue-ids.ts";
import { whyCommand } from "./command.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { mentionsIn } from "./mentions.ts";
import { type Message, shownAgain } from "./readable.ts";

const OF_IDENTITY_CENTER =
  /Permission ?Set|Account ?Assignment|SSO Admin|SSOAdmin|SsoAdmin|ssoadmin|sso-admin|identitystore|IdentityStore|aws_ssoadmin|aws_identitystore|AWS::SSO|AWS::IdentityStore/;

export function explainUnknownError(message: Message): readonly Explanation[] {
  const error = apiErrorIn(message);
  if (!error) return [];
  const { code, operation, service, requestId } = error;
  const mentions = mentionsIn(message.line);
  const isOurs = OF_IDENTITY_CENTER.test(message.line);
  const where = [service, operation].filter((one) => one !== undefined && one !== "").join(" ");
  return [
    explanation("api-error", `${code}${where === "" ? "" : ` from ${where}`}`, {
      account: mentions.account,
      permissionSet: mentions.permissionSet,
      who: mentions.user === null ? null : { kind: "Identity Center user", name: mentions.user, arn: null },
      layer: isOurs ? "Identity Center" : null,
      meaning: [
        "The kind of error is clear, its words are not known here; they stand below as they were pasted.",
        ...(requestId ? [`AWS knows the call as request ${requestId}.`] : []),
      ],
      next: [
        "Where it hinders somebody's access, ask about that access itself:",
        whyCommand(mentions.user, mentions.account, mentions.permissionSet),
      ],
      fits: isOurs ? fitsOf(code) : [],
      verbatim: shownAgain(message),
    }),
  ];
}

/** Refused without a sentence: the caller lacks something, or is a delegate where none may be (facts D4). */
const fitsOf = (code: string): readonly Fit[] =>
  /^AccessDenied/.test(code) ? [...likely("caller-not-permitted"), ...possible("delegated-admin-limit")] : [];
