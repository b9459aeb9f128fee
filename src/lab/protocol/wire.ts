/** A request and an answer as they cross the wire, free of any HTTP library. */
import type { OperationModel } from "./model.ts";

/** A request as the server read it: header names in lower case, the body as text. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The operation that a request addresses, with the parts of its path that are input. */
export interface RoutedCall {
  readonly operation: OperationModel;
  readonly labels: Readonly<Record<string, string>>;
}

/** The form of a Query request; such services also take GET with the form in the query string. */
export const formOf = (request: WireRequest): URLSearchParams =>
  request.body === "" ? request.query : new URLSearchParams(request.body);
