/** What the kernel says of a request that it cannot read: the shape of the input is not even looked at. */
import { ApiError } from "./api-error.ts";

/** No input of these services is nested deeper; more is refused before it costs anything. */
export const MAXIMUM_DEPTH = 64;

/** A value of the wrong type or form; `at` is its path, empty for the whole body. */
export function unreadable(at: string, expected: string): ApiError {
  const subject = at === "" ? "The request body" : `Value at '${at}'`;
  return new ApiError("SerializationException", `${subject} is not ${expected}`);
}

/** Nesting beyond any input of these services. */
export function tooDeep(): ApiError {
  return new ApiError("SerializationException", "The request body is nested too deeply");
}
