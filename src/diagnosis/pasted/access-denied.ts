/** A pasted AccessDenied sentence: who was refused what on which resource, and by which layer (facts 5.6). */
import { directAssumeRoleIn } from "../causes/direct-assume-role/cause.ts";
import { type Explanation, explanation, type Layer } from "./explanation.ts";
import { principalOfArn, reservedRoleOf } from "./principal.ts";

const SENTENCE = /is not authorized to perform: ?([\w-]+:[\w*]+)(?: on resource: ?(\S+))?/;

/** AWS's phrases, the most telling first. Only one layer is named even where several refuse. */
const LAYERS: readonly (readonly [RegExp, Layer])[] = [
  [/service control policy/, "service control policy"],
  [/resource control policy/, "resource control policy"],
  [/permissions boundary/, "permissions boundary"],
  [/session policy/, "session policy"],
  [/VPC endpoint policy/, "VPC endpoint policy"],
  [/role trust policy/, "role trust policy"],
  [/resource-based policy/, "resource-based policy"],
  [/identity-based policy/, "identity-based policy"],
];

const NEXT: Readonly<Partial<Record<Layer, string>>> = {
  "service control policy":
    "A service control policy refuses it: only the organization's administrators can change that.",
  "resource control policy":
    "A resource control policy refuses it: only the organization's administrators can change that.",
  "permissions boundary":
    "The permission set's boundary does not allow it: widen the boundary policy in the account, or drop it.",
  "identity-based policy": "The permission set's policies do not allow it: add the action to the set and provision it.",
  "role trust policy": "The role's trust policy does not let this principal in.",
};

export function explainAccessDenied(text: string): Explanation | undefined {
  const sentence = SENTENCE.exec(text);
  if (!sentence?.[1]) return undefined;
  const action = sentence[1];
  const resource = sentence[2]?.replace(/[.,;]$/, "");
  const principal = principalOfArn(/User:\s*(arn:\S+)/.exec(text)?.[1] ?? "");
  const reserved = resource === undefined ? undefined : reservedRoleOf(resource);
  const direct = directAssumeRoleIn(text.replaceAll(/\s+/g, " "));
  const layer = direct ? "role trust policy" : (LAYERS.find(([phrase]) => phrase.test(text))?.[1] ?? "not said");
  const target = reserved ?? { account: principal.account, permissionSet: principal.permissionSet };
  return explanation("access-denied", `${action} was refused${resource ? ` on ${resource}` : ""}`, {
    who: principal.who.arn === "" ? null : principal.who,
    account: target.account,
    permissionSet: target.permissionSet,
    layer,
    action,
    meaning: [...whoSentences(principal.who.kind, direct !== undefined), ...(direct ? [direct.summary] : [])],
    next: direct
      ? direct.remedy.kind === "api"
        ? []
        : direct.remedy.steps
      : [NEXT[layer] ?? "AWS did not say which policy refused; look at the event in CloudTrail."],
    causes: direct ? [direct] : [],
  });
}

/** Facts S7: people of Identity Center are no IAM users. */
function whoSentences(kind: string, isDirect: boolean): readonly string[] {
  if (kind === "IAM user" && isDirect)
    return [
      "The caller is an IAM user. Identity Center users are not IAM users: the portal signs them in with sts:AssumeRoleWithSAML, and CloudTrail shows them as SAMLUser.",
      "An IAM user can never assume a role of Identity Center, whatever its policies say.",
    ];
  if (kind === "IAM user") return ["The caller is an IAM user, not somebody who signed in through Identity Center."];
  if (kind === "Identity Center user")
    return [
      "The caller signed in through Identity Center: the sign-in works, what is refused is the action afterwards.",
    ];
  return [];
}
