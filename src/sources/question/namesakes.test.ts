/** Records of the same display name: found where a group of theirs is assigned, and told where they were not looked for. */
import { expect, test } from "vitest";
import { known } from "../../model/reading.ts";
import type { Reader } from "../reader.ts";
import { readNamesakes } from "./namesakes.ts";
import { groupId, readerOf, refusing, subjectOf, userId } from "./testing/asked-organization.ts";
import { person, unreached } from "./testing/seen.ts";

const carol = { ...person, id: userId("carol"), userName: "carol@example.com", displayName: "Same Name" };

/** Carol asks; the given groups are assigned, and she is in none of them. */
function look(groups: readonly string[], answers: Partial<Reader> = {}) {
  const attached = groups.map((name) => ({ type: "GROUP", id: groupId(name) }) as const);
  const reader = readerOf(answers);
  const reach = known({ attached, reaching: [], groupIds: [], userId: carol.id });
  const found = readNamesakes(subjectOf(reader, "carol"), unreached({ user: known(carol), reach }));
  return found.then((namesakes) => ({ ...namesakes, asked: reader.asked }));
}

test("the record that is a member of an assigned group", async () => {
  const { found, leftOut } = await look(["Developers", "Everyone"]);
  expect(found).toMatchObject({
    value: [{ userName: "bob@example.com", sameAs: "display name", assignedGroupId: groupId("Everyone") }],
  });
  expect(leftOut).toBeUndefined();
});

test("a record in none of them has no group", async () => {
  const { found } = await look(["Empty"]);
  expect(found.state === "known" && found.value.map(({ assignedGroupId }) => assignedGroupId)).toEqual([undefined]);
});

test("the directory is not listed where no group is assigned", async () => {
  expect((await look([])).asked).not.toContain("users");
});

test.each([
  { what: "refused", users: refusing("ListUsers"), leftOut: "ListUsers (sso:ListUsers): no" },
  {
    what: "longer than a page",
    users: () => Promise.resolve(known({ users: [], isComplete: false })),
    leftOut: "only the first 100 users were compared: no API looks for a display name",
  },
  {
    what: "full of the name",
    users: () =>
      Promise.resolve(
        known({
          users: ["alice", "bob", "x1", "x2"].map((name, at) => ({ ...carol, id: userId(at < 2 ? name : "bob") })),
          isComplete: true,
        }),
      ),
    leftOut: "4 users have this display name",
  },
])("a list that is $what is told, and nobody is absent by it", async ({ users, leftOut }) => {
  const answer = await look(["Everyone"], { users });
  expect(answer.leftOut).toBe(leftOut);
  expect(answer.found.state).toBe("known");
});

test("unread memberships of a record are unknown", async () => {
  expect((await look(["Everyone"], { groupIdsOf: refusing("ListX") })).found.state).toBe("unknown");
});
