/** Work that nobody waits for yet: a piece at a time while the page has nothing else to do. */

/** @returns stops it */
export function whenIdle(pieces: readonly (() => void)[]): () => void {
  const left = [...pieces];
  let waiting = 0;
  const next = (): void => {
    left.shift()?.();
    if (left.length > 0) waiting = ask(next);
  };
  if (left.length > 0) waiting = ask(next);
  return () => {
    left.length = 0;
    stop(waiting);
  };
}

// Safari has no idle time.
const hasIdle = "requestIdleCallback" in globalThis;
const ask = (piece: () => void): number => (hasIdle ? window.requestIdleCallback(piece) : window.setTimeout(piece, 0));
const stop = (waiting: number): void => (hasIdle ? window.cancelIdleCallback(waiting) : window.clearTimeout(waiting));
