/** Ctrl-C on the lab: the message says what is kept and how to go on, and going on so works. */
import { setMaxListeners } from "node:events";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { fix } from "../src/app/fix.ts";
import { resumeFix } from "../src/app/resume.ts";
import { collectSnapshot } from "../src/app/snapshot.ts";
import { AccessError } from "../src/model/errors.ts";
import { freshHome } from "./support/cli.ts";
import { openLab, type TestLab } from "./support/lab.ts";
import { labConnection, testContext } from "./support/reader.ts";
import { ALICE, organization, servicesOn, writtenTo } from "./support/writing.ts";

let lab: TestLab;
beforeAll(async () => {
  lab = await openLab({ limits: "off", provisioningMilliseconds: 50 });
});
beforeEach(async () => {
  await lab.put(organization());
  await lab.clearCalls();
});
afterAll(() => lab.close());

function interruptible() {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return { context: testContext({ signal: controller.signal }), interrupt: () => controller.abort() };
}

/** What Ctrl-C ends a command with. */
async function interruptionOf(work: Promise<unknown>): Promise<AccessError> {
  const error: unknown = await work.catch((caught: unknown) => caught);
  if (error instanceof AccessError && error.code === "interrupted") return error;
  throw new Error(`it was not interrupted: ${String(error)}`);
}

test("a repair that is being applied: the journal has it, and --resume finishes it", async () => {
  const { context, interrupt } = interruptible();
  const services = servicesOn(lab, {
    context,
    onProgress: (progress) => {
      if (progress.kind === "applying" && progress.progress.kind === "sent") interrupt();
    },
  });
  const { next } = await interruptionOf(fix(ALICE, services));
  const [, id = ""] =
    /^The journal has what was done\. Go on with idc-doctor fix --resume (\S+), or/.exec(next ?? "") ?? [];
  expect(id).not.toBe("");
  const resumed = await resumeFix(id, servicesOn(lab, { journal: services.journal }));
  expect(resumed).toMatchObject({ kind: "applied", verification: { kind: "verified" } });
});

test("a repair before its first write: nothing was changed", async () => {
  const { context, interrupt } = interruptible();
  const confirm = async (): Promise<boolean> => {
    interrupt();
    return true;
  };
  const services = servicesOn(lab, { context, confirm });
  expect((await interruptionOf(fix(ALICE, services))).next).toBe("This command changed nothing. Run it again");
  expect(await writtenTo(lab)).toEqual([]);
});

test("a collection: so many answers are kept, and the next one goes on from them", async () => {
  const env = { IDC_DOCTOR_HOME: freshHome() };
  const { context, interrupt } = interruptible();
  const options = { isComplete: false, includesUnits: false, onWaiting: () => undefined, onTakenOver: () => undefined };
  const first = collectSnapshot(labConnection(lab), context, env, {
    ...options,
    onProgress: ({ done }) => {
      if (done >= 3) interrupt();
    },
    onContinued: () => undefined,
  });
  const { next } = await interruptionOf(first);
  const [, kept] =
    /^(\d+) answers? of AWS (?:is|are) kept\. Run the command again within six hours/.exec(next ?? "") ?? [];
  let continued = 0;
  await collectSnapshot(labConnection(lab), testContext(), env, {
    ...options,
    onProgress: () => undefined,
    onContinued: (answers) => {
      continued = answers;
    },
  });
  expect(Number(kept)).toBeGreaterThan(0);
  expect(continued).toBe(Number(kept));
});
