/** SCIM 2.0, as identity providers speak it to Identity Center: `/<tenant>/scim/v2/…` (facts 6). */

import { isShutOut, NETWORK_REFUSAL } from "../../authorization/network-control.ts";
import { isNestedTooDeeply } from "../../protocol/nesting.ts";
import type { WireAnswer, WireRequest } from "../../protocol/wire.ts";
import type { Site, Visit } from "../site.ts";
import { isValidToken, tenantOf } from "./access-tokens.ts";
import { RESOURCE_TYPES, SCHEMAS, SERVICE_PROVIDER_CONFIG } from "./discovery.ts";
import { recordScim } from "./events.ts";
import { groups } from "./groups.ts";
import type { ScimCall, ScimResult } from "./scim-call.ts";
import { errorAnswer, invalid, missing, ScimError, scimAnswer } from "./scim-error.ts";
import type { Json } from "./user-mapping.ts";
import { users } from "./users.ts";

const PATH = /^\/([^/]+)\/scim\/v2\/?(?:([^/]+)(?:\/([^/]+))?)?\/?$/;

/** Transactions a second of each API; reading is cheaper (facts 3.6). */
const WRITES = 25;
const READS = 40;

const OPERATIONS: Readonly<Record<string, (call: ScimCall, id: string) => ScimResult>> = {
  ...users,
  ...groups,
  "GET ServiceProviderConfig": () => ({ status: 200, body: SERVICE_PROVIDER_CONFIG }),
  "GET ResourceTypes": () => ({ status: 200, body: RESOURCE_TYPES }),
  "GET Schemas": () => ({ status: 200, body: SCHEMAS }),
};

const VERBS: Readonly<Record<string, string>> = {
  POST: "Create",
  PUT: "Put",
  PATCH: "Patch",
  DELETE: "Delete",
  GET: "Get",
};

/** `CreateUser`, `ListGroups`, … */
function operationName(key: string): string {
  const [method = "", resource = ""] = key.split(" ");
  const [kind = ""] = resource.split("/");
  if (method === "GET" && !resource.includes("/") && kind.endsWith("s") && kind in { Users: 1, Groups: 1 })
    return `List${kind}`;
  return `${VERBS[method] ?? method}${kind.replace(/^(Users|Groups)$/, (plural) => plural.slice(0, -1))}`;
}

/** @param admit whether one more call of a name fits into so many a second. */
export function scimSite(admit: (name: string, perSecond: number) => boolean): Site {
  return {
    takes: ({ path }) => PATH.test(path),
    answer: (request, visit) => {
      const [, tenantId = "", resource = "", id = ""] = PATH.exec(request.path) ?? [];
      const key = `${request.method} ${resource}${id === "" ? "" : "/id"}`;
      // Ids are letters, digits and dashes: what needs decoding names nothing.
      const scim = { request, visit, tenantId, key, id };
      return answered(scim, admit);
    },
  };
}

interface ScimRequest {
  readonly request: WireRequest;
  readonly visit: Visit;
  readonly tenantId: string;
  /** `PATCH Groups/id` */
  readonly key: string;
  readonly id: string;
}

function answered(scim: ScimRequest, admit: (name: string, perSecond: number) => boolean): WireAnswer {
  const { request, visit, tenantId, key } = scim;
  const name = operationName(key);
  const record = (id: string | undefined, error: ScimError | undefined) => {
    // What is no operation has no event: its name would be whatever the client wrote into the path.
    if (!Object.hasOwn(OPERATIONS, key)) return;
    recordScim(visit.world, {
      name,
      tenantId,
      id,
      error,
      body: request.body === "" ? undefined : parsed(request.body),
      requestId: visit.requestId,
      userAgent: request.headers["user-agent"] ?? "",
    });
  };
  try {
    const result = carriedOut(scim, name, admit);
    if (request.method !== "GET") record(result.id, undefined);
    return scimAnswer(result.status, result.body, visit.requestId);
  } catch (error) {
    if (!(error instanceof ScimError)) throw error;
    record(undefined, error);
    return errorAnswer(error, visit);
  }
}

function carriedOut(scim: ScimRequest, name: string, admit: (name: string, perSecond: number) => boolean): ScimResult {
  const { request, visit, key, id, tenantId } = scim;
  const { world, now, labUrl } = visit;
  const token = /^Bearer (\S+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
  const isTenant = world.instance !== null && tenantOf(world.instance) === tenantId;
  if (!isTenant || token === undefined || !isValidToken(world, token, now))
    throw new ScimError("UnauthorizedException", "Unauthorized");
  if (isShutOut(world, "scimAllowSourceIps")) throw new ScimError("AccessDeniedException", NETWORK_REFUSAL);
  const operation = Object.hasOwn(OPERATIONS, key) ? OPERATIONS[key] : undefined;
  if (!operation) throw missing(`${request.method} ${request.path}`);
  if (!admit(rateName(name, request), request.method === "GET" ? READS : WRITES))
    throw new ScimError("ThrottlingException", "Rate exceeded");
  const call: ScimCall = {
    world,
    now,
    query: request.query,
    location: `${labUrl}/${tenantId}/scim/v2`,
    body: () => bodyOf(request.body),
  };
  return operation(call, id);
}

/** Memberships are counted apart (facts 3.6). */
const rateName = (name: string, { body }: WireRequest): string =>
  name === "PatchGroup" && body.includes('"members') ? "scim PatchGroup members" : `scim ${name}`;

function bodyOf(text: string): Json {
  const body = parsed(text);
  // Facts 5.5, wording observed.
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw invalid("Invalid JSON from RequestBody");
  return body as Json;
}

function parsed(text: string): unknown {
  if (isNestedTooDeeply(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
