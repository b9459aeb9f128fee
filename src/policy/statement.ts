/** Whether a statement applies to a request: its action, its resource, its principal and its conditions together. */
import { type ConditionInput, conditionHolds } from "./condition.ts";
import type { RequestContext } from "./context.ts";
import type { Patterns, Statement } from "./document.ts";
import { matches } from "./matcher.ts";
import { completeArn, fill, matchesEverything, variablesIn, withoutEarlyVariables } from "./pattern.ts";
import { all, no, opposite, some, type Truth, truthOf, unknown, YES } from "./truth.ts";

export interface AccessRequest {
  /** `s3:GetObject` */
  readonly action: string;
  /** ARN; `*` for an action that has no resource; undefined: it was not said which. */
  readonly resource: string | undefined;
  /** The ARNs by which a policy can name who asks: account, role, session. */
  readonly principals: readonly string[];
  readonly context: RequestContext;
}

/** Yes, no (with the keys that another value of would change it), or unknown (with what would have to be known). */
export function statementApplies(statement: Statement, request: AccessRequest): Truth {
  const { context } = request;
  const { hasVariables } = statement;
  const action = actionMatches(statement.actions, request);
  if (action.state === "no") return action;
  return all([
    action,
    resourceMatches(statement.resources, {
      context,
      hasVariables,
      resource: authorizedResource(request),
      listed: isListOfBuckets(request) ? `${bucketsIn(request)}${LONGEST_BUCKET}` : undefined,
    }),
    principalMatches(statement.principals, request),
    ...statement.conditions.map((condition) => conditionHolds(condition, { context, hasVariables })),
  ]);
}

/** The condition keys and variables that a statement reads. */
export const keysRead = ({ conditions, resources }: Statement): readonly string[] => [
  ...new Set([
    ...conditions.flatMap(({ key, values }) => [key, ...values.flatMap(variablesIn)]),
    ...resources.patterns.flatMap(variablesIn),
  ]),
];

const isOrIsNot = ({ isNegated }: Patterns, truth: Truth): Truth => (isNegated ? opposite(truth) : truth);

/** Actions are compared whatever their case (IAM User Guide, "Action"). */
function actionMatches(actions: Patterns, { action, context }: AccessRequest): Truth {
  const units = actions.patterns.map((pattern) =>
    fill(pattern.toLowerCase(), context, { hasWildcards: true, hasVariables: false }),
  );
  const isNamed = units.some((one) => one.state === "known" && matches(one.units, action.toLowerCase()));
  return isOrIsNot(actions, truthOf(isNamed));
}

/** 63 characters (S3 User Guide, "General purpose bucket naming rules"). */
const LONGEST_BUCKET = "b".repeat(63);

const isListOfBuckets = ({ action }: AccessRequest): boolean => action.toLowerCase() === "s3:listallmybuckets";

/**
 * Buckets are listed on all buckets, whichever resource was asked about, so `arn:aws:s3:::*` covers the call like `*`
 * (S3 User Guide, "Policy actions for Amazon S3").
 */
const authorizedResource = (request: AccessRequest): string | undefined =>
  isListOfBuckets(request) ? `${bucketsIn(request)}*` : request.resource;

const bucketsIn = ({ principals }: AccessRequest): string => `arn:${partitionOf(principals)}:s3:::`;

/** `aws-cn` and `aws-us-gov` are partitions of their own (IAM User Guide, "ARN format"). */
const partitionOf = (principals: readonly string[]): string =>
  principals.flatMap((arn) => /^arn:([a-z-]+):/.exec(arn)?.[1] ?? [])[0] ?? "aws";

/** What the texts of Resource are compared with. */
interface ResourceInput extends ConditionInput {
  readonly resource: string | undefined;
  /** One of the buckets that the call is about, where it lists them. */
  readonly listed: string | undefined;
}

function resourceMatches(resources: Patterns, input: ResourceInput): Truth {
  const each = resources.patterns.map((pattern) => patternMatches(pattern, input));
  const truth = isOrIsNot(resources, some(each));
  const variables = input.hasVariables ? resources.patterns.flatMap(variablesIn) : [];
  return truth.state === "no" ? no(...variables) : truth;
}

/** Resources are compared to the letter. A request without a resource is covered by `*` alone. */
function patternMatches(pattern: string, input: ResourceInput): Truth {
  const { resource, listed, context, hasVariables } = input;
  const wider = hasVariables ? withoutEarlyVariables(pattern) : undefined;
  if (wider !== undefined) {
    // "You can't use a variable to replace parts of the ARN before the fifth colon" (IAM User Guide, "Where you can use
    // policy variables"); what becomes of one there AWS does not say.
    const most = patternMatches(wider, input);
    return most.state === "no" ? most : unknown(`the policy variable in front of the resource in ${pattern}`);
  }
  const filled = fill(completeArn(pattern), context, { hasWildcards: true, hasVariables });
  if (filled.state === "unknown") return unknown(...filled.keys);
  // In Resource and NotResource alike it "will not match any resource" (IAM User Guide, "Policy variables with no value").
  if (filled.state === "absent") return no(...variablesIn(pattern));
  if (matchesEverything(filled.units)) return YES;
  if (resource === undefined) return unknown("the resource");
  const isMatch = resource !== "*" && matches(filled.units, resource);
  // `?` and `${*}` match the asterisk, but not every bucket.
  if (isMatch && listed !== undefined && !matches(filled.units, listed))
    return unknown(`whether ${pattern} covers the list of buckets`);
  return truthOf(isMatch);
}

/** A principal is named whole or by `*`; an account stands for everybody in it (IAM User Guide, "Principal"). */
function principalMatches(principals: Patterns | undefined, { principals: own }: AccessRequest): Truth {
  if (!principals) return YES;
  return isOrIsNot(
    principals,
    truthOf(principals.patterns.some((pattern) => pattern === "*" || own.includes(pattern))),
  );
}
