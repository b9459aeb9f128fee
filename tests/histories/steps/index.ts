/** All kinds of steps, and how often each comes. */
import { accountSteps } from "./accounts.ts";
import { clockSteps } from "./clock.ts";
import { directorySteps } from "./directory.ts";
import { grantSteps } from "./grants.ts";
import { scimSteps } from "./scim.ts";
import { setSteps } from "./sets.ts";
import type { Step } from "./step.ts";

export const STEPS: Readonly<Record<string, Step>> = {
  ...directorySteps,
  ...scimSteps,
  ...grantSteps,
  ...setSteps,
  ...accountSteps,
  ...clockSteps,
};

/** Grants and people change all the time, accounts are closed seldom: weights where they are not 2. */
const WEIGHTS: Readonly<Record<string, number>> = {
  assign: 8,
  unassign: 4,
  "add-member": 4,
  "delete-and-recreate-group": 3,
  "unassign-and-assign-again": 3,
  "close-account": 1,
  "remove-account": 1,
  "register-delegate": 1,
  "deny-everything-by-scp": 1,
  "write-fails-once": 1,
};

/** The kinds as often as their weights say, to pick one from. */
export const WEIGHTED_KINDS: readonly string[] = Object.keys(STEPS).flatMap((kind) =>
  Array.from({ length: WEIGHTS[kind] ?? 2 }, () => kind),
);
