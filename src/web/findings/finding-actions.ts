/** What can be done with marked findings: a plan of those that an API repairs, an acceptance, a file of all that is shown. */
import { csvText } from "../../report/csv.ts";
import type { Proposed } from "../client/answers.ts";
import { post } from "../client/api.ts";
import { go } from "../client/router.ts";
import type { FailureWords } from "../components/state-message.tsx";
import type { FindingIndex } from "./finding-index.ts";

/** As the server takes them at once. */
export const MOST_AT_ONCE = 1000;

const NOT_PLANNED: Readonly<Record<string, string>> = {
  "nothing-to-do": "There is nothing to do any more: the findings are from an older moment than what AWS has now.",
  "refusal-predicted": "AWS would refuse this repair.",
  "rehearsal-failed": "The rehearsal did not end as promised, so the repair is not offered.",
};

/** Leads to the plan. @returns why there is none */
export async function planFor(keys: readonly string[], base: string): Promise<FailureWords | undefined> {
  const asked = await post<Proposed>(`${base}/plans`, { findings: keys });
  if (asked.kind === "failed") return asked.failure;
  const { proposal, kind } = asked.value;
  if (!proposal) return { detail: NOT_PLANNED[kind] ?? `No plan could be made: ${kind}.` };
  go(`/plans/${proposal.id}`);
  return undefined;
}

/** @returns why not */
export async function acceptAll(
  { keys, ...acceptance }: { readonly keys: readonly string[]; readonly reason: string; readonly until: string },
  base: string,
): Promise<FailureWords | undefined> {
  for (let at = 0; at < keys.length; at += MOST_AT_ONCE) {
    const asked = await post(`${base}/findings/accept`, { keys: keys.slice(at, at + MOST_AT_ONCE), ...acceptance });
    if (asked.kind === "failed") return asked.failure;
  }
  return undefined;
}

const CSV_COLUMNS = [
  "severity",
  "cause",
  "confidence",
  "state",
  "accountId",
  "accountName",
  "permissionSet",
  "principalType",
  "principalName",
  "title",
  "firstSeen",
  "lastSeen",
  "author",
] as const;

export const findingsAsCsv = (index: FindingIndex, rows: Int32Array): string =>
  csvText([
    [...CSV_COLUMNS, "users", "acceptedUntil", "acceptedReason", "key"],
    ...Array.from(rows, (row) => [
      ...CSV_COLUMNS.map((column) => index.text(column, row)),
      String(index.data.columns.users[row] ?? 0),
      index.acceptance(row)?.until ?? "",
      index.acceptance(row)?.reason ?? "",
      index.data.columns.key[row] ?? "",
    ]),
  ]);

/** Saves a text as a file of the browser; nothing is sent. */
export function download(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
