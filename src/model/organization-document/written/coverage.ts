/** The coverage of a snapshot as it is written into its document, and read back. */
import * as z from "zod/mini";
import {
  type Coverage,
  ENTITLEMENT_WALKS,
  type Gap,
  MISSED_WALKS,
  NEVER_ASKED,
  type UnreadPart,
  WALKS,
} from "../../coverage.ts";
import {
  describeMalformed,
  type Parsed,
  type Principal,
  parseAccountId,
  parseGroupId,
  parsePermissionSetArn,
  parseUserId,
} from "../../ids.ts";
import { READ_FAILURE_KINDS } from "../../reading.ts";
import type { DocumentProblem } from "../names.ts";

const text = (max: number) => z.string().check(z.minLength(1), z.maxLength(max));
const id = text(1224);
const principal = z.strictObject({ type: z.enum(["USER", "GROUP"]), id });

const part = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.enum([
      "accounts",
      "units",
      "delegated-administrators",
      "permission-sets",
      "users",
      "groups",
      "creation-requests",
      "deletion-requests",
      "provisioning-requests",
      "account-access-applications",
      "account-access-status",
    ]),
  }),
  z.strictObject({ kind: z.enum(["account", "provisioned-to-account", "entitlements-of-account"]), accountId: id }),
  z.strictObject({ kind: z.enum(["permission-set", "accounts-of-set"]), permissionSetArn: id }),
  z.strictObject({ kind: z.literal("assignments"), accountId: id, permissionSetArn: id }),
  z.strictObject({ kind: z.enum(["grants-of", "principal", "entitlements-of"]), principal }),
  z.strictObject({ kind: z.literal("members"), groupId: id }),
  z.strictObject({ kind: z.literal("groups-of"), userId: id }),
]);

const failure = z.strictObject({
  kind: z.enum(READ_FAILURE_KINDS),
  service: text(64),
  operation: text(128),
  permission: text(256),
  message: z.string().check(z.maxLength(65_536)),
  reason: z.optional(text(128)),
  code: z.optional(text(256)),
});

export const writtenCoverage = z.strictObject({
  walk: z.enum(WALKS),
  missedWalk: z.optional(z.enum(MISSED_WALKS)),
  entitlementWalk: z.optional(z.enum(ENTITLEMENT_WALKS)),
  blindSpot: z.nullable(text(1024)),
  gaps: z.array(
    z.strictObject({
      part,
      failure,
    }),
  ),
  unreadAliases: z.optional(z.strictObject({ accountIds: z.array(id).check(z.minLength(1)), failure })),
  neverAsked: z.optional(z.array(z.enum(NEVER_ASKED))),
  trail: z.optional(z.strictObject({ collectedAt: z.iso.datetime(), eventIds: z.array(text(128)) })),
  generation: z.optional(text(64)),
});

type Written = z.infer<typeof writtenCoverage>;

/** A gap whose ids are malformed is a problem: left out, what it hides would pass as absent. */
export function completeCoverage(written: Written | undefined, problems: DocumentProblem[]): Coverage | undefined {
  if (!written) return undefined;
  const checkedAt =
    (path: string): Checked =>
    (value, parse) => {
      const parsed = parse(value);
      if (parsed.kind === "ok") return parsed.value;
      problems.push({ path, message: describeMalformed(parsed) });
      return undefined;
    };
  const gaps = written.gaps.flatMap(({ part: row, failure: why }, at): Gap[] => {
    const complete = completePart(row, checkedAt(`coverage.gaps[${at}].part`));
    return complete ? [{ part: complete, failure: why }] : [];
  });
  const { unreadAliases } = written;
  return {
    ...written,
    gaps,
    unreadAliases: unreadAliases && {
      ...unreadAliases,
      accountIds: unreadAliases.accountIds.flatMap(
        (account, at) => checkedAt(`coverage.unreadAliases.accountIds[${at}]`)(account, parseAccountId) ?? [],
      ),
    },
  };
}

type Checked = <T>(value: string, parse: (value: string) => Parsed<T>) => T | undefined;

function completePart(row: Written["gaps"][number]["part"], checked: Checked): UnreadPart | undefined {
  switch (row.kind) {
    case "account":
    case "provisioned-to-account":
    case "entitlements-of-account": {
      const accountId = checked(row.accountId, parseAccountId);
      return accountId && { kind: row.kind, accountId };
    }
    case "permission-set":
    case "accounts-of-set": {
      const permissionSetArn = checked(row.permissionSetArn, parsePermissionSetArn);
      return permissionSetArn && { kind: row.kind, permissionSetArn };
    }
    case "assignments": {
      const accountId = checked(row.accountId, parseAccountId);
      const permissionSetArn = checked(row.permissionSetArn, parsePermissionSetArn);
      return accountId && permissionSetArn && { kind: row.kind, accountId, permissionSetArn };
    }
    case "grants-of":
    case "principal":
    case "entitlements-of": {
      const named = completePrincipal(row.principal, checked);
      return named && { kind: row.kind, principal: named };
    }
    case "members": {
      const groupId = checked(row.groupId, parseGroupId);
      return groupId && { kind: row.kind, groupId };
    }
    case "groups-of": {
      const userId = checked(row.userId, parseUserId);
      return userId && { kind: row.kind, userId };
    }
    default:
      return { kind: row.kind };
  }
}

function completePrincipal(row: z.infer<typeof principal>, checked: Checked): Principal | undefined {
  if (row.type === "USER") {
    const userId = checked(row.id, parseUserId);
    return userId && { type: row.type, id: userId };
  }
  const groupId = checked(row.id, parseGroupId);
  return groupId && { type: row.type, id: groupId };
}

/** The form that is read back unchanged. */
export const writtenFormOfCoverage = ({ gaps, unreadAliases, neverAsked, trail, ...coverage }: Coverage): Written => ({
  ...coverage,
  gaps: gaps.map(({ part: row, failure: why }) => ({ part: { ...row }, failure: { ...why } })),
  unreadAliases: unreadAliases && {
    accountIds: [...unreadAliases.accountIds],
    failure: { ...unreadAliases.failure },
  },
  neverAsked: neverAsked && [...neverAsked],
  trail: trail && { ...trail, eventIds: [...trail.eventIds] },
});
