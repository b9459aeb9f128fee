/** Tables as CSV (RFC 4180) that a spreadsheet opens as text: no cell is taken for a formula. */
import { plain } from "./sanitize.ts";

export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");

/** A cell that begins like a formula gets an apostrophe before it (OWASP, CSV Injection). */
function csvCell(text: string): string {
  const harmless = /^\s*[=+\-@]/.test(text) || /^[\t\r]/.test(text) ? `'${plain(text)}` : plain(text);
  return /[",]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
