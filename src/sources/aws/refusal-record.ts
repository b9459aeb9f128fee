/** iam-toolbox: AWS's record of a refusal, and the policies as they were then (facts AT11 to AT22). */
import type { AuthorizationId, RecordedEvaluation, RecordedPolicy, RefusalRecord } from "../../facts/refusal-record.ts";
import { known, mapReading, type Reading } from "../../model/reading.ts";
import { type CallContext, call } from "./calling/call.ts";
import { sendIamToolbox } from "./calling/iam-toolbox-client.ts";

const service = "iam-toolbox";
const absent = ["ResourceNotFoundException"];

interface Page {
  readonly requestContext?: Readonly<Record<string, unknown>>;
  readonly evaluations?: readonly {
    readonly action?: string;
    readonly resource?: string;
    readonly evaluatedEffect?: string;
    readonly matchedPolicies?: readonly {
      readonly uri?: string;
      readonly matchedStatements?: readonly { readonly sid?: string; readonly evaluatedEffect?: string }[];
    }[];
  }[];
  readonly policies?: readonly {
    readonly type?: string;
    readonly inline?: boolean;
    readonly uri?: string;
    readonly attachedTo?: readonly { readonly arn?: string }[];
  }[];
  readonly nextToken?: string;
}

/** A record is made a moment after the refusal: until then AWS answers that there is none (facts AT14: a third try was needed). */
const WAITS_MILLISECONDS = [1000, 2000, 3000];
/** Evaluations come in pages; a request has few. */
const MOST_PAGES = 20;

export async function readRefusalRecord(
  calling: CallContext,
  authorization: AuthorizationId,
): Promise<Reading<RefusalRecord | null>> {
  const first = await firstPage(calling, authorization);
  if (first.state !== "known") return first;
  if (first.value === null) return known(null, first.evidence);
  const pages: Page[] = [first.value];
  for (let token = first.value.nextToken; token !== undefined && pages.length < MOST_PAGES; ) {
    const page = await askForPage(calling, authorization, token);
    if (page.state !== "known") return page;
    if (page.value) pages.push(page.value);
    token = page.value?.nextToken === token ? undefined : page.value?.nextToken;
  }
  const { requestContext = {}, policies = [] } = first.value;
  return known(
    {
      requestContext,
      evaluations: pages.flatMap(({ evaluations = [] }) => evaluations.map(evaluationOf)),
      policies: policies.map(policyOf),
    },
    first.evidence,
  );
}

async function firstPage(calling: CallContext, authorization: AuthorizationId): Promise<Reading<Page | null>> {
  for (const wait of WAITS_MILLISECONDS) {
    const page = await askForPage(calling, authorization);
    if (page.state !== "known" || page.value !== null) return page;
    await calling.context.delay(wait, calling.context.signal);
  }
  return askForPage(calling, authorization);
}

/** The context is left out of the evidence: it holds personal data (facts AT26). */
const askForPage = (
  calling: CallContext,
  { id: authorizationId, region }: AuthorizationId,
  nextToken?: string,
): Promise<Reading<Page | null>> =>
  call(calling, {
    service,
    operation: "GetRequestAuthorizationDetails",
    isAdditional: true,
    region,
    input: { authorizationId },
    send: async (abortSignal) =>
      sendIamToolbox<Page>(await calling.clients.iamToolbox(region), "GetRequestAuthorizationDetails", {
        input: { authorizationId, nextToken },
        abortSignal,
      }),
    matters: ({ evaluations }) => ({ evaluations: evaluations?.map(evaluationOf) ?? [] }),
    absent,
  });

const evaluationOf = ({
  action = "",
  resource = "",
  evaluatedEffect = "",
  matchedPolicies = [],
}: NonNullable<Page["evaluations"]>[number]): RecordedEvaluation => ({
  action,
  resource,
  effect: evaluatedEffect,
  matched: matchedPolicies.map(({ uri = "", matchedStatements = [] }) => ({
    uri,
    statements: matchedStatements.map(({ sid = "", evaluatedEffect: effect = "" }) => ({ sid, effect })),
  })),
});

const policyOf = ({
  type = "",
  inline = false,
  uri = "",
  attachedTo = [],
}: NonNullable<Page["policies"]>[number]): RecordedPolicy => ({
  type,
  isInline: inline,
  uri,
  attachedTo: attachedTo.flatMap(({ arn }) => arn ?? []),
});

/** The structured JSON of the policy as it was, written as text. */
export async function readPolicyOfRefusal(
  calling: CallContext,
  { id: authorizationId, region }: AuthorizationId,
  policyUri: string,
): Promise<Reading<string | null>> {
  const answer = await call(calling, {
    service,
    operation: "GetRequestAuthorizationPolicy",
    isAdditional: true,
    region,
    input: { authorizationId, policyUri },
    send: async (abortSignal) =>
      sendIamToolbox<{ readonly policyDocument?: unknown }>(
        await calling.clients.iamToolbox(region),
        "GetRequestAuthorizationPolicy",
        { input: { authorizationId, policyUri }, abortSignal },
      ),
    matters: ({ policyDocument }) => ({ policyDocument }),
    absent,
  });
  // The member's name is inferred (facts AT23): an answer without it gives no policy.
  return mapReading(answer, (found) =>
    found?.policyDocument === undefined ? null : JSON.stringify(found.policyDocument),
  );
}
