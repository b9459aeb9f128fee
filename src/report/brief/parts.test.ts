/** Whose name comes close to one that nobody has, who was not compared, and what was not looked at. */
import { expect, test } from "vitest";
import type { Diagnosis } from "../../model/diagnosis.ts";
import { nearWords, notExaminedWords } from "./parts.ts";

type User = Diagnosis["question"]["user"];
const alice = { id: "1", userName: "alice@example.com", displayName: "Alice" } as unknown as NonNullable<
  User["near"]
>[number];

const told = (parts: Partial<User>): string | undefined =>
  nearWords({
    question: {
      user: { asked: "alise@example.com", id: null, userName: null, displayName: null, ...parts },
    } as Diagnosis["question"],
  });

test.each<[string, Partial<User>, string | undefined]>([
  ["one of all", { near: [alice], compared: { users: 5, which: "all" } }, "Did you mean alice@example.com (Alice)?"],
  [
    "one of some",
    { near: [alice], compared: { users: 100, which: "some" } },
    "Did you mean alice@example.com (Alice)? Only the first 100 users were compared: idc-doctor why alise looks through all.",
  ],
  [
    "none of some",
    { compared: { users: 100, which: "some" } },
    "Only the first 100 users were compared, and none comes close: idc-doctor why alise looks through all.",
  ],
  ["none of all", { compared: { users: 5, which: "all" } }, "None of the 5 names in the directory comes close."],
  [
    "not the only one",
    { compared: { users: 1, which: "all" } },
    "The name of the only user in the directory does not come close.",
  ],
  ["nobody at all", { compared: { users: 0, which: "all" } }, "The directory has no users."],
  [
    "none of the kept",
    { compared: { users: 5, which: "kept" } },
    "None of the 5 names in the kept snapshot comes close.",
  ],
  [
    "a list that was refused",
    { compared: { users: 0, which: "none" } },
    "Whether another name comes close was not looked at: the users could not be listed.",
  ],
  ["an id", {}, undefined],
])("%s", (_what, parts, words) => {
  expect(told(parts)).toBe(words);
});

test("where the instance could not be read, nothing in it was looked at", () => {
  const notExamined = [{ what: "formerSetArn", reason: "ListInstances (sso:ListInstances): no" }];
  const pathOf = (state: string) => [{ links: [{ stage: "instance", state }] }];
  const words = (state: string) => notExaminedWords({ notExamined, paths: pathOf(state) } as unknown as Diagnosis);
  expect(words("unknown")).toBe("everything in the instance");
  expect(words("ok")).toBe("the set's former ARN");
});
