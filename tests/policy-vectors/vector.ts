/** One case of AWS's documentation, in the form that both evaluators are run on. */

export type Json = Readonly<Record<string, unknown>>;

export interface Vector {
  /** Page and section of AWS's documentation. */
  readonly source: string;
  readonly what: string;
  /** Statements of the only identity policy. */
  readonly identity: readonly Json[];
  /** The identity policy as text, where its writing matters; `identity` is not used then. */
  readonly text?: string;
  /** From the root down. */
  readonly serviceControl?: readonly (readonly Json[])[];
  /** Statements of the only policy beside RCPFullAWSAccess. */
  readonly resourceControl?: readonly Json[];
  readonly boundary?: readonly Json[];
  readonly version?: string | null;
  readonly action?: string;
  readonly resource?: string;
  /** Every other key is absent from the request. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
  /** `open`: AWS does not say; the product must not decide. */
  readonly expected: "allow" | "deny" | "open";
}

export const ACTION = "s3:GetObject";
export const RESOURCE = "arn:aws:s3:::logs/a/b";

export const allow = (more: Json = {}): Json => ({ Effect: "Allow", Action: "*", Resource: "*", ...more });
export const deny = (more: Json = {}): Json => ({ ...allow(more), Effect: "Deny" });

/** A policy variable, in AWS's own braces. */
export const variable = (inside: string): string => `$\{${inside}}`;

export const outcome = (holds: boolean): "allow" | "deny" => (holds ? "allow" : "deny");
