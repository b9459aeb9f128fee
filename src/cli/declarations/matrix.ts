/** Declares `idc-doctor matrix people|sets`. */
import { buildCommand, buildRouteMap } from "@stricli/core";
import { matrixFlags } from "../flags/matrix.ts";

const people = buildCommand({
  loader: async () => (await import("../commands/matrix.ts")).people,
  parameters: { flags: matrixFlags },
  docs: { brief: "Count the permission sets that each person can use in each account" },
});

const sets = buildCommand({
  loader: async () => (await import("../commands/matrix.ts")).sets,
  parameters: { flags: matrixFlags },
  docs: { brief: "Count the people who can use each permission set in each account" },
});

export const matrix = buildRouteMap({
  routes: { people, sets },
  docs: { brief: "Count who can use what: by person and account, or account and set" },
});
