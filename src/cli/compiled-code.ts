/** Keeps what Node has compiled, so that the next command of the same version starts a fifth sooner. */
import { mkdirSync, readdirSync, rmSync, statSync } from "node:fs";
import { constants, enableCompileCache } from "node:module";
import { join } from "node:path";
import { type Environment, stateFolder } from "../app/state-folder.ts";

/**
 * Switches Node's compile cache on, in a folder of this version within the state folder. Does nothing where nothing has been kept
 * yet (no command makes the state folder for this alone), where others can write to the state folder (what lies in the cache is
 * run), or where the environment has decided already (NODE_COMPILE_CACHE, NODE_DISABLE_COMPILE_CACHE). Never fails: without
 * a cache Node compiles as ever.
 */
export function keepCompiledCode(version: string, env: Environment): void {
  if (env["NODE_COMPILE_CACHE"] !== undefined || env["NODE_DISABLE_COMPILE_CACHE"] !== undefined) return;
  const folder = join(stateFolder(env), "compiled");
  try {
    if (!isOwn(stateFolder(env))) return;
    mkdirSync(folder, { mode: 0o700, recursive: true });
    // One version's code is a few megabytes, and no use to the next one.
    for (const other of readdirSync(folder)) if (other !== version) rmSync(join(folder, other), { recursive: true });
  } catch {
    return;
  }
  const { status } = enableCompileCache(join(folder, version));
  if (status === constants.compileCacheStatus.FAILED) rmSync(folder, { recursive: true, force: true });
}

/** Whether nobody else can write there. Windows has no owner to compare: a home folder there is its user's. */
function isOwn(folder: string): boolean {
  const { uid, mode } = statSync(folder);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}
