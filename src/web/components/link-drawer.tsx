/** A link opened: its claim, the calls that prove it, and how to make readable what could not be read. */
import { useRef } from "preact/hooks";
import type { Evidence } from "../../model/evidence.ts";
import { policyStatement } from "../../report/page/coverage-view.ts";
import type { LinkView } from "../../report/page/link-view.ts";
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icon.tsx";
import { Proof } from "./proof.tsx";
import { useModal } from "./use-modal.ts";

interface DrawerProps {
  readonly link: LinkView;
  readonly evidence: Readonly<Record<string, Evidence>>;
  readonly causeId: string | undefined;
  readonly onClose: () => void;
  /** Asks again with the action that was missing. */
  readonly onGive?: ((action: string) => void) | undefined;
}

export function LinkDrawer({ link, evidence, causeId, onClose, onGive }: DrawerProps) {
  const { dialog, close } = useModal();
  return (
    <dialog ref={dialog} class="drawer" aria-labelledby="drawer-title" onClose={onClose}>
      <header>
        <h2 id="drawer-title">
          {link.column}: {link.word}
        </h2>
        <button type="button" class="quiet" aria-label="Close" onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <p>{link.fullClaim}</p>
      {link.permissions.length > 0 ? (
        <p class="row">
          <span>
            Missing: <code>{link.permissions.join(", ")}</code>
          </span>
          <CopyButton text={policyStatement(link.permissions)}>Copy the policy statement</CopyButton>
        </p>
      ) : null}
      {(link.asksFor !== undefined || link.state === "not given") && onGive ? <GiveAction onGive={onGive} /> : null}
      <h3>Calls that prove it</h3>
      <Proof ids={link.evidence} evidence={evidence} />
      {causeId && link.state === "broken" ? (
        <p>
          <a href={`/causes/${causeId}`}>About {causeId} in the catalogue</a>
        </p>
      ) : null}
    </dialog>
  );
}

function GiveAction({ onGive }: { readonly onGive: (action: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        const action = field.current?.value.trim() ?? "";
        if (action !== "") onGive(action);
      }}
    >
      <label>
        Denied action <input ref={field} name="action" placeholder="s3:GetObject" />
      </label>
      <button type="submit">Ask again</button>
    </form>
  );
}
