/** Declares `idc-doctor snapshot save|refresh|show|diff|load|export`. */
import { buildCommand, buildRouteMap } from "@stricli/core";
import { connectionFlags, outputFlags } from "../flags.ts";
import { output, query, text, toggle, word } from "../parameters.ts";
import { complete, tableOutput } from "./organization.ts";

const DOCUMENT = word("Saved organization document", "file");

const UNITS = toggle("Organizational units, and which account is in which");

const save = buildCommand({
  loader: async () => (await import("../commands/snapshot.ts")).save,
  parameters: {
    flags: { ...connectionFlags, complete, units: UNITS, ...outputFlags },
    positional: { kind: "tuple", parameters: [word("File to write, .json or .yaml", "file")] },
  },
  docs: { brief: "Collect the whole organization and write its document" },
});

const refresh = buildCommand({
  loader: async () => (await import("../commands/snapshot-refresh.ts")).run,
  parameters: {
    flags: {
      ...connectionFlags,
      to: text("File to write instead of the document itself", "file"),
      full: toggle("Collect everything anew"),
      units: UNITS,
      ...outputFlags,
    },
    positional: { kind: "tuple", parameters: [DOCUMENT] },
  },
  docs: { brief: "Catch a saved document up from CloudTrail: only what changed is read again" },
});

const show = buildCommand({
  loader: async () => (await import("../commands/snapshot.ts")).show,
  parameters: {
    flags: { output, query, ...outputFlags },
    positional: { kind: "tuple", parameters: [DOCUMENT] },
  },
  docs: { brief: "What a saved document holds, and what it does not know" },
});

const diff = buildCommand({
  loader: async () => (await import("../commands/snapshot-diff.ts")).run,
  parameters: {
    flags: {
      ...connectionFlags,
      who: toggle("Ask CloudTrail who did it"),
      output: tableOutput,
      query,
      ...outputFlags,
    },
    positional: {
      kind: "tuple",
      parameters: [word("Earlier document", "before"), word("Later document", "after")],
    },
  },
  docs: { brief: "What changed between two documents, whose access, and who did it" },
});

const load = buildCommand({
  loader: async () => (await import("../commands/snapshot-load.ts")).run,
  parameters: {
    flags: {
      url: text("Address of the lab, on this machine (default http://127.0.0.1:4747)", "url"),
      ...outputFlags,
    },
    positional: { kind: "tuple", parameters: [DOCUMENT] },
  },
  docs: { brief: "Load a document into a running lab" },
});

const exportTables = buildCommand({
  loader: async () => (await import("../commands/snapshot-export.ts")).run,
  parameters: {
    flags: { format: text("sqlite or parquet, where the name does not say it", "format"), ...outputFlags },
    positional: {
      kind: "tuple",
      parameters: [DOCUMENT, word("File to write, .sqlite; or folder, .parquet", "file-or-folder")],
    },
  },
  docs: { brief: "Write a document as tables for SQL: one SQLite file, or a folder of Parquet files" },
});

export const snapshot = buildRouteMap({
  routes: { save, refresh, show, diff, load, export: exportTables },
  docs: { brief: "Save the whole organization as one document, and look into it" },
});
