/** Declares `idc-doctor config list|get|set|unset|path`. */
import { buildCommand, buildRouteMap } from "@stricli/core";
import { SETTINGS } from "../../model/settings.ts";
import { configFlags, configListFlags } from "../flags/config.ts";
import { outputFlags } from "../flags/shared.ts";
import { completed, word } from "../parameters.ts";

const SETTING = completed(word(`${SETTINGS.join(", ")}, or organization: the default one`, "setting"), "setting");

const list = buildCommand({
  loader: async () => (await import("../commands/config.ts")).list,
  parameters: { flags: configListFlags },
  docs: { brief: "List the settings, of every organization or of one" },
});

const get = buildCommand({
  loader: async () => (await import("../commands/config.ts")).get,
  parameters: { flags: configFlags, positional: { kind: "tuple", parameters: [SETTING] } },
  docs: { brief: "Print one setting as it holds, or exit with 1 if it is not set" },
});

const set = buildCommand({
  loader: async () => (await import("../commands/config.ts")).set,
  parameters: {
    flags: configFlags,
    positional: { kind: "tuple", parameters: [SETTING, word("Its new value", "value")] },
  },
  docs: { brief: "Change one setting, of all organizations or of one" },
});

const unset = buildCommand({
  loader: async () => (await import("../commands/config.ts")).unset,
  parameters: { flags: configFlags, positional: { kind: "tuple", parameters: [SETTING] } },
  docs: { brief: "Remove one setting, of all organizations or of one" },
});

const path = buildCommand({
  loader: async () => (await import("../commands/config.ts")).path,
  parameters: { flags: outputFlags },
  docs: { brief: "Print the path of the configuration file" },
});

export const config = buildRouteMap({
  routes: { list, get, set, unset, path },
  docs: { brief: "Keep profile, Region, audit role and output per organization" },
});
