/** Policies and requests that the tests of this room build on. */
import { ABSENT, type ContextValue, contextOf, PRESENT, valued } from "../context.ts";
import type { LayerPolicies, PolicyText } from "../evaluate.ts";
import type { AccessRequest } from "../statement.ts";

export type Json = Record<string, unknown>;
export const policy = (name: string, ...statements: Json[]): PolicyText => ({
  name,
  text: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
});
export const allow = (more: Json = {}): Json => ({ Effect: "Allow", Action: "*", Resource: "*", ...more });
export const deny = (more: Json = {}): Json => ({ ...allow(more), Effect: "Deny" });

export const OBJECT = "arn:aws:s3:::logs/a/b";
const KEYS: Readonly<Record<string, ContextValue>> = {
  "aws:PrincipalTag/team": valued("platform"),
  "aws:PrincipalTag/none": ABSENT,
  "aws:PrincipalArn": valued("arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/R_1"),
  "aws:TagKeys": valued("team", "tier"),
  "aws:SourceIp": valued("203.0.113.9"),
  "aws:CurrentTime": valued("2026-03-01T12:00:00Z"),
  "s3:max-keys": valued("10"),
  "aws:SecureTransport": valued("True"),
  "test:present": PRESENT,
};
export const request = (more: Partial<AccessRequest> = {}): AccessRequest => ({
  action: "s3:GetObject",
  resource: OBJECT,
  principals: ["111122223333"],
  context: contextOf(KEYS),
  ...more,
});
export const one = (...policies: PolicyText[]): LayerPolicies => ({
  kind: "levels",
  levels: [{ target: null, policies }],
});
export const identity = (...policies: PolicyText[]) =>
  ({ layer: "identity-based policy", policies: one(...policies) }) as const;
