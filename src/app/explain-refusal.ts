/** The use case behind `explain` of a refusal with an authorization id: AWS's own record is read and joined to the person. */

import type { Explanation } from "../diagnosis/pasted/explanation.ts";
import { principalOfArn } from "../diagnosis/pasted/principal.ts";
import { fitsWithRecords } from "../diagnosis/pasted/record-fits.ts";
import { compareNamed } from "../diagnosis/refusal/compared.ts";
import { judgeRefusal, notRead } from "../diagnosis/refusal/judge-refusal.ts";
import { principalOfRecord, type RecordedPrincipal } from "../diagnosis/refusal/recorded-principal.ts";
import type { RecordedRefusal } from "../diagnosis/refusal/recorded-refusal.ts";
import { contextTexts } from "../diagnosis/refusal/refusing-statements.ts";
import type { AuthorizationId, RefusalRecord } from "../facts/refusal-record.ts";
import type { Context } from "../model/context.ts";
import { AccessError } from "../model/errors.ts";
import type { Evidence } from "../model/evidence.ts";
import { parseAccountId, parseRegion } from "../model/ids.ts";
import { knownValue, unread } from "../model/reading.ts";
import { type AwsReader, createAwsReader } from "../sources/aws/reader.ts";
import { collectRefusal } from "../sources/refusal/collect.ts";
import { type ConnectionFlags, connectionOf, type Environment } from "./connection.ts";
import type { Explained } from "./explain.ts";
import { type WhyAnswer, why } from "./why.ts";

/** Records that are read of one text. */
const MOST_RECORDS = 25;
const KEPT_MILLISECONDS = 24 * 3_600_000;

interface Asking {
  readonly reader: AwsReader;
  readonly context: Context;
  readonly isRegionGiven: boolean;
  /** Whether the request's context is shown: it holds personal data. */
  readonly withContext: boolean;
}

export const hasAuthorizationId = ({ explanations }: Explained): boolean =>
  explanations.some(({ authorizations }) => authorizations.length > 0);

export interface Outside {
  readonly env: Environment;
  readonly context: Context;
  readonly onCall: ((evidence: Evidence) => void) | undefined;
  readonly withContext: boolean;
}

/** With AWS's records; without a way to AWS the answer of the text, and why there is no more. */
export async function askForRecords(
  explained: Explained,
  flags: ConnectionFlags,
  { env, context, onCall, withContext }: Outside,
): Promise<Explained> {
  const { aws, isRegionGiven } = await connectionOf(flags, env);
  return withRecords(explained, { reader: createAwsReader(aws, context, onCall), context, isRegionGiven, withContext });
}

/** The same explanations with AWS's records, where they can be read. */
async function withRecords(explained: Explained, asking: Asking): Promise<Explained> {
  const explanations: Explanation[] = [];
  let left = MOST_RECORDS;
  for (const one of explained.explanations) {
    const asked = one.authorizations.slice(0, left);
    left -= asked.length;
    const records = await Promise.all(asked.map((authorization) => recordOf(authorization, one, asking)));
    explanations.push(records.length === 0 ? one : { ...one, records, fits: fitsWithRecords(one, records) });
  }
  return { ...explained, explanations };
}

/** Without the record, the policy that the message names is compared. */
async function recordOf(
  authorization: AuthorizationId,
  explanation: Explanation,
  asking: Asking,
): Promise<RecordedRefusal> {
  const record = await readRecord(authorization, explanation, asking);
  return record.notRead === null ? record : { ...record, compared: await comparedByText(explanation, asking) };
}

/** Null where the message names no policy, or its caller's access cannot be asked about. */
async function comparedByText(
  { policy, who, action, resource }: Explanation,
  { reader, context, isRegionGiven }: Asking,
): Promise<RecordedRefusal["compared"]> {
  const { account, permissionSet } = principalOfArn(who?.arn ?? "");
  const accountId = parseAccountId(account ?? "");
  if (policy === null || action === null || !who?.name || permissionSet === null || accountId.kind !== "ok")
    return null;
  const isArn = resource?.startsWith("arn:") === true;
  const asked = { action, resource: isArn ? resource : undefined, region: undefined };
  try {
    const question = { user: who.name, account: accountId.value, permissionSet, isRegionGiven };
    const { diagnosis } = await why({ ...question, action: asked }, reader, context);
    const [decision] = diagnosis.decisions ?? [];
    return decision ? compareNamed(policy, decision) : null;
  } catch (error) {
    if (error instanceof AccessError && error.code !== "interrupted") return null;
    throw error;
  }
}

async function readRecord(
  authorization: AuthorizationId,
  { time, policy }: Explanation,
  asking: Asking,
): Promise<RecordedRefusal> {
  const age = time === null ? 0 : asking.context.now().getTime() - Date.parse(time);
  if (age > KEPT_MILLISECONDS)
    return notRead(authorization, "the refusal is older than 24 hours, and AWS keeps its records no longer");
  if (parseRegion(authorization.region).kind !== "ok")
    return notRead(authorization, `"${authorization.region}" is not a Region`);
  try {
    return await readAndJudge(authorization, policy, asking);
  } catch (error) {
    if (error instanceof AccessError && error.code !== "interrupted") return notRead(authorization, error.message);
    throw error;
  }
}

async function readAndJudge(
  authorization: AuthorizationId,
  named: string | null,
  { reader, context, isRegionGiven, withContext }: Asking,
): Promise<RecordedRefusal> {
  const record = await reader.refusalRecord(authorization);
  const found = knownValue(record) ?? undefined;
  const principal = found && principalOfRecord(found);
  const person = found && principal && (await personOf(principal, found, { reader, context, isRegionGiven }));
  const layers =
    person?.gathered.grants[0]?.additional.layers ??
    unread("inline policies of roles without a permission set are not read");
  const facts = await collectRefusal({ authorization, record, accountId: principal?.accountId, layers }, reader);
  return judgeRefusal(facts, { person, withContext, named });
}

/** The question about the person's access, with the request as AWS recorded it; undefined where the directory does not answer it. */
async function personOf(
  { grant, accountId, sessionName }: RecordedPrincipal,
  { evaluations, requestContext }: RefusalRecord,
  { reader, context, isRegionGiven }: Pick<Asking, "reader" | "context" | "isRegionGiven">,
): Promise<WhyAnswer | undefined> {
  if (!grant) return undefined;
  const denied = evaluations.find(({ effect }) => effect !== "ALLOW");
  const action = grant.kind === "permission set" &&
    denied && {
      action: denied.action,
      resource: denied.resource === "" ? undefined : denied.resource,
      region: undefined,
      context: contextTexts(requestContext),
    };
  try {
    const question = { user: sessionName, account: accountId, permissionSet: grant.name, isRegionGiven };
    return await why({ ...question, action: action || undefined }, reader, context);
  } catch (error) {
    // The user, or the set, may be gone since.
    if (error instanceof AccessError && ["not-found", "ambiguous", "bad-input"].includes(error.code)) return undefined;
    throw error;
  }
}
