/** A plan from a file: untrusted until every id in it has the right form. */
import * as z from "zod/mini";
import type { Change } from "../../change.ts";
import {
  certain,
  describeMalformed,
  type Parsed,
  parseAccountId,
  parseGroupId,
  parseIdentityStoreId,
  parseInstanceArn,
  parsePermissionSetArn,
  parseRegion,
  parseUserId,
  type Region,
} from "../../ids.ts";
import { type GrantPromise, PLAN_SCHEMA } from "../../plan.ts";
import { ACCOUNT_ACCESS_APPLICATION_ARN, ENTITLED_ROLE_ARN } from "../account-access.ts";

/** `description` and `command` are only held against what the change does. */
export interface WrittenStep {
  readonly change: Change;
  readonly reason: string;
  readonly description?: string | undefined;
  readonly command?: string | undefined;
}

/** What a plan file is trusted for: its changes and promises. Every other word of a plan is made from these. */
export interface WrittenPlan {
  readonly region: Region;
  readonly cause: string;
  readonly promises: readonly GrantPromise[];
  readonly changes: readonly WrittenStep[];
}

export type ReadPlan =
  | { readonly kind: "ok"; readonly plan: WrittenPlan }
  | { readonly kind: "invalid"; readonly problems: readonly string[] };

/** Steps of one plan file. */
export const MOST_STEPS = 5000;

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const setName = z.string().check(z.regex(/^[\w+=,.@-]{1,32}$/));

/** A text that one of the model's own parsers takes. */
const identified = <T>(parse: (value: string) => Parsed<T>) =>
  z.pipe(
    z.string().check(
      z.superRefine((value, context) => {
        const parsed = parse(value);
        if (parsed.kind === "malformed") context.addIssue({ code: "custom", message: describeMalformed(parsed) });
      }),
    ),
    z.transform((value: string): T => certain(parse(value))),
  );

const grant = {
  instanceArn: identified(parseInstanceArn),
  accountId: identified(parseAccountId),
  permissionSetArn: identified(parsePermissionSetArn),
  permissionSetName: setName,
  accountName: z.optional(text(1024)),
};
const principal = z.discriminatedUnion("type", [
  z.object({ type: z.literal("USER"), id: identified(parseUserId) }),
  z.object({ type: z.literal("GROUP"), id: identified(parseGroupId) }),
]);
const membership = {
  identityStoreId: identified(parseIdentityStoreId),
  groupId: identified(parseGroupId),
  groupName: text(1024),
  userId: identified(parseUserId),
  userName: text(128),
};
const entitlement = z
  .object({
    applicationArn: z.string().check(z.maxLength(2048), z.regex(ACCOUNT_ACCESS_APPLICATION_ARN)),
    roleArn: z.string().check(z.maxLength(2048), z.regex(ENTITLED_ROLE_ARN)),
    accountId: identified(parseAccountId),
    accountName: z.optional(text(1024)),
    principal,
    principalName: text(1024),
  })
  .check(z.refine(({ roleArn, accountId }) => roleArn.split(":")[4] === accountId, "the role is in another account"));
const policyText = z.string().check(z.minLength(2), z.maxLength(8192));
const trust = z
  .object({
    applicationArn: z.string().check(z.maxLength(2048), z.regex(ACCOUNT_ACCESS_APPLICATION_ARN)),
    roleArn: z.string().check(z.maxLength(2048), z.regex(ENTITLED_ROLE_ARN)),
    accountId: identified(parseAccountId),
    accountName: z.optional(text(1024)),
    before: policyText,
    after: policyText,
  })
  .check(z.refine(({ roleArn, accountId }) => roleArn.split(":")[4] === accountId, "the role is in another account"));
const assigned = { ...grant, principal, principalName: text(1024) };
const change = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("create-account-assignment"), ...assigned }),
  z.strictObject({ kind: z.literal("delete-account-assignment"), ...assigned }),
  z.strictObject({ kind: z.literal("provision-permission-set"), ...grant }),
  z.strictObject({ kind: z.literal("create-group-membership"), ...membership }),
  z.strictObject({ kind: z.literal("delete-group-membership"), ...membership }),
  z.strictObject({ kind: z.literal("create-entitlement"), entitlement }),
  z.strictObject({ kind: z.literal("delete-entitlement"), entitlement }),
  z.strictObject({ kind: z.literal("update-trust-policy"), trust }),
]);
const promise = z.object({
  userName: z.string().check(z.maxLength(128)),
  accountId: identified(parseAccountId),
  permissionSetName: z.string().check(z.maxLength(64)),
  roleArn: z.optional(z.string().check(z.maxLength(2048), z.regex(ENTITLED_ROLE_ARN))),
  expects: z.optional(z.enum(["gone", "access"])),
});
const plan = z.object({
  schema: z.literal(PLAN_SCHEMA),
  region: identified(parseRegion),
  cause: text(200),
  promise: z.optional(promise),
  promises: z.optional(z.array(promise).check(z.maxLength(MOST_STEPS))),
  steps: z
    .array(
      z.object({ change, reason: text(1000), description: z.optional(z.string()), command: z.optional(z.string()) }),
    )
    .check(z.minLength(1, "a plan has at least one step"), z.maxLength(MOST_STEPS)),
});

/** Reads a plan, or the result of `fix --dry-run --output json`, which holds one. Never throws. */
export function readWrittenPlan(value: unknown): ReadPlan {
  const held = z.object({ plan: z.unknown() }).safeParse(value);
  const isResult = held.success && held.data.plan !== undefined;
  const parsed = plan.safeParse(isResult ? held.data.plan : value);
  if (!parsed.success) return { kind: "invalid", problems: parsed.error.issues.slice(0, PROBLEMS_TOLD).map(problem) };
  const { region, cause, promise: first, promises = first ? [first] : [], steps } = parsed.data;
  // Plans of version 0.1.0 promise to a person without a name what they promise to nobody.
  const toPeople = promises.filter(({ userName }) => userName !== "");
  return { kind: "ok", plan: { region, cause, promises: toPeople, changes: steps } };
}

const PROBLEMS_TOLD = 10;

const problem = ({ path, message }: { readonly path: PropertyKey[]; readonly message: string }): string =>
  `${path.map(String).join(".") || "the file"}: ${message}`;
