/** The law of order: on the way to its outcome, a plan never takes away a set's last assignment that the outcome still has. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEVELOPERS } from "../facts/grant/testing/grant-facts.ts";
import type { Change } from "../model/change.ts";
import { certain, parseAccountId, parseInstanceArn, parsePermissionSetArn, parseUserId } from "../model/ids.ts";
import { createBeforeDelete, removes } from "./order.ts";
import { assign, join, leave, provision, unassign } from "./testing/touched.ts";

const instanceArn = certain(parseInstanceArn("arn:aws:sso:::instance/ssoins-7223a5d90eexampl"));
const accounts = ["111122223333", "222233334444"].map((id) => certain(parseAccountId(id)));
const sets = ["a", "b"].map((end) =>
  certain(parsePermissionSetArn(`arn:aws:sso:::permissionSet/ssoins-7223a5d90eexampl/ps-000000000000000${end}`)),
);
const users = [1, 2, 3].map((end) => certain(parseUserId(`906ab1c2d3-11112222-3333-4444-5555-66667777888${end}`)));

const assignment = fc.record({
  accountId: fc.constantFrom(...accounts),
  permissionSetArn: fc.constantFrom(...sets),
  id: fc.constantFrom(...users),
});
const change = fc
  .tuple(fc.constantFrom("create-account-assignment" as const, "delete-account-assignment" as const), assignment)
  .map(
    ([kind, { accountId, permissionSetArn, id }]): Change => ({
      kind,
      instanceArn,
      accountId,
      permissionSetArn,
      permissionSetName: "ReadOnly",
      principal: { type: "USER", id },
      principalName: "somebody",
    }),
  );

type Row = { readonly accountId: string; readonly permissionSetArn: string; readonly id: string };
const grantOf = ({ accountId, permissionSetArn }: Omit<Row, "id">) => `${accountId} ${permissionSetArn}`;

/** Holders by grant after the changes. */
function after(rows: readonly Row[], changes: readonly Change[]): Map<string, Set<string>> {
  const holders = new Map<string, Set<string>>();
  const of = (key: string) => holders.get(key) ?? holders.set(key, new Set()).get(key) ?? new Set<string>();
  for (const row of rows) of(grantOf(row)).add(row.id);
  for (const one of changes) {
    if (!("principal" in one)) continue;
    if (removes(one)) of(grantOf(one)).delete(one.principal.id);
    else of(grantOf(one)).add(one.principal.id);
  }
  return holders;
}

test("no prefix removes a last assignment that the outcome still has", () => {
  const seed = Number(process.env["IDC_DOCTOR_SEED"] ?? 42);
  let removals = 0;
  fc.assert(
    fc.property(fc.array(assignment, { maxLength: 8 }), fc.array(change, { maxLength: 12 }), (rows, changes) => {
      const ordered = createBeforeDelete(changes.map((one) => ({ change: one }))).map((one) => one.change);
      removals += ordered.filter(removes).length;
      const outcome = after(rows, ordered);
      for (let length = 1; length <= ordered.length; length += 1) {
        const held = after(rows, ordered.slice(0, length));
        for (const [grant, final] of outcome) {
          const before = after(rows, []).get(grant)?.size ?? 0;
          if (final.size > 0 && before > 0) expect(held.get(grant)?.size ?? 0).toBeGreaterThan(0);
        }
      }
      // Whatever is to be added is there in the end.
      for (const one of changes)
        if (!removes(one) && "principal" in one) expect(outcome.get(grantOf(one))?.has(one.principal.id)).toBe(true);
    }),
    { seed, numRuns: 2000 },
  );
  expect(removals).toBeGreaterThan(1000);
});

describe("of the same thing", () => {
  const one = assign();
  const other = assign({ principal: { type: "GROUP", id: DEVELOPERS } });
  test.each([
    { what: "the removal is left out", changes: [unassign(), one], expected: [one] },
    {
      what: "the removal is left out, under whatever name",
      changes: [one, unassign({ principalName: "another" })],
      expected: [one],
    },
    { what: "a membership that is made is not ended", changes: [leave(), one, join()], expected: [one, join()] },
    {
      what: "somebody else's is removed, after all that is added",
      changes: [unassign(), other, join()],
      expected: [other, join(), unassign()],
    },
    { what: "provisioning is about less", changes: [unassign(), provision()], expected: [provision(), unassign()] },
    {
      what: "what removes keeps its order",
      changes: [leave(), unassign(), provision()],
      expected: [provision(), leave(), unassign()],
    },
    { what: "adding twice is left to others", changes: [one, one], expected: [one, one] },
  ])("$what", ({ changes, expected }) => {
    expect(createBeforeDelete(changes.map((change) => ({ change }))).map(({ change }) => change)).toEqual(expected);
  });
});

test("what is only removed is removed: that is the plan's purpose", () => {
  const removal = unassign();
  expect(createBeforeDelete([{ change: removal }])).toEqual([{ change: removal }]);
});
