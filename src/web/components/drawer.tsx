/** What opens beside a list: a modal panel that gives the focus back. */
import type { ComponentChildren } from "preact";
import { plain } from "../../report/sanitize.ts";
import { Icon } from "./icon.tsx";
import { useModal } from "./use-modal.ts";

interface DrawerProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

export function Drawer({ title, onClose, children }: DrawerProps) {
  const { dialog, close } = useModal();
  return (
    <dialog ref={dialog} class="drawer" aria-labelledby="drawer-title" onClose={onClose}>
      <header>
        <h2 id="drawer-title">{plain(title)}</h2>
        <button type="button" class="quiet" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </dialog>
  );
}
