/** All rules of the scan. */
import type { Rule } from "../rule.ts";
import { accounts } from "./accounts.ts";
import { entitlements } from "./entitlements.ts";
import { instance } from "./instance.ts";
import { limits } from "./limits.ts";
import { owners } from "./owners.ts";
import { principals } from "./principals.ts";
import { provisioning } from "./provisioning.ts";
import { requests } from "./requests.ts";

export const rules: readonly Rule[] = [
  instance,
  accounts,
  provisioning,
  requests,
  principals,
  limits,
  owners,
  entitlements,
];
