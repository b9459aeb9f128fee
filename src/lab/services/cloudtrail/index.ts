/** cloudtrail: what happened, as AWS writes it down. */
import type { Operations } from "../operation.ts";

export const cloudtrail: Operations = {};
