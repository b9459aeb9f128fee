/** One API call from the chosen service to the answer: route, parse, check, faults, the operation, render, log. */
import { randomUUID } from "node:crypto";
import { type ActiveFault, decide } from "../faults/decide.ts";
import { targetAccount } from "../faults/target-account.ts";
import { ApiError } from "../protocol/api-error.ts";
import type { RoutedCall, WireAnswer, WireRequest } from "../protocol/wire.ts";
import type { Call, Operations, ServiceId } from "../services/operation.ts";
import { loggedInput } from "./call-log.ts";
import { bearerTokenOf, chooseService, type Signature, signatureOf } from "./choose-service.ts";
import { faultAnswer } from "./fault-answer.ts";
import type { LabServerOptions, Serving } from "./serving.ts";
import { labUrlOf } from "./transport.ts";
import { UNKNOWN_SERVICE, unknownService } from "./unknown-service.ts";
import { later } from "./wait.ts";

/** `none`: the request is accepted and never answered; `reset`: the connection is cut; `torn`: it is cut in the answer. */
export type CallAnswer = WireAnswer | "none" | "reset" | { readonly torn: WireAnswer };

const DEFAULT_REGION = "us-east-1";
const DEFAULT_DELAY_MILLISECONDS = 1000;

/** What becomes known of a call on its way; the log tells as much of it as there is. */
interface CallSoFar {
  readonly requestId: string;
  readonly signature: Signature | undefined;
  readonly startedAt: number;
  operation: string;
  input: Readonly<Record<string, unknown>>;
  fault: ActiveFault | undefined;
  errorCode: string | undefined;
}

/** Serves a call of any service. Never rejects: what an operation throws becomes an answer. */
export async function serveCall(serving: Serving, request: WireRequest): Promise<CallAnswer> {
  const call: CallSoFar = {
    requestId: randomUUID(),
    signature: signatureOf(request),
    startedAt: Date.now(),
    operation: "unknown",
    input: {},
    fault: undefined,
    errorCode: undefined,
  };
  const service = chooseService(request);
  if (!service) call.errorCode = UNKNOWN_SERVICE;
  const answer = service ? await answerOf(serving, service, request, call) : unknownService(request, call.requestId);
  log(serving, service, call, answer);
  return answer;
}

async function answerOf(
  serving: Serving,
  service: ServiceId,
  request: WireRequest,
  call: CallSoFar,
): Promise<CallAnswer> {
  const { compiled } = serving.options.services[service];
  try {
    const routed = compiled.route(request);
    call.operation = routed.operation.name;
    call.input = compiled.parse(routed, request);
    compiled.validate(routed.operation, call.input);
    return await carriedOut(serving, service, { routed, request, call });
  } catch (error) {
    const known = error instanceof ApiError ? error : unexpected(serving, error);
    call.errorCode = known.code;
    return compiled.renderError(known, call.requestId);
  }
}

function unexpected({ options }: Serving, error: unknown): ApiError {
  options.onError(error);
  return new ApiError("InternalServerException", "The lab itself failed", { status: 500 });
}

interface CheckedCall {
  readonly routed: RoutedCall;
  readonly request: WireRequest;
  readonly call: CallSoFar;
}

async function carriedOut(
  { options }: Serving,
  service: ServiceId,
  { routed, request, call }: CheckedCall,
): Promise<CallAnswer> {
  const { compiled, operations } = options.services[service];
  const { operation, input } = call;
  const caller = options.callerOf(call.signature?.accessKeyId);
  const fault = decide(options.faults.all(), { service, operation, accountId: targetAccount(service, input, caller) });
  call.fault = fault;
  if (fault?.kind === "delay") await later(fault.milliseconds ?? DEFAULT_DELAY_MILLISECONDS);
  else if (fault && fault.kind !== "hang-after" && fault.kind !== "torn")
    return faultAnswer(fault.kind, { service, operation, input, caller });
  options.admit({ service, operation, caller, region: call.signature?.region ?? DEFAULT_REGION });
  // INVARIANT: from the clock to the output nothing waits, so every operation sees the world of one moment.
  const now = options.clock();
  options.beforeCall(now);
  const called = { service, operation, input };
  const surroundings: Call = {
    world: options.world(),
    mayDo: (action, resource) => options.refusalOf(called, surroundings, action, resource),
    caller,
    region: call.signature?.region ?? DEFAULT_REGION,
    requestId: call.requestId,
    now,
    bearerToken: bearerTokenOf(request),
    accessKeyId: call.signature?.accessKeyId,
    userAgent: request.headers["user-agent"] ?? "",
    labUrl: labUrlOf(request),
  };
  const output = operated(
    options,
    { service, operation, input, handler: handlerOf(operations, operation) },
    surroundings,
  );
  if (fault?.kind === "hang-after") return "none";
  const answer = compiled.renderOutput(routed.operation, output, call.requestId);
  return fault?.kind === "torn" ? { torn: answer } : answer;
}

interface Operated {
  readonly service: ServiceId;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly handler: Operations[string];
}

/** The operation's output; what it did, or why it was refused, is on record either way. */
function operated({ authorize, record }: LabServerOptions, { handler, ...called }: Operated, call: Call): unknown {
  try {
    authorize(called, call);
    const output = handler(called.input as never, call);
    record({ ...called, output, error: undefined }, call);
    return output;
  } catch (error) {
    if (error instanceof ApiError) record({ ...called, output: undefined, error }, call);
    throw error;
  }
}

function handlerOf(operations: Operations, name: string): Operations[string] {
  const handler = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (handler) return handler;
  throw new ApiError("UnknownOperationException", `${name} is not served by this lab`);
}

function log({ options, calls }: Serving, service: ServiceId | undefined, call: CallSoFar, answer: CallAnswer): void {
  calls.add({
    service: service ?? "unknown",
    operation: call.operation,
    region: call.signature?.region ?? DEFAULT_REGION,
    accessKeyId: call.signature?.accessKeyId,
    input: loggedInput(call.input),
    status: typeof answer === "string" || "torn" in answer ? undefined : answer.status,
    errorCode: call.errorCode,
    fault: call.fault?.kind,
    requestId: call.requestId,
    at: options.clock().toISOString(),
    startedAt: call.startedAt,
    endedAt: Date.now(),
  });
}
