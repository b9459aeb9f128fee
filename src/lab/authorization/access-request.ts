/** What is asked of the evaluator: an action on a resource, with the values that conditions look at. */

/** Values by condition key in lower case. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

export interface AccessRequest {
  /** `sso:ListInstances` */
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}
