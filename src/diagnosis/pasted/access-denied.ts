/** Explains pasted AccessDenied sentences: which layer refused, why, and what to do (facts 5.6). */
import { directAssumeRoleIn } from "../causes/direct-assume-role/cause.ts";
import { callerLacksPermission } from "./caller-permissions.ts";
import { type Fit, possible } from "./catalogue-ids.ts";
import { commandWord, whyCommand } from "./command.ts";
import { NOT_AN_IAM_USER, notARoleOfAws } from "./corrections.ts";
import { type Denial, denialsIn } from "./denial.ts";
import { type Explanation, explanation, isAccountId } from "./explanation.ts";
import { adviceFor, causesOfRefusal, type RefusingPolicyLayer, refusingLayerIn } from "./layers.ts";
import { type Principal, type ReservedRole, reservedRoleOf } from "./principal.ts";

/** Explains each sentence; the same refusal twice is one. */
export function explainAccessDenied(line: string): readonly Explanation[] {
  const explained = denialsIn(line).map(explainDenial);
  return [...new Map(explained.map((one) => [`${one.title} ${one.who?.arn} ${one.layer}`, one])).values()];
}

export function explainDenial(denial: Denial): Explanation {
  const { principal, action, resource } = denial;
  const reserved = resource === null ? undefined : reservedRoleOf(resource);
  const direct = reserved && directAssumeRole(denial, reserved);
  return explanation("access-denied", `${action} was refused${resource ? ` on ${resource}` : ""}`, {
    who: principal.who.arn === "" ? null : principal.who,
    account: principal.account,
    permissionSet: principal.permissionSet,
    action,
    resource,
    ...(direct ?? judgement(denial)),
  });
}

/** An attempt at a reserved role is a case of its own, and about that role (facts C6). */
function directAssumeRole(
  { whole, principal: { who } }: Denial,
  reserved: ReservedRole,
): Partial<Explanation> | undefined {
  const cause = directAssumeRoleIn(whole);
  if (!cause) return undefined;
  const isIamUser = who.kind === "IAM user";
  return {
    account: reserved.account,
    permissionSet: reserved.permissionSet,
    layer: "role trust policy",
    meaning: [
      ...(isIamUser
        ? [
            "The caller is an IAM user, not an Identity Center user. An IAM user can never assume a role of Identity Center, whatever its policies say.",
          ]
        : []),
      cause.summary,
    ],
    corrections: [
      ...(isIamUser ? [NOT_AN_IAM_USER] : []),
      ...(reserved.isWellFormed ? [] : [notARoleOfAws(reserved.account)]),
    ],
    next: [
      ...(cause.remedy.kind === "api" ? [] : cause.remedy.steps),
      whyCommand(who.kind === "Identity Center user" ? who.name : null, reserved.account, reserved.permissionSet),
    ],
    causes: [cause],
  };
}

/** Layer, meaning, what to do and the causes. */
function judgement(denial: Denial): Partial<Explanation> {
  const { principal, action, context } = denial;
  const refusal = refusingLayerIn(context);
  const isPerson = principal.permissionSet !== null;
  const { causes, fits } = causesOfRefusal(refusal, context, isPerson);
  const asAdmin = callerLacksPermission(denial);
  const steps = causes.flatMap(({ remedy }) => (remedy.kind === "api" ? [] : remedy.steps));
  return {
    layer: refusal.layer,
    meaning: [...whoSentences(principal), ...refusalSentences(refusal, denial), ...(asAdmin?.meaning ?? [])],
    next: [
      // A cause that the text notices brings its own steps.
      ...(steps.length > 0
        ? steps
        : [isPerson || refusal.layer !== "identity-based policy" ? adviceFor(refusal) : OWN_POLICIES]),
      ...(asAdmin?.next ?? []),
      ...lastCommand(principal, action, asAdmin?.command),
    ],
    causes,
    fits: [...(asAdmin?.fits ?? []), ...fits, ...accountAccess(denial)],
  };
}

const OWN_POLICIES = "The caller's own policies do not allow it: change them where they are.";

/** People of Identity Center can be asked about; for others IAM's simulator answers, or the permissions that we print. */
function lastCommand({ who, account, permissionSet }: Principal, action: string, admin?: string): readonly string[] {
  if (permissionSet !== null) return [whyCommand(who.name, account, permissionSet, action)];
  if (admin !== undefined) return [admin];
  if (who.kind !== "IAM user" || who.arn === null) return [];
  return [
    `aws iam simulate-principal-policy --policy-source-arn ${commandWord(who.arn)} --action-names ${commandWord(action)}`,
  ];
}

function whoSentences({ who: { kind } }: Principal): readonly string[] {
  if (kind === "IAM user") return ["The caller is an IAM user, not somebody who signed in through Identity Center."];
  if (kind === "Identity Center user")
    return [
      "The caller signed in through Identity Center: the sign-in works, what is refused is the action afterwards.",
    ];
  return [];
}

function refusalSentences({ policy }: RefusingPolicyLayer, { principal, resource }: Denial): readonly string[] {
  const owner = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource ?? "")?.[1];
  const isElsewhere =
    owner !== undefined && principal.account !== null && isAccountId(principal.account) && owner !== principal.account;
  return [
    ...(policy === null ? [] : [`AWS names the policy: ${policy}.`]),
    ...(isElsewhere
      ? [`The resource is of another account (${owner}): the caller's side and the resource's side must both allow it.`]
      : []),
  ];
}

/** Credentials of account access manager need a trust policy with these actions (facts A18). */
const accountAccess = ({ action, whole }: Denial): readonly Fit[] =>
  /^sts:(TagSession|SetContext)$/.test(action) && whole.includes("account-access.amazonaws.com")
    ? possible("account-access-manager")
    : [];
