/** A pasted AccessDenied sentence: who was refused what on which resource, and by which layer (facts 5.6). */
import { directAssumeRoleIn } from "../causes/direct-assume-role/cause.ts";
import { NOT_AN_IAM_USER, notARoleOfAws } from "./corrections.ts";
import { type Explanation, explanation, type Layer } from "./explanation.ts";
import { type Principal, principalOfArn, type ReservedRole, reservedRoleOf } from "./principal.ts";

const SENTENCE = /is not authorized to perform: ?([\w-]+:[\w*]+)(?: on resource: ?\\?"?([^\s"\\]+))?/;

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

interface Advice {
  readonly next: string;
  /** Where the policy denies with a statement of its own, so that no further allow helps. */
  readonly ifExplicit?: string;
  readonly fits?: readonly string[];
}

const ADVICE: Readonly<Partial<Record<Layer, Advice>>> = {
  "service control policy": {
    next: 'A service control policy refuses it: only the organization\'s administrators can change that. AWS writes "explicit deny" even where the policy merely does not allow it.',
  },
  "resource control policy": {
    next: "A resource control policy refuses it: only the organization's administrators can change that.",
  },
  "permissions boundary": {
    next: "The boundary does not allow it, and a boundary grants nothing by itself: change the boundary policy in the account.",
    ifExplicit: "The boundary policy denies it: change that statement in the account.",
  },
  "identity-based policy": {
    next: "The permission set's policies do not allow it: add the action to the set and provision it; if it is in the set already, the account has an older version.",
    ifExplicit: "A policy of the permission set denies it with a statement of its own: no further allow helps.",
    fits: ["outdated"],
  },
  "session policy": { next: "The policy that was handed over with the session does not allow it." },
  "resource-based policy": {
    next: "The resource's own policy refuses it. Look whether it names a role of Identity Center with an old suffix: the last 16 digits change whenever the role is made again.",
  },
  "VPC endpoint policy": { next: "The policy of the VPC endpoint that the call went through does not allow it." },
  "role trust policy": { next: "The role's trust policy does not let this principal in." },
};

/** Explains the first such sentence in the text. */
export function explainAccessDenied(text: string): readonly Explanation[] {
  const line = text.replaceAll(/\s+/g, " ");
  const sentence = SENTENCE.exec(line);
  if (!sentence?.[1]) return [];
  const action = sentence[1];
  const resource = sentence[2]?.replace(/[.,;'`)]+$/, "");
  const principal = principalOfArn(/User: ?(arn:[^\s"'\\]+)/.exec(line)?.[1] ?? "");
  const reserved = resource === undefined ? undefined : reservedRoleOf(resource);
  return [
    explanation("access-denied", `${action} was refused${resource ? ` on ${resource}` : ""}`, {
      who: principal.who.arn === "" ? null : principal.who,
      account: reserved?.account ?? principal.account,
      permissionSet: reserved?.permissionSet ?? principal.permissionSet,
      action,
      ...judgement(line.slice(sentence.index), line, principal, reserved),
    }),
  ];
}

/** Layer, meaning, what to do and the causes: an attempt at a reserved role is a case of its own (facts C6). */
function judgement(
  context: string,
  line: string,
  { who }: Principal,
  reserved: ReservedRole | undefined,
): Partial<Explanation> {
  const direct = directAssumeRoleIn(line);
  if (direct && reserved)
    return {
      layer: "role trust policy",
      meaning: [
        ...(who.kind === "IAM user"
          ? [
              "The caller is an IAM user, not an Identity Center user. An IAM user can never assume a role of Identity Center, whatever its policies say.",
            ]
          : []),
        direct.summary,
      ],
      corrections: [
        ...(who.kind === "IAM user" ? [NOT_AN_IAM_USER] : []),
        ...(reserved.isWellFormed ? [] : [notARoleOfAws(reserved.account)]),
      ],
      next: direct.remedy.kind === "api" ? [] : direct.remedy.steps,
      causes: [direct],
    };
  const layer = LAYERS.find(([phrase]) => phrase.test(context))?.[1] ?? "not said";
  const advice = ADVICE[layer];
  const isExplicit = context.includes("explicit deny");
  return {
    layer,
    meaning: whoSentences(who.kind),
    next: [
      (isExplicit ? advice?.ifExplicit : undefined) ??
        advice?.next ??
        "AWS did not say which policy refused; look at the event in CloudTrail.",
    ],
    fits: isExplicit ? [] : (advice?.fits ?? []),
  };
}

function whoSentences(kind: string): readonly string[] {
  if (kind === "IAM user") return ["The caller is an IAM user, not somebody who signed in through Identity Center."];
  if (kind === "Identity Center user")
    return [
      "The caller signed in through Identity Center: the sign-in works, what is refused is the action afterwards.",
    ];
  return [];
}
