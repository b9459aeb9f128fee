/** Identifiers of AWS Identity Center, each a type of its own, checked against the API's own patterns before use. */

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Twelve digits. */
export type AccountId = Branded<"AccountId">;
/** `ssoins-` and 16 characters inside `arn:aws:sso:::instance/…`. */
export type InstanceArn = Branded<"InstanceArn">;
/** `arn:aws:sso:::permissionSet/ssoins-<16>/ps-<16>`. */
export type PermissionSetArn = Branded<"PermissionSetArn">;
/** `d-` and ten hexadecimal digits, or a UUID. */
export type IdentityStoreId = Branded<"IdentityStoreId">;
/** A user's id in the identity store: a UUID, in older stores with ten hexadecimal digits and a hyphen before it. */
export type UserId = Branded<"UserId">;
/** A group's id in the identity store; the same form as a user's. */
export type GroupId = Branded<"GroupId">;
/** The id of an asynchronous request: a UUID. */
export type RequestId = Branded<"RequestId">;
/** `us-east-1` and its like. */
export type Region = Branded<"Region">;

/** Whom an assignment names. `id` may point at nobody: assignments outlive their principals (facts, A5 and E16). */
export type Principal =
  | { readonly type: "USER"; readonly id: UserId }
  | { readonly type: "GROUP"; readonly id: GroupId };

/** What is wrong with an identifier, and what a right one looks like. */
export interface Malformed {
  readonly kind: "malformed";
  readonly what: string;
  readonly value: string;
  readonly problem: string;
  readonly example: string;
}

export type Parsed<T> = { readonly kind: "ok"; readonly value: T } | Malformed;

interface Form {
  readonly what: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly explain: (value: string) => string;
}

// Patterns: API models of sso-admin (InstanceArn, PermissionSetArn, AccountId, UUId) and identitystore (IdentityStoreId, ResourceId).
const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const INSTANCE_ARN = /^arn:aws(-[a-z]{1,5}){0,3}:sso:::instance\/(sso)?ins-[a-zA-Z0-9-.]{16}$/;
const PERMISSION_SET_ARN =
  /^arn:aws(-[a-z]{1,5}){0,3}:sso:::permissionSet\/(sso)?ins-[a-zA-Z0-9-.]{16}\/ps-[a-zA-Z0-9-./]{16}$/;
const PRINCIPAL_ID = /^([0-9a-f]{10}-|)[A-Fa-f0-9]{8}(-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12}$/;

const accountIdForm: Form = {
  what: "account id",
  pattern: /^\d{12}$/,
  example: "123456789012",
  explain: (value) =>
    /^\d+$/.test(value)
      ? `it has ${value.length} digits, an account id has 12`
      : "an account id is 12 digits and nothing else",
};

const instanceArnForm: Form = {
  what: "instance ARN",
  pattern: INSTANCE_ARN,
  example: "arn:aws:sso:::instance/ssoins-7223a5d90e0exam1",
  explain: (value) => explainInstancePart(value) ?? "it does not have the form of an instance ARN",
};

const permissionSetArnForm: Form = {
  what: "permission set ARN",
  pattern: PERMISSION_SET_ARN,
  example: "arn:aws:sso:::permissionSet/ssoins-7223a5d90e0exam1/ps-a1b2c3d4e5f6a7b8",
  explain: explainPermissionSetArn,
};

/** Facts S5: the article's instance id has 17 characters behind `ssoins-`; the API takes exactly 16. */
function explainInstancePart(value: string): string | undefined {
  const instance = /(?:sso)?ins-([^/]*)/.exec(value);
  if (!instance?.[1]) return undefined;
  const length = instance[1].length;
  return length === 16 ? undefined : `its instance id has ${length} characters behind "ins-", the API takes exactly 16`;
}

/** Facts S4: the ARN that a widely read article prints lies in the service `iam` and is refused by the API. */
function explainPermissionSetArn(value: string): string {
  const problems: string[] = [];
  if (/^arn:[^:]*:iam:/.test(value))
    problems.push(
      'it is written as an IAM ARN ("arn:aws:iam::aws:…"), but permission sets belong to the service "sso"',
    );
  if (/permission-set\//.test(value)) problems.push('the resource is spelled "permissionSet/", not "permission-set/"');
  if (/sso_ps\//.test(value)) problems.push('there is no "sso_ps/" part');
  const instance = explainInstancePart(value);
  if (instance) problems.push(instance);
  const set = /\bps-([^/]*)$/.exec(value);
  if (!set) problems.push('it does not end in "ps-" and 16 characters');
  else if (set[1]?.length !== 16)
    problems.push(`its last part has ${set[1]?.length ?? 0} characters behind "ps-", the API takes exactly 16`);
  return problems.length > 0
    ? problems.join("; ")
    : "it does not have the form of a permission set ARN (ARNs are case sensitive)";
}

const principalIdForm = (what: string): Form => ({
  what,
  pattern: PRINCIPAL_ID,
  example: "906ab1c2d3-11112222-3333-4444-5555-666677778888",
  explain: () => "it is not a UUID, with or without ten hexadecimal digits before it",
});

function parse<T>(form: Form, value: string, make: (value: string) => T): Parsed<T> {
  if (form.pattern.test(value)) return { kind: "ok", value: make(value) };
  return { kind: "malformed", what: form.what, value, problem: form.explain(value), example: form.example };
}

// INVARIANT: the functions below are the only places where a plain string becomes a branded one.
export const parseAccountId = (value: string): Parsed<AccountId> => parse(accountIdForm, value, (v) => v as AccountId);
export const parseInstanceArn = (value: string): Parsed<InstanceArn> =>
  parse(instanceArnForm, value, (v) => v as InstanceArn);
export const parsePermissionSetArn = (value: string): Parsed<PermissionSetArn> =>
  parse(permissionSetArnForm, value, (v) => v as PermissionSetArn);
export const parseUserId = (value: string): Parsed<UserId> =>
  parse(principalIdForm("user id"), value, (v) => v as UserId);
export const parseGroupId = (value: string): Parsed<GroupId> =>
  parse(principalIdForm("group id"), value, (v) => v as GroupId);
export const parseRequestId = (value: string): Parsed<RequestId> =>
  parse({ ...principalIdForm("request id"), pattern: new RegExp(`^${UUID}$`) }, value, (v) => v as RequestId);
export const parseIdentityStoreId = (value: string): Parsed<IdentityStoreId> =>
  parse(
    {
      what: "identity store id",
      pattern: new RegExp(`^(d-[0-9a-f]{10}|${UUID})$`),
      example: "d-1234567890",
      explain: () => 'it is neither "d-" and ten hexadecimal digits nor a UUID',
    },
    value,
    (v) => v as IdentityStoreId,
  );
export const parseRegion = (value: string): Parsed<Region> =>
  parse(
    {
      what: "Region",
      pattern: /^[a-z]{2,4}(-[a-z]+){1,2}-\d{1,2}$/,
      example: "us-east-1",
      explain: () => "a Region is written as area, place and number",
    },
    value,
    (v) => v as Region,
  );

/** The value, or a thrown `TypeError` for identifiers that a program and not a person wrote (answers of AWS, derived ids). */
export function certain<T>(parsed: Parsed<T>): T {
  if (parsed.kind === "ok") return parsed.value;
  throw new TypeError(describeMalformed(parsed));
}

/** One sentence: what is wrong with the identifier and what a right one looks like. */
export function describeMalformed(malformed: Malformed): string {
  return `"${malformed.value}" is not a valid ${malformed.what}: ${malformed.problem}. A right one looks like ${malformed.example}`;
}
