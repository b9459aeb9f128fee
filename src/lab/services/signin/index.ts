/** signin: who opens the console of an account from where (facts N1). The OAuth operations of `aws login` are not served. */
import type { Operations } from "../operation.ts";
import { configurations } from "./configurations.ts";
import { statements } from "./statements.ts";

export const signin: Operations = { ...configurations, ...statements };
