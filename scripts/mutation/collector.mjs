/** Stands in for `vitest` in the bundle of tests: collects the tests, so that one process can run them a thousand times. */
export { expect } from "vitest";

/** The tests in the order of their declaration: `{ id, file, name, body }`. */
export const collected = [];
const suites = [];
let file;

/** The bundle calls it at the head of each test file. */
export function begin(path) {
  file = path;
}

export function describe(name, body) {
  suites.push(name);
  body();
  suites.pop();
}

export function test(title, body) {
  const name = [...suites, title].join(" > ");
  const again = collected.filter((one) => one.file === file && one.title === name).length;
  collected.push({
    id: `${file}#${name}#${again}`,
    file,
    title: name,
    name: again ? `${name} (${again + 1})` : name,
    body,
  });
}

// Titles differ from vitest's in details; they only have to be the same in every run.
const each = (declare) => (rows) => (name, body) => {
  for (const row of rows) {
    const values = Array.isArray(row) ? row : [row];
    declare(
      values.reduce((words, value) => words.replace(/%[sdijo]/, () => String(value)), name),
      () => body(...values),
    );
  }
};
test.each = each(test);
describe.each = each(describe);
