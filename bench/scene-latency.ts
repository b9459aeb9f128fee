/** What `why` costs on every scene when each answer takes 80 ms, as AWS's do: calls, rounds, time; one line each, within one bound. */
import { listScenes, loadScene } from "../scenes/scene.ts";
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
  for (const scene of scenes.filter(({ id }) => only.length === 0 || only.includes(id))) {
    await slowed(0);
    const onLab = await putScene(lab, scene);
    await slowed(LATENCY);
    const walls: number[] = [];
    let calls = { total: 0, rounds: 0, additional: 0 };
    for (let run = 0; run < RUNS; run += 1) {
      const start = performance.now();
      calls = (await onLab.why()).calls;
      walls.push(performance.now() - start);
    }
    const wall = median(walls);
    const counts = `${calls.total} calls (${calls.additional} additional), ${calls.rounds} rounds`;
    say(wall <= BOUND, `${scene.id}: ${wall.toFixed(0)} ms (at most ${BOUND} ms), ${counts}`);
  }
  await lab.close();
}
