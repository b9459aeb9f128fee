/** What the lab's server is given, and what its parts share while it serves. */
import type { FaultList } from "../faults/fault-list.ts";
import type { CompiledService } from "../protocol/service.ts";
import type { Admission, Call, Called, LabCaller, Operations, Served, ServiceId } from "../services/operation.ts";
import type { Site } from "../services/site.ts";
import type { World } from "../world/world.ts";
import type { CallLog } from "./call-log.ts";
import type { Latency } from "./latency.ts";

/** A control route: gets the parsed body (JSON, or text where it is none) and answers a value for JSON, or a text. */
export type ControlRoute = (body: unknown, query: URLSearchParams, labUrl: string) => unknown;

export interface LabServerOptions {
  readonly services: Readonly<
    Record<ServiceId, { readonly compiled: CompiledService; readonly operations: Operations }>
  >;
  /** The world may be replaced as a whole (reset, load), so it is asked for at every call. */
  readonly world: () => World;
  readonly callerOf: (accessKeyId: string | undefined) => LabCaller;
  readonly clock: () => Date;
  /** Runs before every operation: the world's asynchronous work comes to its due state. */
  readonly beforeCall: (now: Date) => void;
  /** Refuses a call before it is carried out: rate limits. @throws ApiError */
  readonly admit: (asked: Admission) => void;
  /** Whether the caller's own policies allow the call. @throws ApiError where they do not. */
  readonly authorize: (called: Called, call: Call) => void;
  /** Why the caller may not do something that a call brings about; undefined where it may. */
  readonly refusalOf: (called: Called, call: Call, action: string, resource: string) => string | undefined;
  /** Hears of every call that reached its operation, and how it ended: CloudTrail. */
  readonly record: (served: Served, call: Call) => void;
  /** What is no API operation: pages and SCIM. The first that takes the path answers. */
  readonly sites: readonly Site[];
  readonly faults: FaultList;
  /** Resolves when what was changed so far would survive a crash; undefined where it does already, or never will. */
  readonly kept: () => Promise<void> | undefined;
  /** Keyed by method and path: `POST /_lab/reset`. */
  readonly control: Readonly<Record<string, ControlRoute>>;
  /** How much longer every answer takes. */
  readonly latency: Latency;
  /** Hears of what should not happen: an operation that throws anything but an ApiError. */
  readonly onError: (error: unknown) => void;
}

export interface Serving {
  readonly options: LabServerOptions;
  readonly calls: CallLog;
  /** Milliseconds that the next answer takes longer; replaced by `PUT /_lab/latency`. */
  nextLatency: () => number;
}
