/** A role without anybody is odd in itself: it is named before what the user has elsewhere. */
import { expect, test } from "vitest";
import type { OtherGrant } from "../../../facts/grant-facts.ts";
import { known } from "../../../model/reading.ts";
import { orderCauses } from "../../order.ts";
import {
  ADMIN,
  ALICE,
  diagnosedBy,
  PRODUCTION,
  READ_ONLY,
  SANDBOX,
  unassignedFacts,
} from "../../testing/grant-facts.ts";
import { otherAccountAssigned } from "../other-account-assigned/cause.ts";
import { otherSetAssigned } from "../other-set-assigned/cause.ts";
import { provisionedNotAssigned } from "./cause.ts";

const via = { type: "USER", id: ALICE } as const;
const elsewhere: readonly OtherGrant[] = [
  { accountId: SANDBOX, permissionSet: ADMIN, via },
  { accountId: PRODUCTION, permissionSet: READ_ONLY, via },
];
const CAUSES = [otherSetAssigned, otherAccountAssigned, provisionedNotAssigned];
const named = (freshness: "latest" | "not-provisioned"): readonly string[] => {
  const facts = unassignedFacts({
    attached: known([], ["e7"]),
    freshness: known(freshness, ["e8"]),
    otherGrants: known(elsewhere, ["e9"]),
  });
  return orderCauses(
    CAUSES.flatMap((cause) => diagnosedBy(cause, facts) ?? []),
    CAUSES,
  ).map(({ id }) => id);
};

test("the role is there", () => {
  expect(named("latest")).toEqual(["provisioned-not-assigned", "other-set-assigned", "other-account-assigned"]);
});

test("the role is not there", () => {
  expect(named("not-provisioned")).toEqual(["other-set-assigned", "other-account-assigned"]);
});
