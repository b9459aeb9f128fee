/** A load of HTTP requests over kept connections: one after the other on each, until the time is over. */
import { Agent, request } from "node:http";

export interface WebRequest {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly body?: string;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly count: number;
  /** Answers with another status than 200, and requests without an answer. */
  readonly errors: number;
}

interface Load {
  readonly connections: number;
  readonly milliseconds: number;
  readonly next: () => WebRequest;
}

export async function webLoad(url: string, { connections, milliseconds, next }: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let errors = 0;
  const start = performance.now();
  const end = start + milliseconds;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() < end) {
        const sent = performance.now();
        const status = await statusOf(url, next(), agent).catch(() => 0);
        times.push(performance.now() - sent);
        if (status !== 200) errors += 1;
      }
    }),
  );
  agent.destroy();
  const elapsed = performance.now() - start;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return {
    requestsPerSecond: (times.length * 1000) / elapsed,
    p50: at(0.5),
    p99: at(0.99),
    count: times.length,
    errors,
  };
}

/** The answer is read to its end. */
const statusOf = (url: string, { method, path, body }: WebRequest, agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const headers = { "accept-encoding": "gzip", ...(body !== undefined && { "content-type": "application/json" }) };
    const sent = request(`${url}${path}`, { agent, method, headers }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode ?? 0));
      answer.once("error", reject);
    });
    sent.once("error", reject);
    sent.end(body);
  });
