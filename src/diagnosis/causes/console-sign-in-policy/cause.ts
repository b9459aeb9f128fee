/** A sign-in policy of the account or organization keeps the user out of the console, while the CLI goes on working (facts N1). */
import type { Confidence, Remedy } from "../../../model/diagnosis.ts";
import { consoleRefusal } from "../../families/console-refusal.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

interface Sign {
  readonly words: RegExp;
  readonly confidence: Confidence;
  readonly summary: string;
}

const NETWORK =
  "Console access through the Identity Center portal does not work with network conditions in such policies: users are refused from every network.";

/** Facts N1. */
const SIGNS: readonly Sign[] = [
  {
    words: /Authorization denied because of a resource control policy/i,
    confidence: "proved",
    summary: `A resource control policy on signin: actions refused the console. ${NETWORK}`,
  },
  {
    words: /Authorization denied because of a resource-based policy/i,
    confidence: "proved",
    summary: `A Sign-In resource-based policy of the account refused the console. ${NETWORK}`,
  },
  {
    words: /Authentication failed:? To access this account,? sign in from a different network/i,
    confidence: "proved",
    summary: `A sign-in policy with a network condition refused the console after the user was authenticated. ${NETWORK}`,
  },
  {
    words: /Authentication failed:? Invalid request/i,
    confidence: "likely",
    summary: `AWS shows this when a resource control policy on signin: actions refuses the console before the user is authenticated. ${NETWORK}`,
  },
  {
    words: /Your authentication information is incorrect\. Please try again/i,
    confidence: "possible",
    summary:
      "AWS shows this when a Sign-In resource-based policy of the account refuses the console, but also after a wrong password. If the CLI works with the same role and only the console does not, the policy is the cause.",
  },
];

const changePolicy: Remedy = {
  kind: "human",
  summary: "Remove the network conditions for signin: actions from the policy",
  risk: "high",
  steps: [
    "Check that only the console is affected: the role is in the access portal, and `aws sts get-caller-identity` works with it.",
    "Ask which policy it is: `idc-doctor why <user> <account> <set> --action signin:Authenticate --audit-role <role>`.",
    "In the account, read whether console authorization is enabled and what its policy says: `aws signin get-console-authorization-configuration`, then `aws signin get-resource-policy`. Changes are made in us-east-1.",
    "In the management account, look for resource control policies with the actions signin:Authenticate, signin:AuthorizeOAuth2Access or signin:CreateOAuth2Token: `aws organizations list-policies --filter RESOURCE_CONTROL_POLICY`.",
    "Ask the owner of the policy to change it. It protects everybody's console access: do not remove it to let one person in. Until then, use the CLI.",
  ],
};

const pasted = definePastedCause({
  id: "console-sign-in-policy",
  stage: "role session",
  rank: 45,
  title: "A sign-in policy refuses the console",
  facts: ["N1", "N16", "N19"],
  tellUser: [
    "A sign-in policy keeps you out of the AWS console of this account.",
    "Until it is changed, use the AWS CLI with this role.",
  ],
  confidenceRule:
    "Proved when CloudTrail or the page names the policy, or when the policy was read, is in force and denies the role outside of the networks that it names; likely when it denies within networks or Regions only, or when it could not be read whether it is in force; likely or possible when the page's message can have other reasons too.",
  documentation: {
    symptoms: [
      "Your authentication information is incorrect. Please try again.",
      "Authentication failed Invalid request",
      "Authentication failed: To access this account, sign in from a different network, or contact your administrator for more information",
      "ConsoleLogin: Authorization denied because of a resource-based policy",
      "ConsoleLogin: Authorization denied because of a resource control policy",
      "The role is in the access portal and works in the CLI, but the console does not open",
    ],
    why: "Since 2026, an account or organization can restrict console sign-in with a Sign-In resource-based policy or a resource control policy on signin:Authenticate, signin:AuthorizeOAuth2Access and signin:CreateOAuth2Token. Console access through the Identity Center portal is not compatible with network conditions in them: such users are refused from every network. Requests signed with credentials, such as those of the CLI and SDKs, are not affected.",
    whatToDo:
      "Ask idc-doctor why with --action signin:Authenticate and --audit-role: it reads the sign-in policy of the account and the resource control policies of the organization, and whether they are in force. Have their owner remove the network conditions for signin: actions, or exempt the roles of Identity Center in a resource control policy. Until then, use the CLI.",
    sources: [
      "https://docs.aws.amazon.com/signin/latest/userguide/console-access-control.html",
      "https://docs.aws.amazon.com/signin/latest/userguide/reference-signin-condition-keys.html",
    ],
  },
  noticeInFacts: consoleRefusal,
  notice: (text) => {
    const sign = SIGNS.find(({ words }) => words.test(text));
    return sign && { confidence: sign.confidence, summary: sign.summary, remedy: changePolicy };
  },
});

export const consoleSignInPolicy = pasted.cause;

/** The cause in a pasted text, or undefined where the text is about something else. */
export const consoleSignInPolicyIn = pasted.noticedIn;
