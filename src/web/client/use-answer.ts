/** Loads an answer for a component: waiting, there, or failed; a newer request takes the place of an older one. */
import { useEffect, useState } from "preact/hooks";
import type { Answer } from "./api.ts";

export type Loaded<T> = { readonly kind: "waiting" } | Answer<T>;

/** @param key what is asked for; null: nothing is */
export function useAnswer<T>(
  key: string | null,
  ask: (signal: AbortSignal) => Promise<Answer<T>>,
): Loaded<T> | undefined {
  const [state, setState] = useState<{ readonly key: string | null; readonly loaded: Loaded<T> }>();
  useEffect(() => {
    if (key === null) return;
    const leaving = new AbortController();
    setState({ key, loaded: { kind: "waiting" } });
    ask(leaving.signal).then(
      (loaded) => !leaving.signal.aborted && setState({ key, loaded }),
      () => undefined,
    );
    return () => leaving.abort();
  }, [key]);
  if (key === null) return undefined;
  return state?.key === key ? state.loaded : { kind: "waiting" };
}
