/** What `why` costs on every scene when each answer takes 80 ms, as AWS's do: a table of time, calls and rounds, within one bound. */
import { listScenes, loadScene, type Scene } from "../scenes/scene.ts";
import type { CallSummary } from "../src/model/evidence.ts";
import { openLab } from "../tests/support/lab.ts";
import { putScene } from "../tests/support/scene-on-lab.ts";
import { median } from "./timing.ts";
import { say } from "./verdict.ts";

const LATENCY = 80;
/** Twelve rounds: five of the question's own, and what an additional source finds out step by step. */
const BOUND = 12 * LATENCY + 250;
const RUNS = 3;

/** Every scene, or those whose names are given; requests are paced as AWS's limits demand. */
export async function sceneLatency(only: readonly string[] = []): Promise<void> {
  const scenes = listScenes().map((path) => loadScene(path));
  process.stdout.write(`  ${row(["scene", "ms", "calls", "additional", "rounds"])}   (at most ${BOUND} ms)\n`);
  for (const scene of scenes.filter(({ id }) => only.length === 0 || only.includes(id))) {
    // One scene that cannot be measured is a miss, and ends nothing but itself.
    const measured = await measure(scene).catch((error: unknown) => String(error));
    if (typeof measured === "string") say(false, row([scene.id, "-", "-", "-", "-"]).concat(`   ${measured}`));
    else {
      const { wall, total, additional, rounds } = measured;
      say(wall <= BOUND, row([scene.id, wall.toFixed(0), total, additional, rounds]));
    }
  }
}

async function measure(scene: Scene) {
  const walls: number[] = [];
  let calls: Pick<CallSummary, "total" | "additional" | "rounds"> = { total: 0, additional: 0, rounds: 0 };
  for (let run = 0; run < RUNS; run += 1) {
    const { wall, ...counted } = await oneRun(scene);
    calls = counted;
    walls.push(wall);
  }
  return { wall: median(walls), ...calls };
}

/** A lab of its own: of a second question within the same second AWS's rates would make a part wait that belongs to the first one. */
async function oneRun(scene: Scene) {
  const lab = await openLab({ limits: "aws" }, "network");
  try {
    const { why } = await putScene(lab, scene);
    await fetch(`${lab.url}/_lab/latency`, { method: "PUT", body: JSON.stringify({ milliseconds: LATENCY }) });
    const start = performance.now();
    const { total, additional, rounds } = (await why()).calls;
    return { wall: performance.now() - start, total, additional, rounds };
  } finally {
    await lab.close();
  }
}

const row = ([id = "", ...figures]: readonly (string | number)[]): string =>
  `${String(id).padEnd(42)}${figures.map((one) => String(one).padStart(11)).join("")}`;
