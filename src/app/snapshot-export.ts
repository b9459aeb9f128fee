/** The use case behind `snapshot export`: a document as tables for SQL, in one SQLite file or a folder of Parquet files. */
import { AccessError } from "../model/errors.ts";
import type { OrganizationDocument } from "../model/organization-document/document.ts";
import type { ExportedTable, ExportFormat } from "../model/table.ts";
import { organizationTables } from "../report/tables/organization-tables.ts";
import {
  draftOf,
  removeDraft,
  replaceFile,
  replaceFolder,
  type Standing,
  standingFile,
  standingFolder,
} from "../store/exports/replace.ts";
import type { WrittenTable } from "../store/exports/written-table.ts";
import { unwritable } from "./target-file.ts";

/** The format that a path's name implies. @throws AccessError `bad-input` where it implies none. */
export function exportFormatOf(path: string): ExportFormat {
  if (/\.(sqlite3?|db)$/i.test(path)) return "sqlite";
  if (/\.parquet$/i.test(path) || /[\\/]$/.test(path)) return "parquet";
  throw new AccessError("bad-input", `The name ${path} does not tell which format to write`, {
    next: "End it in .sqlite for one file or .parquet for a folder of Parquet files, or give --format sqlite or --format parquet",
  });
}

/** How a format is written, into a draft that then takes the place of what was there. */
interface Exporter {
  readonly standing: (path: string, tables: readonly ExportedTable[]) => Standing;
  readonly write: (draft: string, tables: readonly ExportedTable[]) => Promise<readonly WrittenTable[]>;
  readonly replace: (draft: string, path: string) => void;
}

/** Both drivers are loaded by need. */
const EXPORTERS: Readonly<Record<ExportFormat, Exporter>> = {
  sqlite: {
    standing: standingFile,
    write: async (draft, tables) => (await import("../store/exports/sqlite-file.ts")).writeSqliteFile(draft, tables),
    replace: replaceFile,
  },
  parquet: {
    standing: (path, tables) =>
      standingFolder(
        path,
        tables.map(({ name }) => `${name}.parquet`),
      ),
    write: async (draft, tables) =>
      (await import("../store/exports/parquet-folder.ts")).writeParquetFolder(draft, tables),
    replace: replaceFolder,
  },
};

/**
 * Writes beside the path, and takes its place when all is written; an earlier export is replaced.
 *
 * @returns how many rows each table has.
 * @throws AccessError `bad-input` where something else bears the name, or nothing can be written there.
 */
export async function exportSnapshot(
  document: OrganizationDocument,
  path: string,
  format: ExportFormat,
): Promise<readonly WrittenTable[]> {
  const { standing, write, replace } = EXPORTERS[format];
  const tables = organizationTables(document);
  const draft = draftOf(path);
  try {
    if (standing(path, tables) === "other")
      throw new AccessError("bad-input", `${path} exists and is not an earlier export`, {
        next: "Give another name",
      });
    const written = await write(draft, tables);
    replace(draft, path);
    return written;
  } catch (error) {
    removeDraft(draft);
    throw unwritable(path, error);
  }
}
