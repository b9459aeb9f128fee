/** What a lab operation is: one function from a validated input and the call's surroundings to an output. */
import type { ApiError } from "../protocol/api-error.ts";
import type { LabCaller, World } from "../world/world.ts";

export type { LabCaller } from "../world/world.ts";

export type ServiceId =
  | "sso-admin"
  | "identitystore"
  | "sso"
  | "sso-oidc"
  | "organizations"
  | "iam"
  | "sts"
  | "cloudtrail"
  | "account-access"
  | "account-access-runtime"
  | "iam-toolbox"
  | "sqs"
  | "events"
  | "securityhub"
  | "signin";

/** The surroundings of one call. `region` is the Region the client addressed (SigV4 scope), `now` the virtual clock's time. */
export interface Call {
  readonly world: World;
  readonly caller: LabCaller;
  readonly region: string;
  readonly requestId: string;
  readonly now: Date;
  /** The bearer token that the client sent: `x-amz-sso_bearer_token` to the portal, `Authorization: Bearer` to account access. */
  readonly bearerToken: string | undefined;
  /** The key that the request was signed with, where it was. */
  readonly accessKeyId: string | undefined;
  /** Why the caller may not do something with a resource; undefined where it may, or where nobody looks. */
  readonly mayDo: (action: string, resource: string) => string | undefined;
  readonly userAgent: string;
  /** The lab's address as the client wrote it, without a slash at the end. */
  readonly labUrl: string;
}

/** An operation and its checked input. */
export interface Called {
  readonly service: ServiceId;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What became of a call: its output, or the error that it was answered with. */
export interface Served extends Called {
  readonly output: unknown;
  readonly error: ApiError | undefined;
}

/** What rates are counted by. */
export interface Admission {
  readonly service: ServiceId;
  readonly operation: string;
  readonly caller: LabCaller;
  readonly region: string;
}

/** Operations of a service by their API name. Inputs arrive parsed and validated by the API model. */
export type Operations = Readonly<Record<string, (input: never, call: Call) => unknown>>;

type Commands<M> = { [K in keyof M as K extends `${infer Op}Command` ? Op : never]: M[K] };
type InputOf<C> = C extends new (...input: infer I) => unknown ? NonNullable<I[0]> : never;
type OutputOf<C> = C extends new (
  ...args: never[]
) => { resolveMiddleware: (...args: never[]) => (...args: never[]) => Promise<{ output: infer O }> }
  ? Omit<O, "$metadata">
  : never;

/**
 * The handlers of a service, typed by the SDK's own command classes: an unknown operation or a wrong member does not compile.
 *
 * @example const handlers: Handlers<typeof import("@aws-sdk/client-sso-admin")> = { ListInstances: (input, call) => … }
 */
export type Handlers<M> = {
  readonly [Op in keyof Commands<M>]?: (input: InputOf<Commands<M>[Op]>, call: Call) => OutputOf<Commands<M>[Op]>;
};
