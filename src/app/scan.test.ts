/** The plan that a scan writes. */
import { mkdtempSync, readFileSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { documentWith, idOf } from "../diagnosis/access-tests/testing/small-organization.ts";
import { derivedUserId } from "../model/derived-ids.ts";
import { planTarget, scanOrganization, writePlan } from "./scan.ts";

const folder = mkdtempSync(join(tmpdir(), "idc-doctor-scan-"));
const context = {
  now: () => new Date("2026-09-14T09:30:00Z"),
  newId: () => "00000000-0000-4000-8000-000000000000",
} as Parameters<typeof scanOrganization>[1];

const orphaned = () => {
  const document = documentWith();
  const principal = { type: "USER" as const, id: derivedUserId("d-9067000001", "gone") };
  const orphan = { accountId: idOf.account("shop"), permissionSetArn: idOf.set("ReadOnly"), principal };
  return { ...document, assignments: [...document.assignments, orphan] };
};

test("a finding that an API fixes is in the plan, in the home Region and of this moment", async () => {
  const { plan, findings } = scanOrganization(orphaned(), context, { region: "eu-west-1" });
  expect(findings.findings.length).toBeGreaterThan(0);
  expect(plan).toMatchObject({ region: "us-east-1", id: context.newId(), createdAt: "2026-09-14T09:30:00.000Z" });
  if (!plan) throw new Error("there is a plan");
  const path = join(folder, "plan.json");
  await writePlan(await planTarget(path), plan);
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(JSON.parse(JSON.stringify(plan)));
  expect(statSync(path).mode & 0o077).toBe(0);
  await expect(planTarget(join(folder, "none", "plan.json"))).rejects.toMatchObject({ code: "bad-input" });
});

test("without an instance there is no plan", () => {
  expect(
    scanOrganization({ ...documentWith(), instance: null }, context, { region: "eu-west-1" }).plan,
  ).toBeUndefined();
});
