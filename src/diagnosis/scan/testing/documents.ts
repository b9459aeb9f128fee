/** For tests: a small organization in which everything is in order, to be changed one part at a time, and what a scan finds in it. */
import type { Coverage, Gap } from "../../../model/coverage.ts";
import type { Finding } from "../../../model/finding.ts";
import type { OrganizationDocument } from "../../../model/organization-document/document.ts";
import { loadOrganizationDocument } from "../../../model/organization-document/load.ts";
import { scan } from "../scan.ts";

/** Parts of a document as people write them. */
export type Written = Readonly<Record<string, unknown>>;

const BASE: Written = {
  schema: "idc-doctor/organization/1",
  takenAt: "2026-09-14T09:30:00Z",
  organization: { managementAccountId: "123456789012" },
  accounts: [{ id: "111122223333", name: "sandbox", email: "sandbox@example.com" }],
  users: [{ userName: "alice@example.com" }, { userName: "bob@example.com" }],
  groups: [{ displayName: "Team", members: ["alice@example.com", "bob@example.com"] }],
  permissionSets: [{ name: "ReadOnly", managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] }],
  assignments: [{ account: "sandbox", permissionSet: "ReadOnly", group: "Team" }],
  provisionedRoles: [{ account: "sandbox", permissionSet: "ReadOnly" }],
};

export function document(changes: Written = {}): OrganizationDocument {
  const loaded = loadOrganizationDocument({ ...BASE, ...changes });
  if (loaded.kind === "invalid") throw new TypeError(JSON.stringify(loaded.problems));
  return loaded.document;
}

/** Of a group or user that the directory does not have. */
export const GONE = "906ab1c2d3-99999999-9999-4999-8999-999999999999";

/** Alice's assignment of an hour before, which failed. */
export const failedRequest = (more: Written = {}): Written => ({
  kind: "create-assignment",
  status: "FAILED",
  account: "sandbox",
  permissionSet: "ReadOnly",
  user: "alice@example.com",
  createdAt: "2026-09-14T08:30:00Z",
  ...more,
});

/** The findings of one cause, without the words of their titles. */
export const foundIn = (of: OrganizationDocument, cause: string): readonly Omit<Finding, "title">[] =>
  scan(of).findings.flatMap(({ title: _title, ...one }) => (one.cause === cause ? [one] : []));

/** The one finding of a cause. */
export function onlyFound(of: OrganizationDocument, cause: string): Omit<Finding, "title"> {
  const [one, ...more] = foundIn(of, cause);
  if (!one || more.length > 0) throw new TypeError(`${cause} was found ${more.length + (one ? 1 : 0)} times`);
  return one;
}

export const failure: Gap["failure"] = {
  kind: "throttled",
  service: "identitystore",
  operation: "ListUsers",
  permission: "identitystore:ListUsers",
  message: "slow down",
};

/** The document as a snapshot that could not read these parts. */
export const unreadParts = (
  of: OrganizationDocument,
  walk: Coverage["walk"],
  ...parts: readonly Gap["part"][]
): OrganizationDocument => ({
  ...of,
  coverage: { walk, blindSpot: null, gaps: parts.map((part) => ({ part, failure })) },
});

const SANDBOX = document().accounts.find(({ name }) => name === "sandbox");
const [READ_ONLY] = document().permissionSets;
const [ALICE, BOB] = document().users;
const [TEAM] = document().groups;
if (!SANDBOX || !READ_ONLY || !ALICE || !BOB || !TEAM) throw new TypeError("the organization has these");

/** What is in the organization, with the ids that it got. */
export const here = {
  account: { id: SANDBOX.id, name: "sandbox" },
  set: { arn: READ_ONLY.arn, name: "ReadOnly" },
  alice: { type: "USER", id: ALICE.id, name: ALICE.userName },
  bob: { type: "USER", id: BOB.id, name: BOB.userName },
  team: { type: "GROUP", id: TEAM.id, name: "Team" },
} as const;

/** `ReadOnly in sandbox (111122223333)` */
export const GRANT = `ReadOnly in sandbox (${SANDBOX.id})`;
