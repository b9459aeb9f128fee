/** An error whose frame is known and whose words are not: shown as they are, with what the frame says. */
import { apiErrorIn } from "./api-error.ts";
import { likely, possible } from "./catalogue-ids.ts";
import { whyCommand } from "./command.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { isAboutIdentityCenter } from "./identity-center-words.ts";
import { type Mentions, mentionsIn, openChoices } from "./mentions.ts";
import { type Message, shownAgain } from "./readable.ts";
import { refusedValues } from "./refused-values.ts";

export function explainUnknownError(message: Message): readonly Explanation[] {
  const error = apiErrorIn(message);
  if (!error) return [];
  const { code, operation, service, requestId } = error;
  const mentions = mentionsIn(message.line);
  const isOurs = isAboutIdentityCenter(message.line);
  const where = [service, operation].filter((one) => one !== undefined && one !== "").join(" ");
  const title = `${code}${where === "" ? "" : ` from ${where}`}`;
  const more = requestId ? [`AWS knows the call as request ${requestId}.`] : [];
  const verbatim = shownAgain(message);
  if (isOurs && /^AccessDenied/.test(code)) return [refusedWithoutWords(title, { mentions, more, verbatim })];
  const refused = refusedValues(message.line);
  if (refused.length > 0)
    return [
      explanation("api-error", title, {
        layer: isOurs ? "Identity Center" : null,
        meaning: [
          "AWS refused the request by its form, before it looked for anything. This says nothing about anybody's access.",
          ...refused,
          ...more,
        ],
        next: [`Correct ${refused.length === 1 ? "the value" : "the values"}, then repeat the call.`],
      }),
    ];
  return [
    explanation("api-error", title, {
      ...named(mentions),
      layer: isOurs ? "Identity Center" : null,
      meaning: [
        isOurs
          ? "The kind of error is clear, its words are not known here; they stand below as they were pasted."
          : "The kind of error is clear, its words are not known here, and none of them is about Identity Center; they stand below as they were pasted.",
        ...(/^Conflict/.test(code) ? [CONFLICT] : []),
        ...more,
        ...(isOurs ? openChoices(mentions) : []),
      ],
      next: isOurs
        ? [
            "If it keeps somebody from their access, ask about that access itself:",
            whyCommand(mentions.user, mentions.account, mentions.permissionSet),
          ]
        : [`Look ${code} up in the documentation of ${service === undefined ? "the service that answered" : service}.`],
      verbatim,
    }),
  ];
}

const CONFLICT =
  "A conflict is either a change that is still running, which passes, or something that exists or is in use, which stays. AWS's words decide which; repeating the call helps only with the first.";

const named = ({ account, permissionSet, user }: Mentions) => ({
  account,
  permissionSet,
  who: user === null ? null : { kind: "Identity Center user", name: user, arn: null },
});

interface Refused {
  readonly mentions: Mentions;
  readonly more: readonly string[];
  readonly verbatim: string;
}

/** Refused without a sentence: which account asks comes before which policy (facts 3.7, D4). */
const refusedWithoutWords = (title: string, { mentions, more, verbatim }: Refused): Explanation =>
  explanation("api-error", title, {
    ...named(mentions),
    layer: "Identity Center",
    meaning: [
      "AWS gives no reason. The account that calls comes first: only the management account and the delegated administrator may call Identity Center's administration, and a delegated administrator is refused for the management account and for sets that it uses. The caller's own policies come second.",
      "This says nothing about anybody's access to an account.",
      ...more,
    ],
    next: [
      "See which account calls, and which accounts may:",
      "aws sts get-caller-identity",
      "aws organizations list-delegated-administrators --service-principal sso.amazonaws.com",
      "idc-doctor permissions --for diagnose",
    ],
    fits: [...likely("caller-not-permitted"), ...possible("delegated-admin-limit")],
    verbatim,
  });
