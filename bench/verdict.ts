/** Prints what was measured, judged by its bound. */
let misses = 0;

export function say(isMet: boolean, text: string): void {
  if (!isMet) misses += 1;
  process.stdout.write(`${isMet ? "✓" : "✗"} ${text}\n`);
}

export const isAllMet = (): boolean => misses === 0;
