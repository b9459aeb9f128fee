/** The catalogue by id and by symptom. */
import { describe, expect, test } from "vitest";
import { catalogueText } from "../report/causes-text.ts";
import { palette } from "../report/palette.ts";
import { causeById, causesFor, listCauses } from "./causes.ts";

test("an id is that cause alone, in any case", () => {
  expect(causesFor(["not-a-member"]).map(({ id }) => id)).toEqual(["not-a-member"]);
  expect(causesFor(["Not-A-Member"]).map(({ id }) => id)).toEqual(["not-a-member"]);
  expect(causeById("outdated").id).toBe("outdated");
});

test("every cause is found by its own title and by each of its symptoms", () => {
  const lost = listCauses().flatMap(({ id, title, documentation }) =>
    [title, ...documentation.symptoms].filter((words) => !causesFor([words]).some((cause) => cause.id === id)),
  );
  expect(lost).toEqual([]);
});

describe("a symptom in people's own words", () => {
  test.each([
    { words: "account suspended", id: "account-suspended" },
    { words: "user is disabled", id: "user-disabled" },
    { words: "role was renamed in EKS", id: "role-renamed" },
    { words: "nested groups", id: "nested-group" },
    { words: "denied by SCP", id: "scp-deny" },
  ])("$words", ({ words, id }) => {
    expect(
      causesFor(words.split(" "))
        .slice(0, 3)
        .map((cause) => cause.id),
    ).toContain(id);
  });
});

test.each([
  { words: "not-a-membr", near: "not-a-member" },
  { words: "outdatd", near: "outdated" },
])("a near miss is answered with what comes close: $words", ({ words, near }) => {
  expect(() => causeById(words)).toThrow(`No cause has the id or the symptom "${words}"`);
  try {
    causesFor([words]);
  } catch (error) {
    expect(error).toMatchObject({
      code: "not-found",
      candidates: expect.arrayContaining([expect.objectContaining({ id: near })]),
    });
    return;
  }
  throw new Error("found");
});

test("words that fit nothing say where the list is", () => {
  expect(() => causesFor(["xylophone"])).toThrow(/No cause has the id or the symptom/);
});

describe("the list of a symptom", () => {
  const order = listCauses().map(({ id }) => id);
  test.each(["portal empty", "no accounts", "denied", "login loop", "lost access", "group deleted", "wrong region"])(
    "%s: likely ones first, each group in the order of the access path",
    (words) => {
      const found = causesFor(words.split(" "));
      expect(found.length).toBeGreaterThan(1);
      const groups = ["likely", "possible"].map((fits) => found.filter((one) => one.fits === fits).map(({ id }) => id));
      expect(groups.flat()).toEqual(found.map(({ id }) => id));
      for (const ids of groups) expect(ids).toEqual([...ids].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
    },
  );

  test("an empty portal is a matter of groups and assignments before anything else", () => {
    const likely = causesFor(["portal", "empty"]).filter(({ fits }) => fits === "likely");
    expect(likely.map(({ id }) => id)).toEqual(["not-a-member", "no-assignment"]);
  });

  test("a word that many pages have makes none of them likely", () => {
    expect(causesFor(["denied"]).map(({ fits }) => fits)).not.toContain("likely");
  });

  test("its heading says what the list is", () => {
    const style = { palette: palette({ isColored: false }), width: 100 };
    expect(catalogueText(causesFor(["portal", "empty"]), style)).toMatch(
      /^Causes that fit these words: the likely ones first, each group in the order in which to check them\n/,
    );
    expect(catalogueText(listCauses(), style)).toMatch(/^Causes, in the order in which to check them\n/);
  });
});
