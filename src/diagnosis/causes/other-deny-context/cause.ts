/** The action is refused by a policy that neither the permission set nor the organization holds. */
import type { Remedy } from "../../../model/diagnosis.ts";
import { definePastedCause } from "../../families/pasted-cause.ts";

interface Context {
  readonly phrase: RegExp;
  readonly what: string;
  readonly steps: readonly string[];
}

/** AWS's phrases (facts 5.6); service and resource control policies, boundaries and the set's own policies have causes of their own. */
const CONTEXTS: readonly Context[] = [
  {
    phrase: /(?:\bno session policy allows|explicit deny in an? session policy|session policy explicitly denies)/i,
    what: "the session policy that was passed when the session was created",
    steps: [
      "Check the program that created the session: it requested fewer permissions than the role has.",
      "Try the same action in a session opened directly from the portal, which has no such policy.",
    ],
  },
  {
    phrase:
      /(?:\bno VPC endpoint policy allows|explicit deny in an? VPC endpoint policy|VPC endpoint policy explicitly denies)/i,
    what: "the policy of the VPC endpoint that the call went through",
    steps: [
      "Have the owner of the network allow the action in the endpoint's policy: aws ec2 describe-vpc-endpoints",
      "Try the same action from a network that does not use this endpoint.",
    ],
  },
  {
    phrase:
      /(?:\bno role trust policy allows|explicit deny in an? role trust policy|role trust policy explicitly denies)/i,
    what: "the trust policy of the role to be assumed",
    steps: [
      "The last 16 digits of a reserved role change when it is created again, and Principal accepts no partial wildcard. Have the role's owner trust arn:aws:iam::<account>:root with the condition ArnLike aws:PrincipalArn arn:aws:iam::<account>:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_<set>_* (without the `*/` before the name where the instance is in us-east-1).",
    ],
  },
  {
    phrase:
      /(?:\bno resource-based policy allows|explicit deny in an? resource-based policy|resource-based policy explicitly denies)/i,
    what: "the resource's own policy",
    steps: [
      "Check whether the policy names a role of Identity Center with an old suffix: the last 16 digits change whenever the role is created again.",
      "Have the resource's owner name arn:aws:iam::<account>:root as Principal, with a condition ArnLike on aws:PrincipalArn that ends in AWSReservedSSO_<set>_*. Principal itself accepts no partial wildcard.",
    ],
  },
];

const pasted = definePastedCause({
  id: "other-deny-context",
  stage: "role session",
  rank: 90,
  title: "A policy outside the permission set denies the action",
  facts: ["C15", "C13", "5.6"],
  confidenceRule:
    "Always proved: AWS names the type of policy in the error. AWS names only one, so others may deny the action as well.",
  documentation: {
    symptoms: [
      "is not authorized to perform: … because no session policy allows the … action",
      "is not authorized to perform: … because no VPC endpoint policy allows the … action",
      "is not authorized to perform: … because no resource-based policy allows the … action",
      "is not authorized to perform: … with an explicit deny in a resource-based policy",
      "is not authorized to perform: sts:AssumeRole … because no role trust policy allows the sts:AssumeRole action",
    ],
    why: "The sign-in works. What denies the action is not the permission set but a session policy, a VPC endpoint policy, the resource's own policy or another role's trust policy. Changing the permission set does not help. A resource-based policy often names a role of Identity Center whose suffix has changed since.",
    whatToDo:
      "Change the policy that AWS names. Where it names a role of Identity Center, name the account root as Principal and match aws:PrincipalArn with ArnLike and * in place of the last 16 digits: Principal itself accepts no partial wildcard. EKS access entries need the new ARN.",
    sources: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html",
      "https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html",
    ],
  },
  notice: (text) => {
    const context = CONTEXTS.find(({ phrase }) => phrase.test(text));
    if (!context) return undefined;
    const isExplicit = /explicit(?:ly)? den/i.test(text);
    return {
      confidence: "proved",
      summary: `The action is denied by ${context.what}${isExplicit ? ", with an explicit Deny" : ", which does not allow it"}. Changing the permission set does not help. AWS names only one policy, even if several deny the action.`,
      remedy: changeIt(context),
    };
  },
});

const changeIt = ({ what, steps }: Context): Remedy => ({
  kind: "human",
  summary: `Change ${what}`,
  risk: "high",
  steps,
});

export const otherDenyContext = pasted.cause;

/** The cause in a pasted AccessDenied text, or undefined where the text is about something else. */
export const otherDenyContextIn = pasted.noticedIn;
