/**
 * Runs tests for Stryker inside its own process. Stryker's runner for vitest starts a worker and imports every module again
 * for each mutant, which takes 0.9 seconds; most mutants need a few calls of functions that are loaded already.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { bundleTests, PARTS } from "./bundle.mjs";

/** Left out by name. Random texts and facts: whether they kill would be luck. Very many or very long: seconds for each mutant. */
const LEFT_OUT =
  /one failed read makes the grant undecided|nothing pasted makes it throw|more than a megabyte|tells a thousand|no prefix removes a last/;

/** Milliseconds: slower tests of these folders are not run for a constant, which comes without the knowledge of which tests meet it. */
const SLOW = 250;

function inProcessRunner() {
  const outDir = join(process.cwd(), ".mutation");
  const bundle = join(outDir, "tests.mjs");
  const durations = join(outDir, "durations.json");
  globalThis.__stryker__ ??= {};
  const stryker = globalThis.__stryker__;
  let loads = 0;
  let loaded;
  let reach;

  /** The tests of a fresh copy of every module, the fastest first. */
  async function load() {
    loads += 1;
    const { collected } = await import(`${pathToFileURL(bundle)}?${loads}`);
    const durationOf = existsSync(durations) ? JSON.parse(readFileSync(durations, "utf8")) : {};
    return collected
      .filter(({ name }) => !LEFT_OUT.test(name))
      .map((one) => ({ ...one, took: durationOf[one.id] ?? 0 }))
      .sort((one, other) => one.took - other.took);
  }

  async function dryRun() {
    if (!existsSync(bundle)) await bundleTests(process.cwd(), outDir);
    Object.assign(stryker, { activeMutant: undefined, currentTestId: undefined, mutantCoverage: undefined });
    const tests = [];
    for (const test of await load()) {
      stryker.currentTestId = test.id;
      tests.push(await resultOf(test));
    }
    stryker.currentTestId = undefined;
    writeFileSync(durations, JSON.stringify(Object.fromEntries(tests.map((one) => [one.id, one.timeSpentMs]))));
    return { status: "complete", tests, mutantCoverage: stryker.mutantCoverage };
  }

  async function mutantRun({ activeMutant, testFilter, hitLimit, mutantActivation, sandboxFileName }) {
    const isStatic = mutantActivation === "static";
    Object.assign(stryker, { activeMutant: isStatic ? activeMutant.id : undefined, hitCount: 0, hitLimit });
    try {
      if (isStatic || !loaded) loaded = await load();
      stryker.activeMutant = activeMutant.id;
      const chosen = new Set(testFilter ?? testsReaching(sandboxFileName, loaded));
      const tests = loaded.filter(({ id }) => chosen.has(id));
      if (isStatic) loaded = undefined;
      return await firstFailure(nearestFirst(tests, sandboxFileName));
    } catch (error) {
      // A constant that breaks the loading of a module breaks every test.
      return { status: "killed", killedBy: [activeMutant.id], failureMessage: String(error), nrOfTests: 0 };
    } finally {
      stryker.activeMutant = undefined;
    }
  }

  /** A constant's mutant comes without the tests that meet it: all whose file imports its file, however indirectly. */
  function testsReaching(path, tests) {
    reach ??= JSON.parse(readFileSync(join(outDir, "reach.json"), "utf8"));
    const files = new Set(reach[path] ?? []);
    const own = PARTS.find(({ folder }) => path.startsWith(join(process.cwd(), folder)));
    return tests
      .filter(({ file, took }) => files.has(file) && (own === undefined || (own.files.test(file) && took < SLOW)))
      .map(({ id }) => id);
  }

  async function firstFailure(tests) {
    for (const [index, test] of tests.entries()) {
      const result = await resultOf(test);
      if (stryker.hitCount > stryker.hitLimit) return { status: "timeout", reason: "the hit limit was reached" };
      if (result.status === "failed")
        return { status: "killed", killedBy: [test.id], failureMessage: result.failureMessage, nrOfTests: index + 1 };
    }
    return { status: "survived", nrOfTests: tests.length };
  }

  return { capabilities: () => ({ reloadEnvironment: true }), dryRun, mutantRun };
}
inProcessRunner.inject = [];

/** The tests in the mutant's own folder find it most often. */
function nearestFirst(tests, path) {
  const isNear = ({ file }) => join(process.cwd(), dirname(file)) === dirname(path);
  return [...tests.filter(isNear), ...tests.filter((one) => !isNear(one))];
}

async function resultOf({ id, name, file, body }) {
  const started = performance.now();
  const about = { id, name, fileName: join(process.cwd(), file) };
  try {
    await body();
    return { ...about, status: "success", timeSpentMs: performance.now() - started };
  } catch (error) {
    const failureMessage = String(error?.message ?? error).slice(0, 300);
    return { ...about, status: "failed", failureMessage, timeSpentMs: performance.now() - started };
  }
}

export const strykerPlugins = [{ kind: "TestRunner", name: "in-process", factory: inProcessRunner }];
