/** Answers remembered by key: two facts that need one answer share one call. */

export type Once = <T>(key: string, read: () => Promise<T>) => Promise<T>;

/** The same key gives the same promise. */
export function createOnce(): Once {
  const answers = new Map<string, Promise<unknown>>();
  return <T>(key: string, read: () => Promise<T>) => {
    const known = answers.get(key) as Promise<T> | undefined;
    if (known) return known;
    const answer = read();
    answers.set(key, answer);
    return answer;
  };
}
