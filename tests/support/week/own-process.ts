/** A watcher in a process of its own: what is measured there is the product's memory, not the lab's, the receiver's or the test's. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { openWatcher, type Watcher, type WatcherSettings } from "./watcher.ts";

interface Asked {
  readonly what: keyof Watcher;
  readonly ahead: number;
}

type Answered = { readonly value: number } | { readonly error: string };

/** One question after another. */
export async function openWatcherProcess(settings: WatcherSettings): Promise<Watcher> {
  const child = fork(import.meta.filename, [JSON.stringify(settings)], { env: { ...process.env, ...settings.env } });
  const ended = once(child, "exit").then(([code]) => ({ error: `the watcher ended with ${code}` }));
  const ask = async (what: keyof Watcher, ahead = 0): Promise<number> => {
    const asked: Asked = { what, ahead };
    const answer = once(child, "message").then(([message]) => message as Answered);
    child.send(asked);
    const answered = await Promise.race([answer, ended]);
    if ("error" in answered) throw new Error(answered.error);
    return answered.value;
  };
  return {
    look: async (ahead) => void (await ask("look", ahead)),
    endRetention: async (ahead) => void (await ask("endRetention", ahead)),
    megabytes: () => ask("megabytes"),
    snapshots: () => ask("snapshots"),
    close: async () => {
      await ask("close");
      child.disconnect();
      await ended;
    },
  };
}

async function answerQuestions(watcher: Watcher): Promise<void> {
  process.on("message", ({ what, ahead }: Asked) => {
    const answer = (answered: Answered): void => void process.send?.(answered);
    watcher[what](ahead).then(
      (value) => answer({ value: value ?? 0 }),
      (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
}

if (process.argv[1] === import.meta.filename && process.send)
  await answerQuestions(await openWatcher(JSON.parse(process.argv[2] ?? "") as WatcherSettings));
