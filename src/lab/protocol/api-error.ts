/** The one error a lab operation throws: an AWS error by its model name, rendered per protocol by the kernel. */

/**
 * An error that the lab answers instead of an output.
 *
 * `code` is the error shape's name in the API model (`ResourceNotFoundException`); `fields` are further members of that
 * shape (`Reason`, `ResourceType`, …); `status` overrides the HTTP status for errors that no model lists (the portal's 403).
 */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number | undefined;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: { status?: number; fields?: Record<string, unknown> } = {}) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = options.status;
    this.fields = options.fields ?? {};
  }
}
