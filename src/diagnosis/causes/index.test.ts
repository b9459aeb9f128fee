/** The ids in the model and the folders of the catalogue are the same set, and each cause has the name of its folder. */
import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { CAUSE_IDS } from "../../model/cause-ids.ts";
import { causes } from "./index.ts";

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

test("every folder of causes is an id of the model, and no id lacks its folder", () => {
  expect(folders.length).toBeGreaterThan(50);
  expect([...CAUSE_IDS].sort()).toEqual(folders);
});

test("every folder holds the cause of its name", () => {
  expect(causes.map(({ id }) => id).sort()).toEqual(folders);
});

test("every source of a cause is an address", () => {
  const others = causes.flatMap(({ id, documentation }) =>
    documentation.sources.filter((source) => !/^https:\/\/[^\s,]+$/.test(source)).map((source) => [id, source]),
  );
  expect(others).toEqual([]);
  expect(causes.filter(({ documentation }) => documentation.sources.length === 0)).toEqual([]);
});
