/** Every finding as a row of its own. */
import { useMemo } from "preact/hooks";
import { withoutIds } from "../../report/brief/without-ids.ts";
import { plain } from "../../report/sanitize.ts";
import { type TableColumn, VirtualTable } from "../components/virtual-table.tsx";
import type { FindingIndex, FindingOrder, SortColumn } from "../findings/finding-index.ts";

interface FindingTableProps {
  readonly index: FindingIndex;
  readonly rows: Int32Array;
  readonly order: FindingOrder;
  readonly onOrder: (column: SortColumn) => void;
  readonly marked: ReadonlySet<number>;
  readonly onMark: (rows: readonly number[], isMarked: boolean) => void;
  readonly onOpen: (row: number) => void;
}

export function FindingTable({ index, ...table }: FindingTableProps) {
  const columns = useMemo(() => columnsOf(index), [index]);
  return <VirtualTable label="Findings" columns={columns} {...table} />;
}

function columnsOf(index: FindingIndex): readonly TableColumn<SortColumn>[] {
  const { text, isNew, isRecurred, acceptance, data } = index;
  const named = (column: "permissionSet" | "accountName" | "principalName") => (row: number) =>
    plain(text(column, row));
  return [
    {
      name: "worst",
      title: "Severity",
      cell: (row) => <span class={`tag severity severity-${text("severity", row)}`}>{text("severity", row)}</span>,
    },
    {
      name: "cause",
      title: "Finding",
      cell: (row) => {
        const until = acceptance(row)?.until;
        return (
          <>
            <span class="cell-title">{withoutIds(plain(text("title", row)))}</span>
            {isNew(row) ? <span class="tag tag-new">new</span> : null}
            {isRecurred(row) ? <span class="tag tag-recurred">recurred</span> : null}
            {until === undefined ? null : <span class="tag tag-accepted">accepted to {until}</span>}
          </>
        );
      },
    },
    { name: "permissionSet", title: "Set", cell: named("permissionSet") },
    { name: "accountName", title: "Account", cell: named("accountName") },
    { name: "principalName", title: "Who", cell: named("principalName") },
    { name: "users", title: "People", cell: (row) => data.columns.users[row] || "" },
    { name: "firstSeen", title: "Since", cell: (row) => text("firstSeen", row).slice(0, 10) },
  ];
}
