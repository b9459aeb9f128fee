/** Requests to the server that served this page: typed answers, and errors as the server words them. */
import type { FailureWords } from "../components/state-message.tsx";

export type Answer<T> =
  | { readonly kind: "ok"; readonly value: T }
  | {
      readonly kind: "failed";
      readonly status: number;
      readonly code: string;
      readonly failure: FailureWords;
      readonly current: unknown;
    };

interface Problem extends FailureWords {
  readonly code?: string;
  readonly current?: unknown;
}

/** A read. Signs in first where the server asks for it. */
export const get = <T>(path: string, signal?: AbortSignal): Promise<Answer<T>> =>
  send<T>("GET", path, undefined, signal);

/** A question or a write; the header tells the server that a page of its own sent it. */
export const post = <T>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer<T>> =>
  send<T>("POST", path, body, signal);

async function send<T>(
  method: string,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<Answer<T>> {
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      ...(signal && { signal }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      headers: { "content-type": "application/json", "x-idc-doctor": "1" },
    });
    if (response.status === 401) leaveToSignIn();
    const value: unknown = await response.json();
    return response.ok ? { kind: "ok", value: value as T } : failed(response.status, value as Problem);
  } catch (error) {
    if (signal?.aborted) throw error;
    return failed(0, {
      code: "unreachable",
      detail: "The server does not answer.",
      next: "Check that idc-doctor serve is running, then try again.",
    });
  }
}

function leaveToSignIn(): void {
  const { pathname, search } = window.location;
  window.location.assign(`/auth/login?returnTo=${encodeURIComponent(pathname + search)}`);
}

const failed = (status: number, { code = "", current, ...failure }: Problem): Answer<never> => ({
  kind: "failed",
  status,
  code,
  failure,
  current,
});
