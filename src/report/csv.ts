/** Tables as CSV (RFC 4180) that a spreadsheet opens as text: no cell is taken for a formula. */
import { plain } from "./sanitize.ts";

export const csvText = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");

/** What begins a formula, in full width too, which spreadsheets of East Asia take for the same (OWASP, CSV Injection). */
const FORMULA = /^[\s;,"']*[=+\-@|%\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b\u2212]/;

/** A cell that begins like a formula gets an apostrophe before it; `;` ends a cell where the comma is the decimal sign. */
function csvCell(text: string): string {
  const harmless = FORMULA.test(text) || /^[\t\r]/.test(text) ? `'${plain(text)}` : plain(text);
  return /[",;]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
