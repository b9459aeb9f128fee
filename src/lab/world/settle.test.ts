/** Work that ends after the world has changed: what is carried out is judged by the world at its end (issue 13, line 14). */
import { expect, test } from "vitest";
import { certain, parseRequestId } from "../../model/ids.ts";
import type { RequestRecord } from "../../model/organization-document/document.ts";
import { loadOrganizationDocument } from "../../model/organization-document/load.ts";
import { createClock } from "./clock.ts";
import { createRandom } from "./random.ts";
import { settle } from "./settle.ts";
import { createWorld, grantKey, type World } from "./world.ts";

const ACCOUNT = "111122223333";

function world(): World {
  const loaded = loadOrganizationDocument({
    schema: "idc-doctor/organization/1",
    accounts: [{ id: ACCOUNT, name: "sandbox" }],
    users: [{ userName: "ana@example.com" }],
    permissionSets: [{ name: "Admin" }],
    assignments: [{ account: "sandbox", permissionSet: "Admin", user: "ana@example.com" }],
  });
  if (loaded.kind === "invalid") throw new TypeError(JSON.stringify(loaded.problems));
  return createWorld(loaded.document, { clock: createClock(), random: createRandom(1) });
}

const inOrder = (world: World, ...kinds: readonly RequestRecord["kind"][]): void => {
  const [assignment] = world.assignments;
  if (!assignment) throw new TypeError("the document has an assignment");
  const now = world.clock.now().getTime();
  kinds.forEach((kind, at) => {
    const times = { createdAt: new Date(now).toISOString(), endsAt: new Date(now + at).toISOString() };
    const id = certain(parseRequestId(world.random.uuid()));
    world.requests.put({ kind, id, status: "IN_PROGRESS", ...assignment, ...times } as RequestRecord);
  });
  settle(world, new Date(now + kinds.length));
};

const statuses = (world: World) => [...world.requests].map(({ kind, status }) => `${kind} ${status}`);

test("provisioning that ends after the last assignment is gone leaves no role", () => {
  const subject = world();
  expect(subject.roles.size).toBe(1);
  inOrder(subject, "delete-assignment", "provision");
  expect(statuses(subject)).toEqual(["delete-assignment SUCCEEDED", "provision SUCCEEDED"]);
  expect([...subject.roles]).toEqual([]);
});

test("provisioning before the deletion provisions, and the role goes after it", () => {
  const subject = world();
  inOrder(subject, "provision", "delete-assignment");
  expect(statuses(subject)).toEqual(["provision SUCCEEDED", "delete-assignment SUCCEEDED"]);
  expect([...subject.roles]).toEqual([]);
});

test("an assignment that lacks its role is provisioned", () => {
  const subject = world();
  const [role] = subject.roles;
  if (role) subject.roles.remove(grantKey(role));
  inOrder(subject, "provision");
  expect([...subject.roles]).toMatchObject([{ accountId: ACCOUNT, freshness: "latest" }]);
});

test("an assignment to a person who was deleted meanwhile fails in AWS's words", () => {
  const subject = world();
  const [user] = subject.users;
  subject.users.remove(user?.id ?? "");
  inOrder(subject, "create-assignment");
  expect([...subject.requests][0]?.failureReason).toMatch(
    /^Received a 404 status error: the USER assignee .* was not found in directory d-/,
  );
});
