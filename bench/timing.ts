/** Whole processes timed side by side: medians, because single figures wobble. */
import { spawn } from "node:child_process";

/** Milliseconds of one run of a command, from start to end. */
export function timed(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly milliseconds: number; readonly stdout: string; readonly code: number | null }> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "ignore"] });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ milliseconds: performance.now() - start, stdout, code }));
  });
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs all in turn, round after round, and gives each one's median in milliseconds. */
export async function interleaved(
  rounds: number,
  runs: readonly (() => Promise<number>)[],
): Promise<readonly number[]> {
  const times: number[][] = runs.map(() => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, run] of runs.entries()) times[index]?.push(await run());
  return times.map(median);
}
