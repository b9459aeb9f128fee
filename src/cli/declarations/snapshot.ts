/** Declares `idc-doctor snapshot save|refresh|show|diff|load|export`. */
import { buildCommand, buildRouteMap } from "@stricli/core";
import { diffFlags, exportFlags, loadFlags, refreshFlags, saveFlags, showFlags } from "../flags/snapshot.ts";
import { completed, optional, word } from "../parameters.ts";

/** A word that names a file. */
const file = (brief: string, placeholder = "file") => completed(word(brief, placeholder), "file");

const DOCUMENT = file("Saved organization document");

const DOCUMENT_OR_KEPT = optional(file("Saved organization document; without one, the kept snapshot"));

const save = buildCommand({
  loader: async () => (await import("../commands/snapshot.ts")).save,
  parameters: {
    flags: saveFlags,
    positional: {
      kind: "tuple",
      parameters: [optional(file("File to write, .json or .yaml; without one it is kept for the organization"))],
    },
  },
  docs: { brief: "Collect the whole organization and keep it, or save it as a document" },
});

const refresh = buildCommand({
  loader: async () => (await import("../commands/snapshot-refresh.ts")).run,
  parameters: { flags: refreshFlags, positional: { kind: "tuple", parameters: [DOCUMENT_OR_KEPT] } },
  docs: { brief: "Update a document from CloudTrail, reading only what has changed" },
});

const show = buildCommand({
  loader: async () => (await import("../commands/snapshot.ts")).show,
  parameters: { flags: showFlags, positional: { kind: "tuple", parameters: [DOCUMENT_OR_KEPT] } },
  docs: { brief: "Show what a document contains and what is missing from it" },
});

const diff = buildCommand({
  loader: async () => (await import("../commands/snapshot-diff.ts")).run,
  parameters: {
    flags: diffFlags,
    positional: {
      kind: "tuple",
      parameters: [file("Earlier document", "before"), file("Later document", "after")],
    },
  },
  docs: { brief: "Compare two documents: what changed, whose access, and who did it" },
});

const load = buildCommand({
  loader: async () => (await import("../commands/snapshot-load.ts")).run,
  parameters: { flags: loadFlags, positional: { kind: "tuple", parameters: [DOCUMENT] } },
  docs: { brief: "Load a document into a running lab" },
});

const exportTables = buildCommand({
  loader: async () => (await import("../commands/snapshot-export.ts")).run,
  parameters: {
    flags: exportFlags,
    positional: {
      kind: "tuple",
      parameters: [DOCUMENT, file("File (.sqlite) or folder (.parquet) to write", "file-or-folder")],
    },
  },
  docs: { brief: "Export a document as SQL tables: one SQLite file, or a folder of Parquet files" },
});

export const snapshot = buildRouteMap({
  routes: { save, refresh, show, diff, load, export: exportTables },
  docs: { brief: "Keep or save the whole organization, compare it, export it" },
});
