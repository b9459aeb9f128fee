/** What a lab operation is: one function from a validated input and the call's surroundings to an output. */
import type { World } from "../world/world.ts";

export type ServiceId = "sso-admin" | "identitystore" | "sso" | "organizations" | "iam" | "sts";

/**
 * Who signed the request: an account (12 digits) and, for keys that the lab's own sts or portal issued, the role session.
 * Signatures are not verified; the access key id alone decides (design, section 5).
 */
export interface LabCaller {
  readonly accountId: string;
  /** What GetCallerIdentity answers: `arn:aws:iam::…:root`, `…:assumed-role/<role>/<session>`. */
  readonly arn: string;
  readonly userId: string;
}

/** The surroundings of one call. `region` is the Region the client addressed (SigV4 scope), `now` the virtual clock's time. */
export interface Call {
  readonly world: World;
  readonly caller: LabCaller;
  readonly region: string;
  readonly requestId: string;
  readonly now: Date;
  /** The portal's bearer token (`x-amz-sso_bearer_token`), where the client sent one. */
  readonly bearerToken: string | undefined;
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
