/** The shortest history that still fails: steps are left out, by halves and then one by one, as long as it does. */
import type { History } from "./history.ts";

export async function shortest(history: History, fails: (history: History) => Promise<boolean>): Promise<History> {
  let steps = history.steps;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < steps.length; ) {
      const fewer = [...steps.slice(0, at), ...steps.slice(at + size)];
      if (await fails({ ...history, steps: fewer })) steps = fewer;
      else at += size;
    }
  }
  return { ...history, steps };
}
