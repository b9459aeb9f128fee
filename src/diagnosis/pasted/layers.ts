/** Which policy refused, read from the phrase behind AWS's sentence (facts 5.6). */
import type { DiagnosedCause } from "../../model/diagnosis.ts";
import { otherDenyContextIn } from "../causes/other-deny-context/cause.ts";
import { type Fit, likely, possible, proved } from "./catalogue-ids.ts";
import type { Layer } from "./explanation.ts";
import { isRedacted } from "./placeholders.ts";

/** AWS's phrases. Only one layer is named even where several refuse. */
const PHRASES: readonly (readonly [RegExp, Layer])[] = [
  [/service control polic/i, "service control policy"],
  // The wording for these is not in the documentation that was read (facts 8.11); a text that names them means them.
  [/resource control polic/i, "resource control policy"],
  [/permissions? boundar/i, "permissions boundary"],
  [/session polic/i, "session policy"],
  [/VPC endpoint polic/i, "VPC endpoint policy"],
  [/role trust polic/i, "role trust policy"],
  [/resource-based polic/i, "resource-based policy"],
  [/identity-based polic/i, "identity-based policy"],
];

export interface RefusingPolicyLayer {
  readonly layer: Layer;
  /** Whether a statement denies, or nothing allows. */
  readonly isExplicit: boolean;
  /** The policy's ARN where AWS names it. */
  readonly policy: string | null;
}

export function refusingLayerIn(context: string): RefusingPolicyLayer {
  const layer = PHRASES.find(([phrase]) => phrase.test(context))?.[1] ?? "not said";
  const policy = /\barn:[\w-]{3,20}:(?:iam|organizations):[\w-]{0,30}:\w{0,20}:policy\/[\w+=,.@/-]{1,300}/.exec(
    context,
  );
  return {
    layer,
    isExplicit: /explicit(?:ly)? den(?:y|ies)/i.test(context),
    policy: policy && !isRedacted(policy[0]) ? policy[0].replace(/\.$/, "") : null,
  };
}

interface Advice {
  readonly next: string;
  /** Where the policy denies with a statement of its own, so that no further allow helps. */
  readonly ifExplicit?: string;
  /** What concerns roles of Identity Center only: left out where neither caller nor action has to do with it. */
  readonly ofOurRoles?: string;
}

const ADVICE: Readonly<Record<Layer, Advice>> = {
  "service control policy": {
    next: 'A service control policy refuses it: only the organization\'s administrators can change that. AWS writes "with an explicit deny" for a statement that denies, and "because no service control policy allows" where none allows it.',
  },
  "resource control policy": {
    next: "A resource control policy of the resource's account refuses it: only the organization's administrators can change that.",
  },
  "permissions boundary": {
    next: "The boundary does not allow it, and a boundary grants nothing by itself: change the boundary policy in the account.",
    ifExplicit: "The boundary policy denies it: change that statement in the account.",
  },
  "identity-based policy": {
    next: "The role's policies do not allow it: add the action to the permission set and provision it; if it is in the set already, the account has an older version.",
    ifExplicit: "A policy of the role denies it with a statement of its own: no further allow helps.",
  },
  "session policy": { next: "The policy that was passed when the session was made refuses it." },
  "resource-based policy": {
    next: "The resource's own policy refuses it.",
    ofOurRoles:
      "Check whether it names a role of Identity Center with an old suffix: the last 16 digits change whenever the role is made again.",
  },
  "VPC endpoint policy": { next: "The policy of the VPC endpoint that the call used refuses it." },
  "role trust policy": { next: "The trust policy of the role does not let this caller in." },
  portal: { next: "The portal refuses it." },
  client: { next: "The client refuses it." },
  "role session": { next: "STS refuses it." },
  "sign-in": { next: "The sign-in refuses it." },
  "Identity Center": { next: "Identity Center refuses it." },
  "not said": {
    next: "AWS does not say which policy refused. All of them count: the role's, its boundary, the organization's and the resource's own.",
  },
};

/** What to do about it, for a caller of Identity Center or, `isOthers`, for one who has nothing to do with it. */
export function adviceFor({ layer, isExplicit }: RefusingPolicyLayer, { isOthers }: Pick<Caller, "isOthers">): string {
  const { next, ifExplicit, ofOurRoles } = ADVICE[layer];
  const advice = (isExplicit ? ifExplicit : undefined) ?? next;
  return ofOurRoles === undefined || isOthers ? advice : `${advice} ${ofOurRoles}`;
}

export interface NamedCauses {
  readonly causes: readonly DiagnosedCause[];
  readonly fits: readonly Fit[];
}

/** KMS does not say which of three it was. */
const KMS_ALTERNATIVES = /resource does not exist in this Region, no resource-based policies allow access, or/i;

export interface Caller {
  /** The session is of a permission set's role: boundaries and policies are the set's. */
  readonly isPerson: boolean;
  /** Neither the caller nor the action has to do with Identity Center. */
  readonly isOthers: boolean;
}

/** The causes behind a refusal. Policies of the organization bind everybody; others are claimed of Identity Center's callers only. */
export function causesOfRefusal(
  { layer, isExplicit }: RefusingPolicyLayer,
  context: string,
  { isPerson, isOthers }: Caller,
): NamedCauses {
  const none = { causes: [], fits: [] };
  if (KMS_ALTERNATIVES.test(context)) return isOthers ? none : { ...none, fits: possible("other-deny-context") };
  switch (layer) {
    case "service control policy":
      return { ...none, fits: proved("scp-deny") };
    case "resource control policy":
      return { ...none, fits: proved("rcp-deny") };
    case "permissions boundary":
      return isPerson ? { ...none, fits: proved("boundary-deny") } : none;
    case "identity-based policy":
      return isPerson ? { ...none, fits: ofPolicies(isExplicit) } : none;
    case "session policy":
    case "VPC endpoint policy":
    case "role trust policy":
    case "resource-based policy": {
      const cause = isOthers ? undefined : otherDenyContextIn(context);
      // A resource that names a role of Identity Center breaks when the role is made again (facts C13).
      const fits = isPerson && /role trust|resource-based/.test(layer) ? possible("role-renamed") : [];
      return { causes: cause ? [cause] : [], fits };
    }
    default:
      return isPerson ? { ...none, fits: UNSAID } : none;
  }
}

/** Any layer can be behind a refusal that names none. */
export const UNSAID = possible(
  "policy-does-not-allow",
  "scp-deny",
  "rcp-deny",
  "boundary-deny",
  "other-deny-context",
  "outdated",
);

/** Facts C9, E1, C10: nothing allows it, because the set does not, or because the account has an older version of it. */
const ofPolicies = (isExplicit: boolean): readonly Fit[] =>
  isExplicit
    ? likely("policy-does-not-allow")
    : [...likely("policy-does-not-allow"), ...possible("no-policy", "outdated", "abac-attribute")];
