/** What the lab's server is given, and what its parts share while it serves. */
import type { ActiveFault } from "../faults/decide.ts";
import type { CompiledService } from "../protocol/service.ts";
import type { LabCaller, Operations, ServiceId } from "../services/operation.ts";
import type { World } from "../world/world.ts";
import type { CallLog } from "./call-log.ts";
import type { Latency } from "./latency.ts";

/** A control route: gets the parsed body (JSON, or text where it is none) and answers a value for JSON, or a text. */
export type ControlRoute = (body: unknown, query: URLSearchParams) => unknown;

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
  readonly admit: (service: ServiceId, operation: string) => void;
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
  readonly faults: ActiveFault[];
  readonly nextLatency: () => number;
}
