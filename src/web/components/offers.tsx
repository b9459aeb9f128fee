/** The names that complete what somebody writes, as the list of a combobox. */
import { plain } from "../../report/sanitize.ts";
import type { CompletedName } from "../client/answers.ts";

export const KIND_WORDS = { user: "person", account: "account", "permission-set": "set" } as const;

interface OffersProps {
  readonly id: string;
  readonly names: readonly CompletedName[];
  readonly active: CompletedName | undefined;
  readonly onTake: (name: CompletedName) => void;
}

export function Offers({ id, names, active, onTake }: OffersProps) {
  return (
    <div id={id} class="offers" role="listbox" aria-label="Names" hidden={names.length === 0}>
      {names.map((name, index) => (
        <div
          key={name.kind + name.value}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={name === active}
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(name);
          }}
        >
          <small>{KIND_WORDS[name.kind]}</small> {plain(name.name)} <span class="soft">{plain(name.detail ?? "")}</span>
        </div>
      ))}
    </div>
  );
}
