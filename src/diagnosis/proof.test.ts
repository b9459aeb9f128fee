/** A proof holds beside a failed read only for the causes that say so: each cause, each reading that can fail. */
import { expect, test } from "vitest";
import type { GrantFacts } from "../facts/grant-facts.ts";
import { causes } from "./causes/index.ts";
import { brokenGrants } from "./testing/broken-grants.ts";
import { diagnosedBy, failed } from "./testing/grant-facts.ts";

const READINGS = [
  "caller",
  "instance",
  "user",
  "groupIds",
  "account",
  "permissionSet",
  "freshness",
  "requests",
  "grantedAt",
  "otherGrants",
  "role",
  "portal",
] as const satisfies readonly (keyof GrantFacts)[];

const STANDING_ALONE = [
  "account-closed",
  "account-instance-only",
  "account-not-in-organization",
  "account-pending-activation",
  "account-pending-closure",
  "account-suspended",
  "caller-not-permitted",
  "instance-not-active",
  "instance-not-in-region",
  "kms-key-unusable",
  "outlives-revocation",
  "role-renamed",
  "service-linked-role-missing",
  "trusted-access-disabled",
  "user-disabled",
  "user-not-found",
];

test("only these stay proved when a read fails", () => {
  const facts: Readonly<Record<string, GrantFacts>> = brokenGrants;
  let said = 0;
  const proved = causes.filter((cause) => {
    const grant = facts[cause.id];
    if (!grant) return false;
    const beside = READINGS.flatMap((key) => diagnosedBy(cause, { ...grant, [key]: failed("timed-out") }) ?? []);
    said += beside.length;
    return beside.some(({ confidence }) => confidence === "proved");
  });
  expect(said).toBeGreaterThan(300);
  expect(proved.map(({ id }) => id).sort()).toEqual(STANDING_ALONE);
});
