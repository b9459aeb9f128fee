/** A watch asks for both walks. Who may not make one of them catches up all the same, and is told what is not seen for that reason. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { refreshShared } from "../src/app/kept/shared-snapshot.ts";
import type { OrganizationDocument } from "../src/model/organization-document/document.ts";
import { loadOrganizationDocument } from "../src/model/organization-document/load.ts";
import { openDatabase, type Store } from "../src/store/database.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";

const DELEGATE = "222233334444";
const loaded = loadOrganizationDocument({
  schema: "idc-doctor/organization/1",
  organization: { managementAccountId: "123456789012", delegatedAdministrators: [DELEGATE] },
  accounts: [
    { id: "123456789012", name: "management" },
    { id: DELEGATE, name: "identity" },
  ],
  users: [{ userName: "ana@example.com" }],
  groups: [{ displayName: "Readers", members: ["ana@example.com"] }],
  permissionSets: [{ name: "Reader" }],
  assignments: [{ account: DELEGATE, permissionSet: "Reader", group: "Readers" }],
  provisionedRoles: [{ account: DELEGATE, permissionSet: "Reader" }],
});
if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
const { document } = loaded;

let lab: TestLab;
let store: Store;
beforeAll(async () => {
  lab = await openLab({ document, limits: "off", provisioningMilliseconds: 0 });
  store = await openDatabase({ kind: "embedded", file: ":memory:" });
});
afterAll(async () => {
  await store.close();
  await lab.close();
});

/** The snapshot as a watch keeps it, and why everything was collected again, where it was. */
async function refreshed(organization: string, accessKeyId: string, isFresh = false) {
  const reasons: string[] = [];
  const connection = labConnection(lab, { credentials: { accessKeyId, secretAccessKey: "lab" } });
  const found: OrganizationDocument = await refreshShared({ store, organization }, connection, testContext(), {
    isFresh,
    isComplete: true,
    includesUnits: false,
    onProgress: () => undefined,
    onFull: (reason) => reasons.push(reason),
    onWaiting: () => undefined,
    onContinued: () => undefined,
  });
  return { coverage: found.coverage, reasons };
}

test("a delegated administrator, who may not ask for the assignments of people, catches up", async () => {
  const first = await refreshed("delegate", DELEGATE);
  expect(first.coverage).toMatchObject({ walk: "pairs", missedWalk: "refused", gaps: [] });
  expect(first.coverage?.blindSpot).toContain("sso:ListAccountAssignmentsForPrincipal");
  expect(first.coverage?.blindSpot).not.toContain("--complete");
  const second = await refreshed("delegate", DELEGATE);
  expect(second.reasons).toEqual([]);
  expect(second.coverage).toMatchObject({ walk: "pairs", missedWalk: "refused" });
  expect(second.coverage?.blindSpot).toContain("sso:ListAccountAssignmentsForPrincipal");
});

test("whoever was given the permission since makes both walks with the next collection of everything", async () => {
  const fresh = await refreshed("delegate", "123456789012", true);
  expect(fresh.coverage).toMatchObject({ walk: "both" });
  expect(fresh.coverage?.missedWalk).toBeUndefined();
});

test("where people cannot be listed it says so, and makes both walks as soon as they can", async () => {
  await lab.fault({ kind: "throttle", service: "identitystore", operation: "ListUsers" });
  const first = await refreshed("unlisted", "123456789012");
  expect(first.coverage).toMatchObject({ walk: "pairs", missedWalk: "unlisted" });
  expect(first.coverage?.blindSpot).toContain("users and groups could not all be listed");
  await lab.clearFaults();
  expect((await refreshed("unlisted", "123456789012")).coverage).toMatchObject({ walk: "both" });
});
