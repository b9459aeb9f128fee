/** Accepts findings for a time: the reason and the last day, with the ends of the next months at hand. */
import { useState } from "preact/hooks";
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
  const months = monthEnds(new Date());
  const [until, setUntil] = useState(months[2]?.day ?? "");
  const [failure, setFailure] = useState<FailureWords>();
  const [isBusy, setBusy] = useState(false);
  const accept = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const reason = new FormData(event.currentTarget as HTMLFormElement).get("reason");
    setBusy(true);
    const refused = await onAccept(String(reason).trim(), until);
    setBusy(false);
    if (refused) setFailure(refused);
    else close();
  };
  return (
    <dialog ref={dialog} class="sheet" aria-labelledby="accept-title" onClose={onClose}>
      <form onSubmit={(event) => void accept(event)}>
        <header>
          <h2 id="accept-title">Accept {counted(count, "finding")}</h2>
          <button type="button" class="quiet" aria-label="Close" onClick={close}>
            <Icon name="close" />
          </button>
        </header>
        <p class="soft">An accepted finding stays listed as accepted, and is open again after its last day.</p>
        <label>
          <span>Reason</span>
          <input name="reason" required maxLength={512} autocomplete="off" placeholder="Migration, ticket 4711" />
        </label>
        <LastDay months={months} until={until} onChoose={setUntil} />
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

interface LastDayProps {
  readonly months: ReturnType<typeof monthEnds>;
  readonly until: string;
  readonly onChoose: (day: string) => void;
}

function LastDay({ months, until, onChoose }: LastDayProps) {
  return (
    <fieldset>
      <legend>Last day</legend>
      <p class="row">
        {months.map(({ name, day }) => (
          <button key={day} type="button" aria-pressed={day === until} onClick={() => onChoose(day)}>
            {name}
          </button>
        ))}
        <input
          type="date"
          aria-label="Last day"
          required
          value={until}
          onInput={(event) => onChoose(event.currentTarget.value)}
        />
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
