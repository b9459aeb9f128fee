/** What IAM refuses in an identity policy beyond what no policy may have (IAM User Guide, "Grammar of the IAM JSON policy language"). */
import { type Condition, parsePolicy, type Statement } from "./document.ts";

/** Half sentences for people; empty for a policy that IAM takes, as far as its grammar tells. */
export function identityPolicyProblems(text: string): readonly string[] {
  const parsed = parsePolicy(text);
  if (parsed.kind === "invalid") return parsed.problems;
  const json = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const { statements } = parsed.policy;
  const items = [json["Statement"]].flat() as readonly Readonly<Record<string, unknown>>[];
  return [
    ...Object.keys(json).flatMap((name) => (POLICY.has(name) ? [] : [`it has the unknown element ${name}`])),
    ...(typeof (json["Id"] ?? "") === "string" ? [] : ["its Id is not text"]),
    ...(statements.length === 0 ? ["it has no statement"] : []),
    ...statements.flatMap((statement, at) =>
      statementProblems(statement, items[at] ?? {}).map((problem) => `statement ${at + 1} ${problem}`),
    ),
    ...duplicates(statements).map((sid) => `the Sid ${sid} is there more than once`),
  ];
}

const POLICY: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);
const STATEMENT: ReadonlySet<string> = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]);

function statementProblems(statement: Statement, json: Readonly<Record<string, unknown>>): readonly string[] {
  const { Sid: sid } = json;
  const { actions, resources, principals, conditions } = statement;
  return [
    ...(principals ? ["names a principal, which no identity policy may"] : []),
    ...Object.keys(json).flatMap((name) =>
      STATEMENT.has(name) || name.endsWith("Principal") ? [] : [`has the unknown element ${name}`],
    ),
    // IAM User Guide, "Sid": letters and digits only.
    ...(sid === undefined || (typeof sid === "string" && /^[A-Za-z0-9]*$/.test(sid))
      ? []
      : ["has a Sid with characters other than letters and digits"]),
    ...actions.patterns.flatMap((one) => (isAction(one) ? [] : [`has the action ${one || '""'}, which is none`])),
    ...resources.patterns.flatMap((one) => {
      const problem = resourceProblem(one);
      return problem === undefined ? [] : [`has the resource ${one || '""'}, ${problem}`];
    }),
    ...conditions.flatMap(dateProblems),
    ...conditions.flatMap(({ key }) => (key === "" || /\s/.test(key) ? [`has a condition key ${key || '""'}`] : [])),
  ];
}

/** `*`, or a service's prefix, one colon and an action; what follows the colon IAM does not check (IAM User Guide, "Action"). */
const isAction = (text: string): boolean => text === "*" || /^(?:\*|[A-Za-z0-9.-]+):[^:]+$/.test(text);

/** What is wrong with a text in Resource or NotResource; undefined where nothing is known to be. */
function resourceProblem(text: string): string | undefined {
  if (text === "*") return undefined;
  const [prefix, partition = "", service = "", region = "", account = "", ...rest] = text.split(":");
  if (prefix !== "arn" || partition === "" || service === "") return "which is not an ARN";
  // A wildcard there is in use (`arn:*:iam::*:role/*`), whatever the page on ARNs says.
  if (!/[*?$]/.test(partition) && !/^aws(?:-[a-z]+)*$/.test(partition))
    return `whose partition ${partition} does not exist`;
  // Missing fields are filled in (IAM User Guide, "Incomplete ARNs"), but not behind an empty one.
  if (rest.length === 0 && text.includes("::")) return "which has fewer than six fields";
  const isComplete = rest.length > 0;
  if (isComplete && service === "iam" && /^[a-z]/.test(region)) return "whose service iam has no Regions";
  if (isComplete && service === "s3" && account === "" && /^[a-z]/.test(region))
    return "whose bucket is named with a Region";
  // "Don't use a wildcard in the user/, group/, or policy/ part of the ARN" (IAM User Guide, "IAM ARNs").
  if (service === "iam" && isComplete && !/^(?:\*|[^*?]*[/$].*)$/s.test(rest.join(":")))
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
  const sids = statements.flatMap(({ sid }) => sid ?? []);
  return [...new Set(sids.filter((sid, at) => sids.indexOf(sid) !== at))];
}
