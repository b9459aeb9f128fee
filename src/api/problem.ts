/** Errors as a client sees them: a status, a stable code, a sentence and the next step (RFC 9457, problem details). */
import { AccessError, type AccessErrorCode } from "../model/errors.ts";
import { withoutSecrets } from "../model/secrets.ts";

/** Codes that only a server has. */
type ServerCode =
  | "sign-in-needed"
  | "role-needed"
  | "foreign-host"
  | "foreign-origin"
  | "too-large"
  | "too-many-requests"
  | "no-such-route"
  | "plan-changed"
  | "plan-state"
  | "two-people-needed"
  | "sign-in-failed"
  | "no-sign-in"
  | "internal";

export interface Problem {
  readonly status: number;
  readonly code: AccessErrorCode | ServerCode;
  readonly detail: string;
  readonly next?: string | undefined;
  readonly candidates?: AccessError["candidates"] | undefined;
  /** What the request would have to be about now: the plan that took the place of an older one. */
  readonly current?: unknown;
  /** Seconds. */
  readonly retryAfter?: number | undefined;
}

const STATUS: Readonly<Record<AccessErrorCode, number>> = {
  "bad-input": 400,
  ambiguous: 400,
  "not-found": 404,
  "unreadable-document": 422,
  "port-in-use": 500,
  "no-credentials": 503,
  "expired-credentials": 503,
  refused: 502,
  unreachable: 502,
  "malformed-answer": 502,
  "write-failed": 500,
  unverified: 500,
  busy: 503,
  "lease-lost": 503,
  interrupted: 503,
};

const CRASH = "Internal error. The log of the server has the details";

/** What is thrown and is no AccessError is a bug of ours: its words may hold anything, and stay in the log. */
export function problemOf(error: unknown): Problem {
  if (error instanceof RefusedRequest) return error.problem;
  if (!(error instanceof AccessError)) return { status: 500, code: "internal", detail: CRASH };
  const { code, next, candidates } = error;
  return {
    status: STATUS[code],
    code,
    detail: withoutSecrets(error.message),
    next: next && withoutSecrets(next),
    ...(candidates.length > 0 && { candidates }),
  };
}

/** Ends a request with this problem. */
export class RefusedRequest extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "RefusedRequest";
    this.problem = problem;
  }
}

export function problemResponse({ status, retryAfter, ...rest }: Problem): Response {
  const body = { type: "about:blank", status, title: TITLES[status] ?? "Error", ...rest };
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  if (status === 401) headers.set("www-authenticate", "Bearer");
  return new Response(JSON.stringify(body), { status, headers });
}

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  421: "Misdirected Request",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
};
