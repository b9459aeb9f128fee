/** Appends lines to a file and tells when they are on the disk. Lines that arrive during a sync share the next one. */
import { close, fdatasync, openSync, writeFile } from "node:fs";
import { promisify } from "node:util";

const [closed, synced, written] = [promisify(close), promisify(fdatasync), promisify(writeFile)];

export interface Appender {
  readonly append: (line: string) => void;
  /** Resolves when everything appended so far would survive a crash; undefined where it is so already. */
  readonly settled: () => Promise<void> | undefined;
  readonly close: () => Promise<void>;
}

interface Batch {
  readonly lines: string[];
  readonly written: Promise<void>;
  readonly end: (failure?: unknown) => void;
}

/** INVARIANT: after a failed write nothing is written any more, so no later line stands behind a lost one. */
export function openAppender(path: string): Appender {
  const file = openSync(path, "a", 0o600);
  let filling: Batch | undefined;
  let writing: Batch | undefined;
  let failed = false;

  const writeNext = async (): Promise<void> => {
    writing = filling;
    filling = undefined;
    if (!writing) return;
    try {
      // A file descriptor is written on from where it stands, to the last byte.
      await written(file, writing.lines.join(""));
      await synced(file);
      writing.end();
    } catch (error) {
      failed = true;
      writing.end(error);
      return;
    }
    await writeNext();
  };
  return {
    append: (line) => {
      filling ??= newBatch();
      filling.lines.push(line);
      if (!writing && !failed) writing = startLater(writeNext);
    },
    settled: () => (filling ?? writing)?.written,
    close: async () => {
      try {
        await (filling ?? writing)?.written;
      } finally {
        await closed(file);
      }
    },
  };
}

/** Calls that are carried out in the same turn of the event loop share one sync. */
function startLater(write: () => Promise<void>): Batch {
  setImmediate(write);
  return newBatch();
}

function newBatch(): Batch {
  let end: Batch["end"] = () => undefined;
  const written = new Promise<void>((resolve, reject) => {
    end = (failure) => (failure === undefined ? resolve() : reject(failure));
  });
  // A failure rejects for whoever waits; nobody may be waiting.
  written.catch(() => undefined);
  return { lines: [], written, end };
}
