/** For tests: an organization with one group's assignment, and what a plan would leave of it. */
import { loadOrganizationDocument } from "../../../model/organization-document/load.ts";
import { parsePlannedChanges } from "../../../model/organization-document/written/planned-changes.ts";
import { type PlannedDocument, plannedDocument } from "../planned-document.ts";

const loaded = loadOrganizationDocument({
  schema: "idc-doctor/organization/1",
  takenAt: "2026-03-01T12:00:00Z",
  accounts: [{ id: "111122223333", name: "shop" }],
  users: [{ userName: "alice@example.com" }, { userName: "bob@example.com" }],
  groups: [{ displayName: "Team", members: ["alice@example.com"] }],
  permissionSets: [{ name: "Admin" }, { name: "Reader" }],
  assignments: [{ account: "shop", permissionSet: "Admin", group: "Team" }],
});
if (loaded.kind === "invalid") throw new Error(JSON.stringify(loaded.problems));
export const { document } = loaded;
export const [alice = "", bob = ""] = document.users.map(({ id }) => id);
export const [team = ""] = document.groups.map(({ id }) => id);
export const [admin = "", reader = ""] = document.permissionSets.map(({ arn }) => arn);
export const instance = document.instance?.arn ?? "";

/** A template, a change set or a plan, carried out on the organization. */
export function planned(text: string, parameters: Readonly<Record<string, string>> = {}): PlannedDocument {
  const read = parsePlannedChanges(text, { parameters });
  if (read.kind === "invalid") throw new Error(JSON.stringify(read.problems));
  return plannedDocument(document, read.plan);
}

/** In the shape of `describe-change-set`. */
export function changeSet(rows: readonly object[], more: object = {}): string {
  return JSON.stringify({
    ChangeSetName: "c",
    ChangeSetId: "arn:aws:cloudformation:us-east-1:123456789012:changeSet/c/1",
    Status: "CREATE_COMPLETE",
    ExecutionStatus: "AVAILABLE",
    Changes: rows.map((row) => ({ Type: "Resource", ResourceChange: { LogicalResourceId: "Assign", ...row } })),
    ...more,
  });
}
