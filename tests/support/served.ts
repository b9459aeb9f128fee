/** A server of the product for tests: a team over a document or a lab, a store in memory, requests without a socket. */
import { type Application, createApplication } from "../../src/api/application.ts";
import { securityHeaders } from "../../src/api/guard/headers.ts";
import { ownAddress } from "../../src/api/guard/origin.ts";
import { createRateLimits } from "../../src/api/guard/rate.ts";
import { localSignIn, requiredSignIn } from "../../src/api/identity/sign-in.ts";
import { requestLog } from "../../src/api/log.ts";
import { routes } from "../../src/api/routes/index.ts";
import { type OpenTeam, openTeam } from "../../src/app/team/open-team.ts";
import { makeToken } from "../../src/app/team/tokens.ts";
import { beginWork } from "../../src/app/team/work.ts";
import { createMcpEndpoint } from "../../src/mcp/endpoint.ts";
import type { OrganizationDocument } from "../../src/model/organization-document/document.ts";
import type { Role } from "../../src/model/roles.ts";
import { commandEnvironment } from "./cli.ts";
import { misfitsOfAnswer } from "./openapi-answers.ts";
import { testContext } from "./reader.ts";

export const SERVED_AT = "http://127.0.0.1:8080";

export interface ServedOptions {
  readonly from?: OrganizationDocument;
  readonly endpointUrl?: string;
  /** Without it, whoever connects may do everything. */
  readonly needsSignIn?: boolean;
  readonly needsTwoPeople?: boolean;
  readonly isLimited?: boolean;
  readonly allowsMcpApply?: boolean;
  /** With the folder of a configuration file; else one without. */
  readonly env?: Readonly<Record<string, string>>;
  /** A file; else a store in memory. */
  readonly database?: string;
}

export interface Served {
  readonly application: Application;
  readonly team: OpenTeam;
  /** Lines of the log so far. */
  readonly log: readonly string[];
  /** As a program would: JSON both ways, the header of a write, a token where one is given. */
  readonly ask: (method: string, path: string, options?: Asked) => Promise<Answered>;
  readonly token: (role: Role, organization?: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

export interface Asked {
  readonly body?: unknown;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined: it is no JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of many forms
  readonly json: any;
}

export async function serveForTest(options: ServedOptions): Promise<Served> {
  const { from, endpointUrl } = options;
  const context = testContext();
  const env = options.env ?? commandEnvironment();
  const opened = await openTeam({
    flags: { ...(from && { from }), ...(endpointUrl === undefined ? {} : { endpointUrl, region: "us-east-1" }) },
    database: options.database ?? ":memory:",
    context,
    env,
  });
  const team = { ...opened, needsTwoPeople: options.needsTwoPeople === true };
  await beginWork(team);
  const log: string[] = [];
  const application = createApplication(
    {
      team,
      signIn: options.needsSignIn === true ? requiredSignIn(team, undefined) : localSignIn(team),
      mcp: createMcpEndpoint({ team, allowsApply: options.allowsMcpApply === true }),
      address: ownAddress(SERVED_AT, undefined),
      headers: securityHeaders(false),
      rates: options.isLimited === true ? createRateLimits(context.monotonic) : undefined,
      log: requestLog((line) => log.push(line)),
      stopping: context.signal,
    },
    routes,
  );
  return {
    application,
    team,
    log,
    ask: (method, path, asked = {}) => ask(application, { method, path, ...asked }),
    token: async (role, organization) =>
      (await makeToken({ name: `${role} of tests`, role, organization, days: 1 }, team)).token,
    close: team.close,
  };
}

async function ask(
  application: Application,
  { method, path, body, token, headers }: Asked & { readonly method: string; readonly path: string },
): Promise<Answered> {
  const response = await application.request(`${SERVED_AT}${path}`, {
    method,
    headers: {
      host: new URL(SERVED_AT).host,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(token === undefined ? { "x-idc-doctor": "1" } : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer = { status: response.status, headers: response.headers, text, json: parsed(text) };
  const misfits = answer.json === undefined ? [] : misfitsOfAnswer(method, path, answer);
  if (misfits.length > 0) throw new Error(`The answer is not as the OpenAPI document says:\n${misfits.join("\n")}`);
  return answer;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
