/** What IAM refuses in an identity policy beyond what no policy may have (IAM User Guide, "Grammar of the IAM JSON policy language"). */
import { parsePolicy, type Statement } from "./document.ts";

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
    ...resources.patterns.flatMap((one) =>
      isResource(one) ? [] : [`has the resource ${one || '""'}, which is not an ARN`],
    ),
    ...conditions.flatMap(({ key }) => (key === "" || /\s/.test(key) ? [`has a condition key ${key || '""'}`] : [])),
  ];
}

/** `*`, or a service's prefix without wildcards and an action (IAM User Guide, "Action"). */
const isAction = (text: string): boolean => text === "*" || /^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(text);

/** `*`, or an ARN, whose missing parts IAM fills in; the partition and the service are never empty. */
const isResource = (text: string): boolean => text === "*" || /^arn:[A-Za-z0-9*?-]+:[A-Za-z0-9*?-]+(?::|$)/.test(text);

function duplicates(statements: readonly Statement[]): readonly string[] {
  const sids = statements.flatMap(({ sid }) => sid ?? []);
  return [...new Set(sids.filter((sid, at) => sids.indexOf(sid) !== at))];
}
