/** A role's trust policy with the statement that account access manager needs, as a text to print and as a change (facts AAM34 to AAM37). */
import type { Change, TrustUpdate } from "../../model/change.ts";
import { parseRoleArn } from "../../model/reserved-role.ts";
import { ACCOUNT_ACCESS_SERVICE } from "../../model/service-principals.ts";
import { shellOption, shellWord } from "../../model/shell-word.ts";
import { accountAccessTrust, trustStatement, trustsEveryApplication } from "./account-access-trust.ts";

interface PatchedRole {
  readonly roleArn: string;
  readonly applicationArn: string;
  readonly trustPolicy: string;
}

/** What to do, with the command that sets the whole policy where one can be made of the present one. */
export function trustSteps({ roleArn, applicationArn, trustPolicy }: PatchedRole): readonly string[] {
  const corrected = correctedTrust({ roleArn, applicationArn, trustPolicy });
  const role = parseRoleArn(roleArn);
  if (corrected === undefined || !role)
    return [
      `In the trust policy of ${roleArn}, replace every statement for account access manager with: ${trustStatement(applicationArn)}`,
    ];
  return [
    `Review the new trust policy of ${roleArn}: the statements of other principals stay, those for account access manager are replaced by one.`,
    `In account ${role.accountId}, run: aws iam update-assume-role-policy ${shellOption("role-name", role.roleName)} --policy-document ${shellWord(corrected)}`,
  ];
}

/** The whole policy as it should be; undefined where none can be made of the present one that lets in this application and no other. */
export function correctedTrust({ roleArn, applicationArn, trustPolicy }: PatchedRole): string | undefined {
  const corrected = correctedTrustPolicy(trustPolicy, applicationArn);
  const isEnough =
    parseRoleArn(roleArn) !== undefined &&
    corrected !== undefined &&
    accountAccessTrust(corrected, { applicationArn }).kind === "trusts" &&
    !trustsEveryApplication(corrected);
  return isEnough ? corrected : undefined;
}

/** The change that sets it. */
export function trustUpdate(
  role: PatchedRole,
  { accountId, accountName }: Pick<TrustUpdate, "accountId" | "accountName">,
): Change | undefined {
  const after = correctedTrust(role);
  if (after === undefined) return undefined;
  const { roleArn, applicationArn, trustPolicy: before } = role;
  const place = { accountId, ...(accountName !== undefined && { accountName }) };
  return { kind: "update-trust-policy", trust: { applicationArn, roleArn, ...place, before, after } };
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Undefined where the policy is no JSON object with statements. Session tags stay allowed where they were (facts AAM36). */
function correctedTrustPolicy(text: string, applicationArn: string): string | undefined {
  const policy = parsedJson(text);
  if (!isObject(policy) || policy["Statement"] === undefined) return undefined;
  const statements = [policy["Statement"]].flat();
  if (!statements.every(isObject)) return undefined;
  const own = statements.filter(allowsService);
  const needed = JSON.parse(trustStatement(applicationArn)) as Json & { readonly Action: readonly string[] };
  const areTagsAllowed = own.some((statement) =>
    /sts:(TagSession|\*)/i.test(JSON.stringify(statement["Action"] ?? "")),
  );
  const Action = areTagsAllowed ? [...needed.Action, "sts:TagSession"] : needed.Action;
  const others = statements.flatMap((statement) => (own.includes(statement) ? withoutService(statement) : [statement]));
  return JSON.stringify({ ...policy, Statement: [...others, { ...needed, Action }] });
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function servicesIn({ Principal: principal }: Json): readonly unknown[] {
  return isObject(principal) ? [principal["Service"] ?? []].flat() : [];
}

const allowsService = (statement: Json): boolean =>
  statement["Effect"] === "Allow" && servicesIn(statement).includes(ACCOUNT_ACCESS_SERVICE);

/** For its other principals; none where there are no others. */
function withoutService(statement: Json): readonly Json[] {
  const { Service: _, ...rest } = statement["Principal"] as Json;
  const services = servicesIn(statement).filter((service) => service !== ACCOUNT_ACCESS_SERVICE);
  const principal = { ...rest, ...(services.length > 0 && { Service: services }) };
  return Object.keys(principal).length > 0 ? [{ ...statement, Principal: principal }] : [];
}
