/** How the tests are found and in which order they run. */
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest, longest first: one of them started last would keep a single worker busy while the others have nothing to do. */
const LONGEST = [
  "terraform",
  "kill-and-resume",
  "crashes",
  "why-agrees-with-the-portal",
  "histories",
  "evil-endpoint",
  "fix-plan",
  "failed-reads",
  "command",
  "json-schemas",
];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = LONGEST.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`));
  return at === -1 ? LONGEST.length : at;
};

/** vitest takes a class here. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...(await super.sort(files))].sort((one, other) => rank(one) - rank(other));
  }
}

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "scripts/**/*.test.ts", "tests/**/*.test.ts"],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: "forks",
    // No test mocks a module or keeps state in one: a worker that keeps its modules for the next file saves a third of the time.
    isolate: false,
    setupFiles: ["scripts/testing/own-environment.ts"],
    // Twice the cores that the bound of six minutes is about: many tests wait for rates, time-outs and other programs.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
  },
});
