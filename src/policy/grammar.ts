/** What IAM refuses in a policy of a role or an account beyond what no policy may have (IAM User Guide, "Grammar of the IAM JSON policy language"). */
import { PARTITIONS } from "../model/partition.ts";
import { type Condition, parsePolicy, type Statement } from "./document.ts";

/** Who refuses the document, and so what it may hold: resource control policies and those that Sign-In writes name a principal. */
export type DocumentKind = "identity" | "service control" | "resource control" | "sign-in";

/** Half sentences for people; empty for a policy that IAM takes, as far as its grammar tells. */
export function identityPolicyProblems(text: string): readonly string[] {
  const parsed = parsePolicy(text);
  const isEmpty = parsed.kind === "ok" && parsed.policy.statements.length === 0;
  return [...documentProblems(text, "identity"), ...(isEmpty ? ["it has no statement"] : [])];
}

/** What makes the statements of a document of each kind doubtful: none at all leave no doubt. */
export function documentProblems(text: string, kind: DocumentKind): readonly string[] {
  const parsed = parsePolicy(text);
  if (parsed.kind === "invalid") return parsed.problems;
  const json = JSON.parse(text) as Json;
  const { statements } = parsed.policy;
  const items = [json["Statement"]].flat() as readonly Json[];
  if (kind === "resource control" && items.length === 1 && items.every(isFullAccess)) return [];
  return [
    ...Object.keys(json).flatMap((name) => (POLICY.has(name) ? [] : [`it has the unknown element ${name}`])),
    ...(typeof (json["Id"] ?? "") === "string" ? [] : ["its Id is not text"]),
    ...statements.flatMap((statement, at) =>
      statementProblems(statement, items[at] ?? {}, kind).map((problem) => `statement ${at + 1} ${problem}`),
    ),
    ...duplicates(statements).map((sid) => `the Sid ${sid} is there more than once`),
  ];
}

type Json = Readonly<Record<string, unknown>>;

const POLICY: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);
const STATEMENT: ReadonlySet<string> = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
  "Principal",
  "NotPrincipal",
]);

function statementProblems(statement: Statement, json: Json, kind: DocumentKind): readonly string[] {
  const { actions, resources, conditions } = statement;
  return [
    ...elementProblems(statement, json, kind),
    ...Object.keys(json).flatMap((name) => (STATEMENT.has(name) ? [] : [`has the unknown element ${name}`])),
    ...(isSid(json["Sid"], kind) ? [] : ["has a Sid with characters other than letters and digits"]),
    ...actions.patterns.flatMap((one) => (isAction(one) ? [] : [`has the action ${one || '""'}, which is none`])),
    ...resources.patterns.flatMap((one) => {
      const problem = resourceProblem(one);
      return problem === undefined ? [] : [`has the resource ${one || '""'}, ${problem}`];
    }),
    ...conditions.flatMap(dateProblems),
    ...conditions.flatMap(({ key }) => (isKey(key) ? [] : [`has a condition key ${key || '""'}`])),
  ];
}

function elementProblems(statement: Statement, json: Json, kind: DocumentKind): readonly string[] {
  if (kind === "sign-in") return [];
  return kind === "resource control" ? resourceControlProblems(statement, json) : principalProblems(json, kind);
}

/** IAM User Guide, "Principal"; Organizations User Guide, "SCP syntax": these policies name none. */
function principalProblems(json: Json, kind: "identity" | "service control"): readonly string[] {
  const isNamed = Object.hasOwn(json, "Principal") || Object.hasOwn(json, "NotPrincipal");
  return isNamed ? [`names a principal, which no ${kind} policy may`] : [];
}

/** Organizations User Guide, "RCP syntax": a Deny for every principal, its services named; AWS's own RCPFullAWSAccess alone allows. */
function resourceControlProblems({ effect, actions }: Statement, json: Json): readonly string[] {
  const { Principal, NotPrincipal, NotAction } = json;
  const isForAll = effect === "Deny" && actions.patterns.some((one) => /^\*+(?::|$)/.test(one));
  return [
    ...(effect === "Allow" ? ["allows, which only RCPFullAWSAccess may"] : []),
    ...(NotPrincipal === undefined ? [] : ["has NotPrincipal, which no resource control policy may"]),
    ...(NotPrincipal !== undefined || Principal === "*" ? [] : ['does not have "*" as its Principal']),
    ...(NotAction === undefined ? [] : ["has NotAction, which no resource control policy may"]),
    ...(NotAction === undefined && isForAll ? ["has an action without the service in front of it"] : []),
  ];
}

/** The only statement of RCPFullAWSAccess. */
const isFullAccess = (json: Json): boolean =>
  Object.keys(json).length === 4 &&
  json["Effect"] === "Allow" &&
  ["Principal", "Action", "Resource"].every((element) => json[element] === "*");

/** IAM User Guide, "Sid": letters and digits only; what Organizations takes in one its pages do not say. */
const isSid = (sid: unknown, kind: DocumentKind): boolean =>
  sid === undefined || (typeof sid === "string" && (kind !== "identity" || /^[A-Za-z0-9]*$/.test(sid)));

/** A name without spaces; a tag's key behind the slash may hold them (IAM User Guide, "Tagging", "Rules for tagging"). */
const isKey = (key: string): boolean => /^[^\s/]+(?:\/.*)?$/s.test(key);

/** `*`, or a service's prefix, one colon and an action; what follows the colon IAM does not check (IAM User Guide, "Action"). */
const isAction = (text: string): boolean => text === "*" || /^(?:\*|[A-Za-z0-9.-]+):[^:]+$/.test(text);

/** IAM User Guide, "Amazon Resource Names (ARNs)"; the isolated ones as the endpoint rules of AWS's SDKs list them. */
const PARTITIONS_OF_AWS: ReadonlySet<string> = new Set([
  ...PARTITIONS,
  "aws-iso",
  "aws-iso-b",
  "aws-iso-e",
  "aws-iso-f",
]);

/**
 * IAM's own message: 'IAM resource path must either be "*", root, or start with user/, federated-user/, …'; types that came
 * later are of the Service Authorization Reference, and what it makes of a variable in their place is not known.
 */
const IAM_PATH =
  /^(?:\*$|root$|\$|(?:user|federated-user|role|group|instance-profile|mfa|server-certificate|policy|sms-mfa|saml-provider|oidc-provider|report|access-report|delegation-request)\/)/;

/** What is wrong with a text in Resource or NotResource; undefined where nothing is known to be. */
function resourceProblem(text: string): string | undefined {
  if (text === "*") return undefined;
  // A colon within a variable divides nothing.
  const [prefix, partition = "", service = "", region = "", account = "", ...rest] = text
    .replace(/\$\{[^{}]*\}/g, "$")
    .split(":");
  if (prefix !== "arn" || partition === "" || service === "") return "which is not an ARN";
  // A wildcard there is in use (`arn:*:iam::*:role/*`), whatever the page on ARNs says.
  if (!/[*?$]/.test(partition) && !PARTITIONS_OF_AWS.has(partition))
    return `whose partition ${partition} does not exist`;
  // Missing fields are filled in (IAM User Guide, "Incomplete ARNs"), but not behind an empty one.
  if (rest.length === 0 && text.includes("::")) return "which has fewer than six fields";
  const isComplete = rest.length > 0;
  if (isComplete && service === "iam" && /^[a-z]/.test(region)) return "whose service iam has no Regions";
  if (isComplete && service === "s3" && account === "" && /^[a-z]/.test(region))
    return "whose bucket is named with a Region";
  if (service === "iam" && isComplete && !IAM_PATH.test(rest.join(":")))
    return "which does not begin with a type of IAM resource, such as role/";
  return undefined;
}

/** Neither a date nor seconds, so far as IAM is known to refuse it (IAM User Guide, "Date condition operators"). */
function isNoDate(text: string): boolean {
  if (/^-?\d+$/.test(text)) return BigInt(text) > 2n ** 63n - 1n || BigInt(text) < -(2n ** 63n);
  const [, month, day] = /^\d{4}-(\d\d)(?:-(\d\d))?/.exec(text) ?? [];
  if (month === undefined) return !/^\d/.test(text) || /^\d{1,3}-/.test(text);
  return Number(month) > 12 || Number(day ?? 1) > 31;
}

const dateProblems = ({ operator, values }: Condition): readonly string[] =>
  /(?:^|:)Date/.test(operator)
    ? values
        .filter(isNoDate)
        .map((value) => `has ${value === "" ? '""' : value} under ${operator}, which is not a date`)
    : [];

function duplicates(statements: readonly Statement[]): readonly string[] {
  const [seen, twice] = [new Set<string>(), new Set<string>()];
  for (const { sid } of statements) if (sid !== undefined) (seen.has(sid) ? twice : seen).add(sid);
  return [...twice];
}
