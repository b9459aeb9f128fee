/** What can be done with the findings that are marked; in sight as long as one is. */
import { counted } from "../../report/counted.ts";
import type { OrganizationOffer } from "../client/answers.ts";
import { MOST_AT_ONCE } from "../findings/finding-actions.ts";
import type { FindingIndex } from "../findings/finding-index.ts";

interface MarkedProps {
  readonly index: FindingIndex;
  readonly marked: ReadonlySet<number>;
  readonly role: OrganizationOffer["role"];
  /** Of those that an API can repair. */
  readonly onPlan: (rows: readonly number[]) => void;
  readonly onAccept: () => void;
  readonly onClear: () => void;
}

export function MarkedBar({ index, marked, role, onPlan, onAccept, onClear }: MarkedProps) {
  if (marked.size === 0) return null;
  const repairable = [...marked].filter(
    (row) => index.text("remedy", row) === "api" && index.text("state", row) === "open",
  );
  return (
    <section class="marked-bar" aria-label="Marked findings">
      <span role="status">
        <b>{marked.size} marked</b>
        <span class="soft">{repairWords(repairable.length, marked.size)}</span>
      </span>
      {role === "viewer" ? (
        <span class="soft">Planning and accepting need the role operator.</span>
      ) : (
        <>
          <button
            type="button"
            class="primary"
            disabled={repairable.length === 0}
            onClick={() => onPlan(repairable.slice(0, MOST_AT_ONCE))}
          >
            Plan the repair
          </button>
          <button type="button" onClick={onAccept}>
            Accept…
          </button>
        </>
      )}
      <button type="button" class="quiet" onClick={onClear}>
        Unmark all
      </button>
    </section>
  );
}

function repairWords(repairable: number, marked: number): string {
  if (repairable === 0) return " · none can be repaired through an API";
  if (repairable > MOST_AT_ONCE) return ` · the first ${MOST_AT_ONCE} go into one plan`;
  return repairable === marked ? "" : ` · ${counted(repairable, "finding")} can be repaired through an API`;
}
