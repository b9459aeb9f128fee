/** What is one failure that was met several times, and what is another. */
import { describe, expect, test } from "vitest";
import { likely, possible } from "./catalogue-ids.ts";
import { type Explanation, explanation } from "./explanation.ts";
import { together } from "./together.ts";

const session = (name: string, role = "Reader") => ({
  kind: "role session",
  name,
  arn: `arn:aws:sts::111122223333:assumed-role/${role}/${name}`,
});
const refused = (more: Partial<Explanation> = {}, title = "s3:Get was refused on b") =>
  explanation("access-denied", title, {
    who: session("alice"),
    layer: "identity-based policy",
    action: "s3:Get",
    resource: "b",
    fits: likely("policy-does-not-allow"),
    ...more,
  });
const timesOf = (...all: readonly Explanation[]) => together(all).map(({ times }) => times);

describe("one failure", () => {
  test("of several sessions of a role, and of several resources", () => {
    expect(timesOf(refused(), refused({ who: session("bob") }))).toEqual([2]);
    expect(timesOf(refused(), refused({ resource: "c" }, "s3:Get was refused on c"))).toEqual([2]);
    expect(timesOf(refused({ who: null }), refused({ who: null }))).toEqual([2]);
  });

  test("of a policy of the organization, whoever asks for what", () => {
    for (const layer of ["service control policy", "resource control policy"] as const) {
      const [one, ...more] = together([
        refused({ layer }),
        refused({ layer, action: "s3:Put", who: session("bob", "Other") }, "s3:Put was refused on b"),
      ]);
      expect(more).toEqual([]);
      expect(one?.title).toBe(`2 actions were refused by a ${layer}`);
    }
  });
});

describe("several failures", () => {
  test.each<[string, Explanation]>([
    ["another role", refused({ who: session("alice", "Other") })],
    ["another layer", refused({ layer: "session policy" })],
    ["another action", refused({ action: "s3:Put" })],
    ["another title", refused({}, "s3:Get did not work on b")],
    ["another cause", refused({ fits: likely("scp-deny") })],
    ["another confidence", refused({ fits: possible("policy-does-not-allow") })],
    ["another kind", explanation("api-error", "s3:Get was refused on b", { ...refused(), kind: "api-error" })],
  ])("%s", (_what, other) => {
    expect(timesOf(refused(), other)).toEqual([1, 1]);
  });

  test("another policy of the organization", () => {
    const of = (policy: string) => refused({ layer: "service control policy", policy });
    expect(timesOf(of("p-1"), of("p-2"))).toEqual([1, 1]);
    expect(timesOf(of("p-1"), of("p-1"))).toEqual([2]);
  });

  test("those that may not join", () => {
    expect(together([refused(), refused(), refused()], (_one, index) => index > 0).map(({ times }) => times)).toEqual([
      1, 2,
    ]);
  });
});

describe("what is told of several", () => {
  test("is what all have, and each occurrence with what differs", () => {
    const [one] = together([
      refused({ account: "111122223333", time: "1", meaning: ["a"], next: ["do", "aws x"] }),
      refused({ account: "444455556666", time: "1", meaning: ["a", "b"], next: ["do", "aws y"], who: session("bob") }),
    ]);
    expect(one).toMatchObject({
      title: "s3:Get was refused on b",
      who: null,
      account: null,
      time: "1",
      action: "s3:Get",
      resource: "b",
      meaning: ["a", "b"],
      next: ["do", "aws x", "aws y"],
    });
    expect(one?.occurrences.map(({ who, account }) => [who, account])).toEqual([
      ["alice", "111122223333"],
      ["bob", "444455556666"],
    ]);
  });

  test("is nothing more where all are the same", () => {
    const [one] = together([refused({ next: ["aws x", "do"] }), refused({ next: ["aws x", "do"] })]);
    expect(one).toMatchObject({ times: 2, occurrences: [], next: ["aws x", "do"], who: session("alice") });
  });

  test("has a limit of twelve sentences and steps, and of a hundred occurrences", () => {
    const many = Array.from({ length: 101 }, (_, index) =>
      refused({ meaning: [`m${index}`], next: [`say aws ${index}`, `aws ${index}`], resource: `r${index}` }, "refused"),
    );
    const [one] = together(many);
    expect(one?.meaning).toHaveLength(12);
    expect(one?.next).toHaveLength(12);
    expect(one?.next.every((step) => step.startsWith("say "))).toBe(true);
    expect(one?.occurrences).toHaveLength(100);
    expect(one?.times).toBe(101);
  });
});
