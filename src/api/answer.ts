/** One request from its arrival to its answer: host, origin, sign-in, role and rate before anything of it is read; headers and a line of the log after. */
import type { Team } from "../app/team/team.ts";
import type { McpEndpoint } from "../mcp/endpoint.ts";
import { type Identity, mayAct } from "../model/roles.ts";
import { jsonBody } from "./guard/body.ts";
import { type OwnAddress, refuseForeignHost, refuseForeignOrigin, refuseUnmarkedWrite } from "./guard/origin.ts";
import type { RateLimits } from "./guard/rate.ts";
import type { SignIn } from "./identity/sign-in.ts";
import type { RequestLog } from "./log.ts";
import { fullPath } from "./paths.ts";
import { problemOf, problemResponse, RefusedRequest } from "./problem.ts";
import type { Call, Route } from "./route.ts";

export interface ServerParts {
  readonly team: Team;
  readonly signIn: SignIn;
  readonly mcp: McpEndpoint;
  readonly address: OwnAddress;
  readonly headers: Readonly<Record<string, string>>;
  /** Undefined: the only caller is the person at this machine. */
  readonly rates: RateLimits | undefined;
  readonly log: RequestLog;
  /** Aborted when the server stops. */
  readonly stopping: AbortSignal;
}

interface Arrived {
  /** Undefined: there is none with this path and method. */
  readonly route: Route | undefined;
  readonly request: Request;
  readonly params: Readonly<Record<string, string>>;
  /** The address of the other side of the socket. */
  readonly peer: string;
}

/** Filled while the request is served, for the log. */
interface Seen {
  who?: Identity | undefined;
  failure?: unknown;
}

export async function serve(arrived: Arrived, parts: ServerParts): Promise<Response> {
  const { route, params } = arrived;
  const { context } = parts.team;
  const began = context.monotonic();
  const seen: Seen = {};
  const response = await answerOrProblem(arrived, parts, seen);
  for (const [name, value] of Object.entries(parts.headers))
    if (!response.headers.has(name)) response.headers.set(name, value);
  parts.log({
    at: context.now().toISOString(),
    // The pattern, never the path: words of a question are nobody's business.
    route: route && `${route.method} ${fullPath(route)}`,
    organization: params["organization"],
    who: seen.who?.name,
    status: response.status,
    milliseconds: Math.round(context.monotonic() - began),
    failure: seen.failure,
  });
  return response;
}

async function answerOrProblem(arrived: Arrived, parts: ServerParts, seen: Seen): Promise<Response> {
  try {
    return await answer(arrived, parts, seen);
  } catch (error) {
    const problem = problemOf(error);
    if (problem.status >= 500) seen.failure = error;
    return problemResponse(problem);
  }
}

async function answer({ route, request, params, peer }: Arrived, parts: ServerParts, seen: Seen): Promise<Response> {
  const { headers } = request;
  if (!(route && isProbe(route))) refuseForeignHost(headers, parts.address);
  if (!route) throw new RefusedRequest(NO_ROUTE);
  refuseForeignOrigin(route, headers, parts.address);
  const who = route.needs === "anyone" ? NOBODY : await identified({ route, request, peer }, parts);
  seen.who = who;
  if (route.writes) refuseUnmarkedWrite(headers);
  takeRate({ route, who, peer }, parts);
  refuseWithoutRole(route, who, params["organization"]);
  const call: Call<unknown, unknown, unknown> = {
    params,
    query: queryOf(request),
    body: route.body === undefined ? undefined : await jsonBody(request),
    who,
    team: parts.team,
    signIn: parts.signIn,
    mcp: parts.mcp,
    ending: () => AbortSignal.any([parts.stopping, request.signal]),
    request,
  };
  const value = await route.run(call);
  return value instanceof Response ? value : Response.json(value, { status: route.status ?? 200 });
}

/** @throws RefusedRequest 429 */
function takeRate(
  { route, who, peer }: { readonly route: Route; readonly who: Identity; readonly peer: string },
  { rates }: ServerParts,
): void {
  if (isProbe(route)) return;
  if (route.needs === "anyone") rates?.take("signIn", peer);
  else rates?.take(route.writes ? "writes" : route.isCostly === true ? "costly" : "reads", who.name);
}

const NO_ROUTE = {
  status: 404,
  code: "no-such-route",
  detail: "There is no such route",
  next: "GET /openapi.json lists all of them",
} as const;

/** Asked by an orchestrator, which knows the server by its number only; the answer says nothing. */
const isProbe = ({ path }: Route): boolean => path === "/healthz" || path === "/readyz";

const NOBODY: Identity = { name: "anyone", grants: [] };

/** @throws RefusedRequest 401 */
async function identified(
  { route, request, peer }: Pick<Arrived, "request" | "peer"> & { readonly route: Route },
  { signIn, rates }: ServerParts,
): Promise<Identity> {
  const who = await signIn.identify(request.headers);
  if (who) return who;
  // A wrong token is counted, so that nobody can try many.
  if (request.headers.has("authorization")) rates?.take("signIn", peer);
  throw new RefusedRequest({
    status: 401,
    code: "sign-in-needed",
    detail: `${route.method} ${fullPath(route)} needs sign-in`,
    next: "Sign in at /auth/login, or send a token: Authorization: Bearer …",
  });
}

/** The same words whether there is such an organization or not. @throws RefusedRequest 403 */
function refuseWithoutRole({ needs }: Route, who: Identity, organization: string | undefined): void {
  if (needs === "anyone" || mayAct(who, needs, organization ?? null)) return;
  throw new RefusedRequest({
    status: 403,
    code: "role-needed",
    detail: `This needs the role ${needs}${organization === undefined ? "" : ` in ${organization}`}`,
    next: "Ask an administrator of this server for the role",
  });
}

/** A parameter that is given twice is a list. */
function queryOf({ url }: Request): Readonly<Record<string, unknown>> {
  const { searchParams } = new URL(url);
  const entries = [...new Set(searchParams.keys())].map((name) => {
    const all = searchParams.getAll(name);
    return [name, all.length === 1 ? all[0] : all] as const;
  });
  return Object.fromEntries(entries);
}
