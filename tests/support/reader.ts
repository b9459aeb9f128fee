/** The product's own reader pointed at a lab, and a context without noise. */
import { randomUUID } from "node:crypto";
import { setMaxListeners } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { Context } from "../../src/model/context.ts";
import { type AwsClients, createAwsClients } from "../../src/sources/aws/calling/clients.ts";
import type { AwsConnection } from "../../src/sources/aws/calling/connection.ts";
import { createAwsReader } from "../../src/sources/aws/reader.ts";
import type { Reader } from "../../src/sources/reader.ts";
import type { TestLab } from "./lab.ts";
import { handlerAt } from "./lab-fetch.ts";

// The SDK takes its credentials from here; a key of the management account.
process.env["AWS_ACCESS_KEY_ID"] ??= "123456789012";
process.env["AWS_SECRET_ACCESS_KEY"] ??= "not-a-secret";

export function testContext(overrides: Partial<Context> = {}): Context {
  return {
    now: () => new Date(),
    monotonic: () => performance.now(),
    newId: randomUUID,
    delay: async (milliseconds, signal) => void (await wait(milliseconds, undefined, signal ? { signal } : {})),
    log: () => undefined,
    signal: quietSignal(),
    ...overrides,
  };
}

/** How a reader reaches a lab: its address, and whether it enforces AWS's request rates. */
export type LabAddress = Pick<TestLab, "url"> & Partial<Pick<TestLab, "limits">>;

/** Calls wait for their turn only where the lab refuses those that do not; a lab of this process is asked without a connection. */
export function labConnection(lab: LabAddress, connection: Partial<AwsConnection> = {}): AwsConnection {
  const isUnpaced = lab.limits === "off";
  const { url: endpointUrl } = lab;
  const requestHandler = handlerAt(endpointUrl);
  return { region: "us-east-1", endpointUrl, requestHandler, attempts: 1, timeout: 5000, isUnpaced, ...connection };
}

export function labReader(lab: LabAddress, connection: Partial<AwsConnection> = {}, context = testContext()): Reader {
  const full = labConnection(lab, connection);
  return createAwsReader(full, context, undefined, sharedClients(full));
}

const clientsOfLabs = new WeakMap<object, Map<string, AwsClients>>();

/** Making clients takes as long as most questions: those of one lab of this process, with the same credentials, are made once. */
function sharedClients(connection: AwsConnection): AwsClients | undefined {
  const { requestHandler, region, profile, credentials, timeout, endpointUrl } = connection;
  if (!requestHandler) return undefined;
  const made = clientsOfLabs.get(requestHandler) ?? new Map<string, AwsClients>();
  clientsOfLabs.set(requestHandler, made);
  const ofProcess = Object.entries(process.env).filter(([name]) => name.startsWith("AWS_"));
  const key = JSON.stringify([region, profile, credentials, timeout, endpointUrl, ofProcess.sort()]);
  const clients = made.get(key) ?? createAwsClients(connection);
  made.set(key, clients);
  return clients;
}

/** Every call listens to it; Node warns of more than ten listeners. */
function quietSignal(): AbortSignal {
  const { signal } = new AbortController();
  setMaxListeners(0, signal);
  return signal;
}
