/** For tests: a server with three operations of sso-admin and one of iam, and requests to it as they are written. */
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach } from "vitest";
import type { Fault } from "../../../model/organization-document/document.ts";
import { ApiError } from "../../protocol/api-error.ts";
import type { Call, Operations } from "../../services/operation.ts";
import { type OpenServer, openServer } from "./open-server.ts";

export const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=222233334444/20260301/eu-west-1/sso/aws4_request, SignedHeaders=host, Signature=0";
export const INSTANCES = { "x-amz-target": "SWBExternalService.ListInstances", authorization: AUTHORIZATION };

/** The server of the test that runs, and what reached its ListInstances. */
interface Opened {
  readonly server: OpenServer;
  readonly listed: Call[];
}

const open = async (): Promise<Opened> => {
  const listed: Call[] = [];
  const ssoAdmin: Operations = {
    ListInstances: (_input: never, call: Call) => {
      listed.push(call);
      return { Instances: [] };
    },
    ListPermissionSets: () => {
      throw new TypeError("a bug");
    },
    DeletePermissionSet: () => {
      throw new ApiError("ConflictException", "still provisioned");
    },
  };
  const control = {
    "POST /_lab/reset": () => ({ status: "ok" }),
    "GET /_lab/text": () => "a text",
    "POST /_lab/refused": () => {
      throw new ApiError("ValidationException", "no", { status: 409 });
    },
  };
  const iam = { ListRoles: () => ({ Roles: [], IsTruncated: false }) };
  return { listed, server: await openServer({ "sso-admin": ssoAdmin, iam }, { control }) };
};

/** Opens one for each test of the file, and closes it. */
export function serverForEachTest() {
  let opened: Opened | undefined;
  beforeEach(async () => {
    opened = await open();
  });
  afterEach(() => opened?.server.close());
  const current = (): Opened => {
    if (opened === undefined) throw new TypeError("a test of the file runs");
    return opened;
  };
  const server = (): OpenServer => current().server;
  const ask = (asked: Asked): Promise<Answer> => answerTo(asked, server().port);
  return {
    server,
    listed: (): readonly Call[] => current().listed,
    ask,
    say: (text: string): Promise<string> => saidTo(text, server().port),
    put: (fault: Partial<Fault>) =>
      ask({ path: "/_lab/faults", body: JSON.stringify({ service: "*", operation: "*", ...fault }) }),
    calls: async () => (await ask({ method: "GET", path: "/_lab/calls" })).json()["calls"] as Record<string, unknown>[],
  };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: () => Record<string, unknown>;
}

export interface Asked {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Milliseconds without an answer after which the client gives up; long, but for tests of an answer that never comes. */
  readonly patience?: number;
}

/** `fetch` does not let a test set Host; this does. */
function answerTo(
  { method = "POST", path = "/", headers = {}, body = "", patience = 20_000 }: Asked,
  port: number,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: "127.0.0.1", method, path, headers }, (message) => {
      const chunks: Buffer[] = [];
      message.on("data", (chunk: Buffer) => chunks.push(chunk));
      message.on("error", reject);
      message.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: message.statusCode, headers: message.headers, text, json: () => JSON.parse(text) });
      });
    });
    request.on("error", reject);
    request.setTimeout(patience, () => request.destroy(new Error("no answer")));
    request.end(body);
  });
}

/** Bytes as they are, and what comes back. */
function saidTo(text: string, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let answer = "";
    socket.on("data", (chunk) => {
      answer += String(chunk);
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}
