/** What `why` costs on every scene when each answer takes 80 ms, as AWS's do: a table of time, calls and rounds, within one bound. */
import { listScenes, loadScene } from "../scenes/scene.ts";
import type { Diagnosis } from "../src/model/diagnosis.ts";
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
  const lab = await openLab({ limits: "aws" });
  const slowed = (milliseconds: number) =>
    fetch(`${lab.url}/_lab/latency`, { method: "PUT", body: JSON.stringify({ milliseconds }) });
  const scenes = listScenes().map((path) => loadScene(path));
  process.stdout.write(`  ${row(["scene", "ms", "calls", "additional", "rounds"])}   (at most ${BOUND} ms)\n`);
  for (const scene of scenes.filter(({ id }) => only.length === 0 || only.includes(id))) {
    await slowed(0);
    const onLab = await putScene(lab, scene);
    await slowed(LATENCY);
    // One scene that cannot be measured is a miss, and ends nothing but itself.
    const measured = await measure(onLab.why).catch((error: unknown) => String(error));
    if (typeof measured === "string") say(false, row([scene.id, "-", "-", "-", "-"]).concat(`   ${measured}`));
    else {
      const { wall, total, additional, rounds } = measured;
      say(wall <= BOUND, row([scene.id, wall.toFixed(0), total, additional, rounds]));
    }
  }
  await lab.close();
}

async function measure(why: () => Promise<Diagnosis>) {
  const walls: number[] = [];
  let calls: Pick<CallSummary, "total" | "additional" | "rounds"> = { total: 0, additional: 0, rounds: 0 };
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    calls = (await why()).calls;
    walls.push(performance.now() - start);
  }
  return { wall: median(walls), ...calls };
}

const row = ([id = "", ...figures]: readonly (string | number)[]): string =>
  `${String(id).padEnd(42)}${figures.map((one) => String(one).padStart(11)).join("")}`;
