/**
 * Rows of Athena's CloudTrail table that were copied without their heading: read by the table's documented order of columns,
 * or, where some columns were chosen, each cell by its form.
 */
import { isPlaceholder } from "../placeholders.ts";

/** https://docs.aws.amazon.com/athena/latest/ug/create-cloudtrail-table-understanding.html: older tables are the same up to here. */
const COLUMNS = [
  "eventVersion",
  "userIdentity",
  "eventTime",
  "eventSource",
  "eventName",
  "awsRegion",
  "sourceIPAddress",
  "userAgent",
  "errorCode",
  "errorMessage",
  "requestParameters",
  "responseElements",
  "additionalEventData",
  "requestID",
  "eventID",
  "resources",
  "eventType",
  "apiVersion",
  "readOnly",
  "recipientAccountId",
  "serviceEventDetails",
  "sharedEventId",
] as const;

type Row = Readonly<Record<string, string>>;

/** The row with CloudTrail's names; undefined where its cells are not those of an event. */
export function bareRow(cells: readonly string[]): Row | undefined {
  const trimmed = cells.map((cell) => cell.trim());
  const [version = "", identity = "", time = "", source = ""] = trimmed;
  if (/^1\.\d{1,2}$/.test(version) && identity.startsWith("{") && TIME.test(time) && SOURCE.test(source))
    return withValues(COLUMNS.map((name, column) => [name, trimmed[column] ?? ""]));
  return byForm(trimmed);
}

const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
const SOURCE = /^[a-z0-9.-]{2,60}\.amazon(?:aws)?\.com$/;
const NAME = /^[A-Z][A-Za-z0-9]{3,80}$/;
const ERROR = /(?:Exception|Error|Denied|Fault|Failure|NotFound|Unauthorized\w*|Throttling)$|^Client\./;
const REGION = /^[a-z]{2}(?:-[a-z]+){1,3}-\d$/;

/** Each cell by its form; the first of a form is taken. */
function byForm(cells: readonly string[]): Row | undefined {
  const identity = cells.find((cell) => /^\{"?type"?[=:]/.test(cell));
  const at = cells.findIndex((cell) => SOURCE.test(cell));
  const after = at < 0 ? "" : (cells[at + 1] ?? "");
  const name = NAME.test(after) ? after : cells.find((cell) => NAME.test(cell) && !ERROR.test(cell));
  if (name === undefined || (identity === undefined && at < 0)) return undefined;
  const code = cells.findIndex((cell) => ERROR.test(cell) && NAME.test(cell.replace(/^Client\./, "")));
  const message = code < 0 ? "" : (cells[code + 1] ?? "");
  return withValues([
    ["eventName", name],
    ["eventSource", cells[at] ?? ""],
    ["eventTime", cells.find((cell) => TIME.test(cell)) ?? ""],
    ["awsRegion", cells.find((cell) => REGION.test(cell)) ?? ""],
    ["userIdentity", identity ?? ""],
    ["errorCode", cells[code] ?? ""],
    ["errorMessage", /\s/.test(message) && !message.startsWith("{") ? message : ""],
    ["recipientAccountId", cells.find((cell) => /^\d{12}$/.test(cell)) ?? ""],
    ...cells.flatMap((cell) => (cell === identity ? [] : [documentOf(cell)])),
  ]);
}

/** Which part of an event a cell of JSON is, by the members that only this part has (facts 5.3 to 5.5). */
function documentOf(cell: string): readonly [string, string] {
  if (!cell.startsWith("{")) return ["", ""];
  if (/"(?:role_name|account_id|CredentialVerification)"/.test(cell)) return ["serviceEventDetails", cell];
  if (/"(?:CredentialType|LoginTo|MFAUsed|AuthWorkflowID)"/.test(cell)) return ["additionalEventData", cell];
  if (/(?:Status|Identity|credentials)"\s?:\s?\{|"status"\s?:/.test(cell)) return ["responseElements", cell];
  return ["requestParameters", cell];
}

const withValues = (entries: readonly (readonly [string, string])[]): Row =>
  Object.fromEntries([...entries].reverse().filter(([name, value]) => name !== "" && !isPlaceholder(value)));
