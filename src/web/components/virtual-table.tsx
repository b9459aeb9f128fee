/** A table of a hundred thousand rows: only those in sight are in the document, each a slot that is filled again while it scrolls. */
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "./icon.tsx";
import { useWholeTexts } from "./use-whole-texts.ts";

export interface TableColumn<Name extends string> {
  readonly name: Name;
  readonly title: string;
  readonly cell: (row: number) => ComponentChildren;
}

interface TableProps<Name extends string> {
  readonly label: string;
  readonly columns: readonly TableColumn<Name>[];
  /** What `cell` is asked for, in the order of the table. */
  readonly rows: Int32Array;
  readonly order: { readonly column: string; readonly isDescending: boolean };
  readonly onOrder: (column: Name) => void;
  readonly marked: ReadonlySet<number>;
  readonly onMark: (rows: readonly number[], isMarked: boolean) => void;
  readonly onOpen: (row: number) => void;
}

/** Pixels; on a phone a row is a card. The style sheet has the same numbers. */
const HEIGHT = { row: 44, card: 112 } as const;
const PHONE = "(max-width: 700px)";
/** Pixels that are scrolled before other rows are drawn. */
const STEP = 2 * HEIGHT.row;
/** Rows drawn above and below those in sight. */
const MARGIN = 4;

export function VirtualTable<Name extends string>(props: TableProps<Name>) {
  const { label, columns, rows, marked, onMark, onOpen } = props;
  const frame = useRef<HTMLTableElement>(null);
  const { height, first, last } = useWindow(frame, rows.length);
  useWholeTexts(frame);
  const [cursor, setCursor] = useState(0);
  useEffect(() => {
    frame.current?.scrollTo(0, 0);
    setCursor(0);
  }, [rows]);
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    setCursor(next);
    if (frame.current) scrollToRow(frame.current, next * height, height);
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const to = placeAfter(event.key, { cursor, count: rows.length, page: last - first - 2 * MARGIN - 1 });
    const row = rows[cursor];
    if (to !== undefined) move(to);
    else if (event.key === " " && row !== undefined) onMark([row], !marked.has(row));
    else if (event.key === "Enter" && row !== undefined) onOpen(row);
    else return;
    event.preventDefault();
  };
  return (
    <table
      ref={frame}
      class="table-frame"
      style={{ height: `min(640px, 70vh, ${HEIGHT.row + rows.length * height + 2}px)` }}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: arrow keys choose its rows (WAI-ARIA, grid)
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={cursor >= first && cursor < last ? idOf(cursor) : undefined}
      onKeyDown={pressed}
    >
      <Head {...props} />
      <Rows {...props} inSight={{ height, first, last }} cursor={cursor} onCursor={setCursor} />
    </table>
  );
}

const idOf = (place: number): string => `row-${place}`;

/** Undefined: the key moves nothing. */
function placeAfter(
  key: string,
  { cursor, count, page }: { readonly cursor: number; readonly count: number; readonly page: number },
): number | undefined {
  const places: Readonly<Record<string, number>> = {
    ArrowDown: cursor + 1,
    ArrowUp: cursor - 1,
    PageDown: cursor + Math.max(1, page),
    PageUp: cursor - Math.max(1, page),
    Home: 0,
    End: count - 1,
  };
  return places[key];
}

interface RowsProps<Name extends string> extends TableProps<Name> {
  readonly inSight: { readonly height: number; readonly first: number; readonly last: number };
  readonly cursor: number;
  readonly onCursor: (place: number) => void;
}

/** Slots that are kept drawn; more of them only take memory. */
const MOST_DRAWN = 400;

/**
 * A row that was drawn and has not changed is the same element again: while it scrolls, only the rows that come into sight are made.
 * Their elements stay where they are in the document, because moving one costs its style and layout; they are put in order
 * when the scrolling has ended.
 */
function Rows<Name extends string>(props: RowsProps<Name>) {
  const { columns, rows, marked, cursor, inSight } = props;
  const { height, first, last } = inSight;
  const pool = Math.max(1, last - first);
  const begins = useSettled(first) % pool;
  const latest = useRef(props);
  latest.current = props;
  const drawn = useMemo(() => new Map<number, VNode>(), [columns, rows, marked, cursor, height, pool]);
  if (drawn.size > MOST_DRAWN) drawn.clear();
  const rowAt = (place: number): VNode => {
    const before = drawn.get(place);
    if (before) return before;
    const row = rows[place] ?? 0;
    const made = (
      <tr
        key={place % pool}
        id={idOf(place)}
        aria-rowindex={place + 2}
        aria-selected={marked.has(row)}
        class={`table-row${place === cursor ? " at-cursor" : ""}`}
        style={{ transform: `translateY(${place * height}px)` }}
        onClick={() => {
          latest.current.onCursor(place);
          latest.current.onOpen(row);
        }}
      >
        <Mark isMarked={marked.has(row)} onMark={(isMarked) => latest.current.onMark([row], isMarked)} />
        {columns.map(({ name, cell }) => (
          <td key={name} class={`cell cell-${name}`}>
            {cell(row)}
          </td>
        ))}
      </tr>
    );
    drawn.set(place, made);
    return made;
  };
  return (
    <tbody class="table-rows" style={{ height: `${rows.length * height}px` }}>
      {Array.from({ length: Math.max(0, last - first) }, (_, at) =>
        rowAt(placeOfSlot((begins + at) % pool, props.inSight)),
      )}
    </tbody>
  );
}

/** The place in sight that a slot shows. */
const placeOfSlot = (slot: number, { first, last }: RowsProps<string>["inSight"]): number => {
  const pool = Math.max(1, last - first);
  return first + ((((slot - first) % pool) + pool) % pool);
};

/** Milliseconds without a change after which something is settled. */
const SETTLED = 150;

/** The value as it was when it last stayed the same for a while. */
function useSettled(value: number): number {
  const [settled, settle] = useState(value);
  useEffect(() => {
    const waiting = setTimeout(() => settle(value), SETTLED);
    return () => clearTimeout(waiting);
  }, [value]);
  return settled;
}

function Mark({ isMarked, onMark }: { readonly isMarked: boolean; readonly onMark: (isMarked: boolean) => void }) {
  return (
    <td class="cell cell-mark">
      <input
        type="checkbox"
        tabIndex={-1}
        aria-label="Mark"
        checked={isMarked}
        onClick={(event) => event.stopPropagation()}
        onChange={(event) => onMark(event.currentTarget.checked)}
      />
    </td>
  );
}

function Head<Name extends string>({ columns, rows, order, onOrder, marked, onMark }: TableProps<Name>) {
  const isAll = rows.length > 0 && marked.size >= rows.length && rows.every((row) => marked.has(row));
  return (
    <thead class="table-head">
      <tr aria-rowindex={1} class="table-row">
        <th scope="col" class="cell cell-mark">
          <input
            type="checkbox"
            aria-label={isAll ? "Unmark all" : "Mark all"}
            checked={isAll}
            onChange={() => onMark([...rows], !isAll)}
          />
        </th>
        {columns.map(({ name, title }) => {
          const isOrdered = order.column === name;
          return (
            <th
              key={name}
              scope="col"
              class={`cell cell-${name}`}
              aria-sort={isOrdered ? (order.isDescending ? "descending" : "ascending") : "none"}
            >
              <button type="button" class="quiet" onClick={() => onOrder(name)}>
                {title}
                {isOrdered ? <Icon name={order.isDescending ? "down" : "up"} /> : null}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

/** Which rows are in sight, and how high one is. */
function useWindow(frame: { readonly current: HTMLElement | null }, count: number) {
  const [top, setTop] = useState(0);
  const [size, setSize] = useState({ height: 600, isPhone: window.matchMedia(PHONE).matches });
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let waiting = 0;
    const scrolled = (): void => {
      waiting ||= requestAnimationFrame(() => {
        waiting = 0;
        setTop(element.scrollTop - (element.scrollTop % STEP));
      });
    };
    const resized = new ResizeObserver(() =>
      setSize({ height: element.clientHeight, isPhone: window.matchMedia(PHONE).matches }),
    );
    element.addEventListener("scroll", scrolled, { passive: true });
    resized.observe(element);
    return () => {
      cancelAnimationFrame(waiting);
      element.removeEventListener("scroll", scrolled);
      resized.disconnect();
    };
  }, []);
  const height = size.isPhone ? HEIGHT.card : HEIGHT.row;
  // As many slots everywhere, at the end of the table too: another number of them would draw every row again.
  const slots = Math.ceil(size.height / height) + 2 * MARGIN + 2;
  const first = Math.max(0, Math.min(count - slots, Math.floor(top / height) - MARGIN));
  // An even first row: the slots, and with them the document, change half as often.
  return { height, first: first & ~1, last: Math.min(count, (first & ~1) + slots) };
}

/** The head stays in sight and covers a row at the top. */
function scrollToRow(frame: HTMLElement, top: number, height: number): void {
  if (top < frame.scrollTop) frame.scrollTop = top;
  const bottom = top + 2 * height - frame.clientHeight;
  if (bottom > frame.scrollTop) frame.scrollTop = bottom;
}
