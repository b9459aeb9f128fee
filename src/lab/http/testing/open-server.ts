/** A server for tests: all services by their models, any operations, a world that nobody looks at. */
import { createFaultList, type FaultList } from "../../faults/fault-list.ts";
import { models } from "../../models/index.ts";
import { type CompiledService, compileService } from "../../protocol/service.ts";
import type { Operations, ServiceId } from "../../services/operation.ts";
import type { World } from "../../world/world.ts";
import { close, createLabServer, type LabServer, listen } from "../server.ts";
import type { LabServerOptions } from "../serving.ts";

export const SERVICE_IDS = Object.keys(models) as readonly ServiceId[];

const compiledServices = Object.fromEntries(SERVICE_IDS.map((id) => [id, compileService(models[id])])) as Readonly<
  Record<ServiceId, CompiledService>
>;

export interface OpenServer extends LabServer {
  readonly port: number;
  readonly url: string;
  readonly errors: unknown[];
  readonly faults: FaultList;
  readonly close: () => Promise<void>;
}

/** Every caller is this root user. */
const CALLER_ACCOUNT = "123456789012";

/** Opens a server on a free port. */
export async function openServer(
  operations: Partial<Record<ServiceId, Operations>>,
  options: Partial<LabServerOptions> = {},
): Promise<OpenServer> {
  const errors: unknown[] = [];
  const faults = createFaultList();
  const services = Object.fromEntries(
    SERVICE_IDS.map((id) => [id, { compiled: compiledServices[id], operations: operations[id] ?? {} }]),
  ) as LabServerOptions["services"];
  const lab = createLabServer({
    services,
    world: () => ({}) as World,
    callerOf: (accessKeyId) => ({
      accountId: CALLER_ACCOUNT,
      arn: `arn:aws:iam::${CALLER_ACCOUNT}:root`,
      userId: accessKeyId ?? "nobody",
    }),
    clock: () => new Date("2026-03-01T12:00:00Z"),
    beforeCall: () => undefined,
    admit: () => undefined,
    authorize: () => undefined,
    refusalOf: () => undefined,
    record: () => undefined,
    sites: [],
    faults,
    kept: () => undefined,
    control: {},
    latency: 0,
    onError: (error) => errors.push(error),
    ...options,
  });
  const port = await listen(lab.server, 0);
  return { ...lab, faults, port, url: `http://127.0.0.1:${port}`, errors, close: () => close(lab.server) };
}
