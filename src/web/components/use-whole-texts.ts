/** A cell that is too narrow for its text says it whole under the pointer: a title in each cell would be styled again with each row that scrolls by. */
import { useEffect } from "preact/hooks";

export function useWholeTexts(table: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const element = table.current;
    const over = ({ target }: MouseEvent): void => {
      const cell = cellOf(target);
      const text = cell?.querySelector(".cell-title") ?? cell;
      if (cell && text && isClipped(text)) cell.title = text.textContent;
    };
    const out = ({ target }: MouseEvent): void => cellOf(target)?.removeAttribute("title");
    element?.addEventListener("mouseover", over);
    element?.addEventListener("mouseout", out);
    return () => {
      element?.removeEventListener("mouseover", over);
      element?.removeEventListener("mouseout", out);
    };
  }, []);
}

const cellOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest("td") : null;

const isClipped = ({ scrollWidth, clientWidth, scrollHeight, clientHeight }: Element): boolean =>
  scrollWidth > clientWidth || scrollHeight > clientHeight;
