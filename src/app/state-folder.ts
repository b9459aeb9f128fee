/** Where the product keeps its own files. */
import { homedir } from "node:os";
import { join } from "node:path";

export type Environment = Readonly<Record<string, string | undefined>>;

/** IDC_DOCTOR_HOME, else `~/.idc-doctor`. */
export const stateFolder = (env: Environment): string => env["IDC_DOCTOR_HOME"] ?? join(homedir(), ".idc-doctor");
