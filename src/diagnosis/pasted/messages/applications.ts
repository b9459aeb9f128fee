/** Applications of Identity Center (SageMaker, QuickSight, Amazon Q): assigned or subscribed to apart from accounts, and often taken for them (observed sentences). */
import { likely, possible } from "../catalogue-ids.ts";
import { type KnownMessage, sentence } from "./known-message.ts";

const about = { kind: "api-error", layer: "Identity Center" } as const;

export const applicationMessages: readonly KnownMessage[] = [
  sentence({
    ...about,
    words:
      /check if (?:the )?user is assigned to (?:the )?(?:Studio )?Domain|(?:user|you) (?:is|are) not assigned to (?:the |this )?(?:Studio|SageMaker|domain|application(?!\W{0,3} ?(?:AWS )?(?:IAM Identity Center|SSO)))|not (?:assigned|added) to (?:the )?(?:SageMaker|Studio)/i,
    title: "The application is not assigned to the user",
    meaning: [
      "SageMaker Studio and other applications are assigned in the application itself, or under IAM Identity Center > Applications. A permission set or an account assignment does not change it.",
    ],
    next: [
      "Assign the user, or a group of theirs, to the SageMaker domain or the application. To see what is assigned:",
      "aws sso-admin list-application-assignments --application-arn <application ARN>",
    ],
    fits: likely("application-not-account"),
  }),
  sentence({
    ...about,
    words:
      /(?:\bno|without an?|(?:does|do) not have an?|(?:does|do)n'?t have an?|needs? an?) (?:active )?(?:Amazon Q|Q Developer|Quick ?Suite|QuickSight|Kiro)?\s?subscription|not subscribed to (?:Amazon Q|QuickSight|Quick|Kiro)/i,
    title: "The user has no subscription of the application",
    meaning: [
      "Amazon Q, Kiro and Quick want a subscription of the user or of a group of theirs. It is given in the product's own console; permission sets and account assignments do not change it.",
    ],
    next: ["Subscribe the user or group in the console of the product (Amazon Q Developer, Kiro, Quick)."],
    fits: likely("application-not-account"),
  }),
  sentence({
    ...about,
    words: /error occurred while signing in to the application/i,
    title: "The application did not let the user in",
    meaning: [
      'This is an application, not an AWS account. Either it is not assigned to the user ("No access"), or its sign-in settings are wrong ("Invalid callback URL").',
    ],
    next: ["Check the application's assignments and its sign-in settings under IAM Identity Center > Applications."],
    fits: possible("application-not-account"),
  }),
];
