/** Reads the FailureReason texts of Identity Center: only by the parts that are proved (facts 2.4); all others stay what they are. */

export type FailureReason =
  /** D1. The policy is undefined where the text does not name it beyond doubt, its path where no ARN gives it. */
  | {
      readonly kind: "customer-managed-policy-missing";
      readonly policy: { readonly name: string; readonly path: string | undefined } | undefined;
    }
  /** D3: in the management account the caller's own IAM permissions are used, and they lack this action. */
  | { readonly kind: "caller-lacks-iam"; readonly action: string | undefined }
  /** D10. */
  | { readonly kind: "account-out-of-reach" }
  /** D13. */
  | { readonly kind: "assignee-not-found"; readonly principalType: "USER" | "GROUP"; readonly id: string }
  /** D17: what should be deleted is already gone; no failure at all. */
  | { readonly kind: "already-gone" }
  | { readonly kind: "unknown" };

// People take the account's id out before they show the text to others.
const ACCOUNT_OUT_OF_REACH =
  /Obtaining permissions to manage your AWS account '?[^'\s]{1,60}'? (?:takes|is taking) longer than usual/;
const ASSIGNEE_NOT_FOUND = /the (USER|GROUP) assignee ([0-9A-Fa-f-]+) was not found in directory/;
const NOT_SUPPORTED_POLICY = "Received a 404 status error: Not supported policy";
const NOT_SUPPORTED_OF_AWS = /Not supported policy:? ['"]?(arn:aws[a-z-]{0,20}:iam::aws:policy\/[\w+=,.@/-]{1,600})/;
const ACCESS_DENIED_BY_IAM = "Received a 403 status error: Access denied by IAM";
const ALREADY_GONE = "EntitlementItem doesn't exist with the given entitlement key";

export function readFailureReason(text: string | undefined): FailureReason {
  if (text === undefined) return { kind: "unknown" };
  if (ACCOUNT_OUT_OF_REACH.test(text)) return { kind: "account-out-of-reach" };
  const assignee = ASSIGNEE_NOT_FOUND.exec(text);
  if (assignee?.[1] && assignee[2])
    return {
      kind: "assignee-not-found",
      principalType: assignee[1] === "USER" ? "USER" : "GROUP",
      id: assignee[2],
    };
  // A policy of AWS is no customer managed one: `readLikelyReason` tells of it.
  if (text.includes(NOT_SUPPORTED_POLICY) && !NOT_SUPPORTED_OF_AWS.test(text))
    return { kind: "customer-managed-policy-missing", policy: policyNamedIn(text) };
  if (text.includes(ACCESS_DENIED_BY_IAM))
    return { kind: "caller-lacks-iam", action: /not authorized to perform: ([a-z0-9-]+:\w+)/.exec(text)?.[1] };
  return { kind: text.includes(ALREADY_GONE) ? "already-gone" : "unknown" };
}

/** The wording between "Not supported policy" and the name is open (facts 8.9): an ARN or a single word is certain, more is not. */
function policyNamedIn(text: string): { name: string; path: string | undefined } | undefined {
  const arn = /arn:aws[a-z-]*:iam::\d{12}:policy(\/(?:[\w+=,.@/-]*\/)?)([\w+=,.@-]+)/.exec(text);
  if (arn?.[1] && arn[2]) return { name: withoutFullStop(arn[2]), path: arn[1] };
  const rest = text.slice(text.indexOf(NOT_SUPPORTED_POLICY) + NOT_SUPPORTED_POLICY.length);
  const word = /^[\s:'"]*([\w+=,.@-]+)['"\s.]*$/.exec(rest)?.[1];
  return word ? { name: withoutFullStop(word), path: undefined } : undefined;
}

/** A policy's name may hold full stops; the one at the end of AWS's sentence is not part of it. */
const withoutFullStop = (name: string): string => name.replace(/\.$/, "");

/** Texts that are proved by themselves, but not what Identity Center wraps them in, or what follows from them: `likely` at best. */
export type LikelyReason =
  /** D5, D6, D9: IAM's own sentence. */
  | { readonly kind: "iam-quota"; readonly quota: IamQuota; readonly limit: string }
  /** D16: IAM's own sentence. */
  | { readonly kind: "policy-not-attachable"; readonly arn: string }
  /** D7: IAM's own words for an inline policy that it cannot take (IAM API model: MalformedPolicyDocumentException). */
  | { readonly kind: "inline-policy-malformed" }
  /** D7: IAM's own sentence where a role's inline policies are too large. */
  | { readonly kind: "inline-policy-too-large" }
  /** D15. */
  | { readonly kind: "service-fault" }
  /** The assignment went while something else needed it (casebook C08). */
  | { readonly kind: "assignment-not-found" }
  | { readonly kind: "unknown" };

export type IamQuota = "RolesPerAccount" | "PoliciesPerRole" | "SAMLProvidersPerAccount";

const IAM_QUOTA = /Cannot exceed quota for (RolesPerAccount|PoliciesPerRole|SAMLProvidersPerAccount): ?(\d{1,6})/;
const NOT_ATTACHABLE =
  /Policy (arn:aws[a-z-]{0,20}:iam::\w{1,12}:policy\/[\w+=,.@/-]{1,600}) does not exist or is not attachable/;

const MALFORMED = /MalformedPolicyDocument|Syntax errors in policy|has prohibited field|must be in the format/i;
const TOO_LARGE = /Maximum policy size of \d+ bytes exceeded/;

/** What IAM's own words and the service's general ones tell, where `readFailureReason` finds nothing. */
export function readLikelyReason(text: string | undefined): LikelyReason {
  const quota = IAM_QUOTA.exec(text ?? "");
  if (quota?.[1] && quota[2]) return { kind: "iam-quota", quota: quota[1] as IamQuota, limit: quota[2] };
  const arn = NOT_ATTACHABLE.exec(text ?? "")?.[1] ?? notSupportedOfAws(text ?? "");
  if (arn !== undefined) return { kind: "policy-not-attachable", arn };
  if (TOO_LARGE.test(text ?? "")) return { kind: "inline-policy-too-large" };
  if (MALFORMED.test(text ?? "")) return { kind: "inline-policy-malformed" };
  if (text?.includes("An unexpected internal service exception was encountered")) return { kind: "service-fault" };
  if (text?.includes("Received a 404 status error: Assignment not found")) return { kind: "assignment-not-found" };
  return { kind: "unknown" };
}

/** The full stop at the end of AWS's sentence is not part of the ARN. */
const notSupportedOfAws = (text: string): string | undefined =>
  NOT_SUPPORTED_OF_AWS.exec(text)?.[1]?.replace(/\.$/, "");

/** Texts that are about a policy of the set (facts D1, D2, D6, D7, D16), also those that are not proved word by word. */
export const isAboutPolicies = (text: string): boolean => /policy|policies|characters|Malformed/i.test(text);
