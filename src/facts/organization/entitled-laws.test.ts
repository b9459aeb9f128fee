/**
 * The laws of the second road on random organizations whose collection fails here and there: `no` is said only of what is not so,
 * `yes` only of what is, and whatever an answer lacks is behind a gap that it names.
 *
 * Options: IDC_DOCTOR_SEED (printed with every run, and with a failure).
 */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Coverage, EntitlementWalk, UnreadPart } from "../../model/coverage.ts";
import type { AccountId, Principal, UserId } from "../../model/ids.ts";
import { createColumnsBuilder } from "./columns-builder.ts";
import { entitlementsOf, judgeEntitled, roleAccess, rolesOfAccount } from "./entitled-access.ts";
import { gapsOfRole } from "./entitled-gaps.ts";
import { buildOrganizationFacts, type OrganizationFacts } from "./facts.ts";
import { placesOf } from "./gap-index.ts";
import { gapsOfAccount } from "./gaps-that-touch.ts";
import { type RoleRow, rowAt } from "./rows.ts";
import { ALL_IDS, PRINCIPALS, type SmallOrganization, smallOrganizations } from "./testing/small-organization.ts";
import { whatCan } from "./what-can.ts";

const SEED = Number(process.env["IDC_DOCTOR_SEED"] ?? Date.now() % 2 ** 31);
const RUN = { numRuns: 400, seed: SEED };
const applicationArn = "arn:aws:account-access:us-east-1:123456789012:application/1234567890abcdef";
const roleIn = (account: AccountId): string => `arn:aws:iam::${account}:role/Developer`;

interface Entitled {
  readonly accountId: AccountId;
  readonly principal: Principal;
}

interface Truth {
  readonly organization: SmallOrganization;
  readonly status: "ACTIVE" | "DELETE_FAILED";
  readonly entitled: readonly Entitled[];
}

const truths: fc.Arbitrary<Truth> = fc.record({
  organization: smallOrganizations,
  status: fc.oneof(
    { weight: 6, arbitrary: fc.constant("ACTIVE" as const) },
    { weight: 1, arbitrary: fc.constant("DELETE_FAILED" as const) },
  ),
  entitled: fc.subarray(
    ALL_IDS.accounts.flatMap((accountId) => PRINCIPALS.map((principal) => ({ accountId, principal }))),
    { maxLength: 8 },
  ),
});
const collections = fc.record({
  walk: fc.constantFrom("accounts" as const, "principals" as const),
  membersBy: fc.constantFrom("group" as const, "user" as const),
  failing: fc.uniqueArray(fc.integer({ min: 1, max: 14 }), { maxLength: 3 }),
});
type Collection = typeof collections extends fc.Arbitrary<infer T> ? T : never;

/** By looking at every row. */
function canByLists({ organization, status, entitled }: Truth, userId: UserId, accountId: AccountId): boolean {
  const own: readonly string[] = [
    userId,
    ...organization.memberships.filter((row) => row.userId === userId).map(({ groupId }) => groupId),
  ];
  return (
    organization.instanceStatus === "ACTIVE" &&
    status === "ACTIVE" &&
    organization.users.some(({ id, status: state }) => id === userId && state === "ENABLED") &&
    organization.accounts.some(({ id, state }) => id === accountId && state === "ACTIVE") &&
    entitled.some((row) => row.accountId === accountId && own.includes(row.principal.id))
  );
}

function collect(truth: Truth, { walk, membersBy, failing }: Collection): OrganizationFacts {
  const { organization, status, entitled } = truth;
  const builder = createColumnsBuilder(organization.instanceStatus);
  const gaps: Coverage["gaps"][number][] = [];
  let reads = 0;
  const read = <T>(part: UnreadPart, rows: readonly T[]): readonly T[] => {
    reads += 1;
    if (!failing.includes(reads)) return rows;
    const failure = { kind: "failed", service: "s", operation: part.kind, permission: "p", message: "failed" } as const;
    gaps.push({ part, failure });
    return [];
  };
  const accounts = read({ kind: "accounts" }, organization.accounts);
  const users = read({ kind: "users" }, organization.users);
  const groups = read({ kind: "groups" }, organization.groups);
  for (const { id, state } of accounts) builder.account({ id, name: id, state });
  for (const { id, status: state } of users) builder.user({ id, userName: id, displayName: id, status: state });
  for (const id of groups) builder.group({ id, displayName: id });
  const memberships =
    membersBy === "group"
      ? groups.flatMap((groupId) =>
          read(
            { kind: "members", groupId },
            organization.memberships.filter((row) => row.groupId === groupId),
          ),
        )
      : users.flatMap(({ id: userId }) =>
          read(
            { kind: "groups-of", userId },
            organization.memberships.filter((row) => row.userId === userId),
          ),
        );
  for (const { groupId, userId } of memberships) builder.membership(groupId, userId);
  const coverage = (entitlementWalk: EntitlementWalk) =>
    buildOrganizationFacts(builder.columns({ walk: "pairs", entitlementWalk, blindSpot: null, gaps }));
  const [application] = read({ kind: "account-access-applications" }, [applicationArn]);
  if (application === undefined) return coverage(walk);
  const [read1] = read({ kind: "account-access-status" }, [status]);
  builder.application({ arn: application, tenantId: "aa-gyxmap389", status: read1 ?? "ACTIVE" });
  const principals: readonly Principal[] = [
    ...users.map(({ id }) => ({ type: "USER", id }) as const),
    ...groups.map((id) => ({ type: "GROUP", id }) as const),
  ];
  const rows =
    walk === "accounts"
      ? accounts.flatMap(({ id: accountId }) =>
          read(
            { kind: "entitlements-of-account", accountId },
            entitled.filter((row) => row.accountId === accountId),
          ),
        )
      : principals.flatMap((principal) =>
          read(
            { kind: "entitlements-of", principal },
            entitled.filter((row) => row.principal.id === principal.id && row.principal.type === principal.type),
          ),
        );
  for (const { accountId, principal } of rows)
    builder.entitlement({ applicationArn, roleArn: roleIn(accountId), principal, isRolePresent: undefined });
  return coverage(walk);
}

test(`yes is so, no is not so, and what is missing lies in a gap (seed ${SEED})`, () => {
  let [yes, no, unknown, hidden] = [0, 0, 0, 0];
  void fc.assert(
    fc.property(truths, collections, (truth, collection) => {
      const facts = collect(truth, collection);
      const { accounts, roles, principals } = facts.columns;
      const isThere = (ids: readonly string[] | { includes: (id: string) => boolean }, id: string) => ids.includes(id);
      for (const userId of ALL_IDS.users) {
        if (!isThere(principals.ids as readonly string[], userId)) continue;
        const user = placesOf(facts.columns).user(userId);
        const own = entitlementsOf(facts, user);
        for (const accountId of ALL_IDS.accounts) {
          const can = canByLists(truth, userId, accountId);
          const at = (roles.arns as readonly string[]).indexOf(roleIn(accountId));
          if (at !== -1) {
            const { answer } = judgeEntitled(facts, user, rowAt<RoleRow>(at)).judgement;
            if (answer === "yes") yes += 1;
            if (answer === "no") no += 1;
            if (answer === "unknown") unknown += 1;
            if (answer !== "unknown") expect(answer).toBe(can ? "yes" : "no");
            if (answer === "unknown") expect(gapsOfRole(facts, rowAt<RoleRow>(at))).not.toEqual([]);
          }
          if (!can) continue;
          const isListed = own.some(
            ({ role, judgement }) => roles.arns[role] === roleIn(accountId) && judgement.answer === "yes",
          );
          if (isListed) continue;
          hidden += 1;
          expect(whatCan(facts, user).gaps).not.toEqual([]);
          if (!isThere(accounts.ids as readonly string[], accountId)) continue;
          const account = placesOf(facts.columns).account(accountId);
          const isShown = rolesOfAccount(facts, account).some(
            (role) => roleAccess(facts, role).users.includes(user) && roleAccess(facts, role).state.answer === "yes",
          );
          if (!isShown) expect(gapsOfAccount(facts, account)).not.toEqual([]);
        }
      }
    }),
    RUN,
  );
  for (const count of [yes, no, unknown, hidden]) expect(count).toBeGreaterThan(RUN.numRuns / 20);
});
