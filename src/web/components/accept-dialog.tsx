/** Accepts findings for a time: the reason, then the end of a month with one click, or another last day. */
import { useRef, useState } from "preact/hooks";
import { counted } from "../../report/counted.ts";
import { Icon } from "./icon.tsx";
import { Failed, type FailureWords } from "./state-message.tsx";
import { useModal } from "./use-modal.ts";

interface AcceptProps {
  readonly count: number;
  readonly onClose: () => void;
  /** Undefined: accepted. */
  readonly onAccept: (reason: string, until: string) => Promise<FailureWords | undefined>;
}

const MONTHS_OFFERED = 6;

export function AcceptDialog({ count, onClose, onAccept }: AcceptProps) {
  const { dialog, close } = useModal();
  const form = useRef<HTMLFormElement>(null);
  const [until, setUntil] = useState(() => monthEnds(new Date())[2]?.day ?? "");
  const [failure, setFailure] = useState<FailureWords>();
  const [isBusy, setBusy] = useState(false);
  const accept = async (day: string): Promise<void> => {
    // A month is one click: it has to look for the missing reason itself.
    if (!form.current?.reportValidity()) return;
    setBusy(true);
    const refused = await onAccept(String(new FormData(form.current).get("reason")).trim(), day);
    setBusy(false);
    if (refused) setFailure(refused);
    else close();
  };
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="accept-title" onClose={onClose}>
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault();
          void accept(until);
        }}
      >
        <header>
          <h2 id="accept-title">Accept {counted(count, "finding")}</h2>
          <button type="button" class="quiet" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        <p class="soft">An accepted finding stays listed as accepted, and is open again after its last day.</p>
        <label>
          <span>Reason</span>
          <input
            name="reason"
            required
            maxLength={512}
            autocomplete="off"
            placeholder="Migration, ticket 4711"
            autoFocus
          />
        </label>
        <MonthEnds isBusy={isBusy} onAccept={(day) => void accept(day)} />
        <label>
          <span>Another last day</span>
          <input type="date" required value={until} onInput={(event) => setUntil(event.currentTarget.value)} />
        </label>
        {failure ? <Failed title="Not accepted." failure={failure} /> : null}
        <p class="actions">
          <button type="submit" class="primary" disabled={isBusy}>
            Accept until {until}
          </button>
        </p>
      </form>
    </dialog>
  );
}

interface MonthsProps {
  readonly isBusy: boolean;
  readonly onAccept: (day: string) => void;
}

/** Accepts at once: who knows the month needs no second button. */
function MonthEnds({ isBusy, onAccept }: MonthsProps) {
  return (
    <fieldset>
      <legend>Accept until the end of</legend>
      <p class="row">
        {monthEnds(new Date()).map(({ name, day }) => (
          <button key={day} type="button" disabled={isBusy} title={`Accept until ${day}`} onClick={() => onAccept(day)}>
            {name}
          </button>
        ))}
      </p>
    </fieldset>
  );
}

/** The last day of this month and the next ones, in UTC as the server takes them. */
function monthEnds(now: Date): readonly { readonly name: string; readonly day: string }[] {
  return Array.from({ length: MONTHS_OFFERED }, (_, at) => {
    const end = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + at + 1, 0));
    const name = end.toLocaleDateString("en", { month: "long", timeZone: "UTC" });
    return { name, day: end.toISOString().slice(0, 10) };
  });
}
