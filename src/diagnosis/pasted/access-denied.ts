/** Explains pasted AccessDenied sentences: which layer refused, why, and what to do (facts 5.6). */
import { parsePermissionSetArn } from "../../model/ids.ts";
import { shellWord } from "../../model/shell-word.ts";
import { misspeltAction } from "../action/known-actions.ts";
import { directAssumeRoleIn } from "../causes/direct-assume-role/cause.ts";
import { authorizationIn, authorizationSteps } from "./authorization-id.ts";
import { callerLacksPermission } from "./caller-permissions.ts";
import { type Fit, possible } from "./catalogue-ids.ts";
import { whyCommand } from "./command.ts";
import { NOT_AN_IAM_USER, notARoleOfAws } from "./corrections.ts";
import { type Denial, denialsIn } from "./denial.ts";
import { type Explanation, explanation, type Layer } from "./explanation.ts";
import { adviceFor, causesOfRefusal, type RefusingPolicyLayer, refusingLayerIn } from "./layers.ts";
import { isIdentityCenterUser, type Principal, type ReservedRole, reservedRoleOf } from "./principal.ts";
import { resourceSide } from "./refused-side.ts";
import { stepsOf } from "./steps.ts";

/** Explains each sentence; the same refusal twice is one. */
export function explainAccessDenied(line: string): readonly Explanation[] {
  const explained = denialsIn(line).map(explainDenial);
  return [
    ...new Map(explained.map((one) => [`${one.title} ${one.who?.arn} ${one.layer} ${one.policy}`, one])).values(),
  ];
}

export function explainDenial(denial: Denial): Explanation {
  const { principal, action, resource } = denial;
  const reserved = resource === null ? undefined : reservedRoleOf(resource);
  const direct = reserved && directAssumeRole(denial, reserved);
  return explanation("access-denied", `${action} was refused${resource ? ` on ${resource}` : ""}`, {
    who: principal.who.arn === "" ? null : principal.who,
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
      ...stepsOf(cause),
      whyCommand(who.kind === "Identity Center user" ? who.name : null, reserved.account, reserved.permissionSet),
    ],
    causes: [cause],
  };
}

/** Layer, meaning, what to do and the causes. */
function judgement(denial: Denial): Partial<Explanation> {
  const { principal, action, context, resource } = denial;
  const refusal = refusingLayerIn(context);
  const asAdmin = callerLacksPermission(denial);
  const misspelt = misspeltAction(action);
  const side = resourceSide(denial);
  const isPerson = isIdentityCenterUser(principal);
  const isOthers =
    !isPerson && !principal.entitled && asAdmin === undefined && principal.who.arn !== "" && side.fits.length === 0;
  // An administrator's call by any other role is Identity Center's business; the caller's role is not.
  const isOthersRole = isOthers || (!isPerson && asAdmin !== undefined);
  const { causes, fits } = side.explainsAll
    ? NO_CAUSES
    : causesOfRefusal(refusal, context, { isPerson, isOthers: isOthersRole });
  const authorization = authorizationIn(context);
  const steps = causes.flatMap(stepsOf);
  return {
    account: accountOf(resource) ?? principal.account,
    permissionSet: setOf(resource) ?? principal.permissionSet,
    layer: refusal.layer,
    policy: refusal.policy,
    authorizations: authorization ? [authorization] : [],
    meaning: [
      ...whoSentences(principal, refusal.layer),
      ...side.meaning,
      ...(asAdmin?.meaning ?? []),
      ...(isOthers ? [NOTHING_OF_OURS] : []),
      ...(misspelt === undefined ? [] : [misspelt]),
    ],
    next: [
      // A cause that the text notices brings its own steps.
      ...(steps.length > 0 ? steps : [firstStep(principal, refusal, isOthersRole)]),
      ...policyCommand(refusal),
      ...side.next,
      ...authorizationSteps(authorization),
      ...(asAdmin?.next ?? []),
      ...lastCommand(principal, action, asAdmin?.command),
    ],
    causes,
    fits: [...(asAdmin?.fits ?? []), ...side.fits, ...fits, ...accountAccess(denial)].filter(firstOfItsId),
  };
}

/** Policies of a permission set are changed elsewhere than those of anybody else. */
function firstStep(principal: Principal, refusal: RefusingPolicyLayer, isOthers: boolean): string {
  const { entitled } = principal;
  if (isIdentityCenterUser(principal) || refusal.layer !== "identity-based policy")
    return adviceFor(refusal, { isOthers });
  return entitled ? ROLE_POLICIES : OWN_POLICIES;
}

/** The policy that AWS names, to be looked at: those of the organization with credentials of its management account. */
function policyCommand({ policy }: RefusingPolicyLayer): readonly string[] {
  if (policy === null) return [];
  const id = /^arn:[^:]+:organizations:.*\/(p-[\w-]{1,128})$/.exec(policy)?.[1];
  if (id !== undefined) return [`aws organizations describe-policy --policy-id ${id}`];
  return /^arn:[^:]+:iam:/.test(policy) ? [`aws iam get-policy --policy-arn ${shellWord(policy)}`] : [];
}

const NO_CAUSES = { causes: [], fits: [] };
const firstOfItsId = (fit: Fit, index: number, all: readonly Fit[]): boolean =>
  all.findIndex(({ id }) => id === fit.id) === index;

const ROLE_POLICIES =
  "The role's own policies do not allow it. The role is an ordinary IAM role: change its policies in the account.";
const OWN_POLICIES = "The caller's own policies do not allow it: change them in the caller's account.";
const NOTHING_OF_OURS =
  "Caller and action have nothing to do with Identity Center: no assignment and no permission set changes this.";

/** The account and the set that a call of sso-admin is about; the caller's own are others (facts 3.7). */
const accountOf = (resource: string | null): string | undefined =>
  /^arn:[^:]*:sso:::account\/(\d{12})$/.exec(resource ?? "")?.[1];
const setOf = (resource: string | null): string | undefined =>
  resource !== null && parsePermissionSetArn(resource).kind === "ok" ? resource : undefined;

/** People of Identity Center can be asked about; for others IAM's simulator answers, or the permissions that we print. */
function lastCommand(principal: Principal, action: string, admin?: string): readonly string[] {
  const { who, account, permissionSet, entitled } = principal;
  if (isIdentityCenterUser(principal)) return [whyCommand(who.name, account, permissionSet, action)];
  if (admin !== undefined) return [admin];
  if (entitled) return [whyCommand(entitled.userId, account, entitled.role)];
  if (who.kind !== "IAM user" || who.arn === null) return [];
  return [
    `aws iam simulate-principal-policy --policy-source-arn ${shellWord(who.arn)} --action-names ${shellWord(action)}`,
  ];
}

function whoSentences({ who: { kind }, entitled }: Principal, layer: Layer): readonly string[] {
  if (entitled) return [ENTITLED, ...(layer === "session policy" ? [SESSION_POLICY] : [])];
  if (kind === "IAM user") return ["The caller is an IAM user, not a person who signed in through Identity Center."];
  if (kind === "Identity Center user")
    return [
      "The caller signed in through Identity Center: the sign-in, the assignment and the role work. What is refused is the action.",
    ];
  return [];
}

/** Facts AAM39. */
const ENTITLED =
  "The session is named by a user id, as account access manager names its sessions: the caller is probably a user of Identity Center who is entitled to this role. The entitlement works; what is refused is the action.";
/** Facts AAM40. */
const SESSION_POLICY =
  "Account access manager adds a session policy that limits the session to its organization (aws:PrincipalOrgID). That may be the one: check whether the account still belongs to the organization.";

/** Credentials of account access manager need a trust policy with these actions (facts A18). */
const accountAccess = ({ action, whole }: Denial): readonly Fit[] =>
  /^sts:(TagSession|SetContext)$/.test(action) && whole.includes("account-access.amazonaws.com")
    ? possible("entitlement-trust-mismatch")
    : [];
