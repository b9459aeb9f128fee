/** The organizations operations that the lab serves. */
import type { Operations } from "../operation.ts";
import { accounts } from "./accounts.ts";
import { structure } from "./structure.ts";

export const organizations: Operations = { ...accounts, ...structure } as Operations;
