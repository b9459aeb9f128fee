/** The one field: names of people, accounts and sets complete to chips; anything pasted is handed on as it is. */
import { useId, useRef, useState } from "preact/hooks";
import { plain } from "../../report/sanitize.ts";
import type { CompletedName } from "../client/answers.ts";
import type { Answer } from "../client/api.ts";
import { type Loaded, useAnswer } from "../client/use-answer.ts";
import { KIND_WORDS, Offers } from "./offers.tsx";
import { useFocus } from "./use-focus.ts";

export interface Names {
  readonly takenAt: string | null;
  readonly names: readonly CompletedName[];
}

interface AskFieldProps {
  readonly chips: readonly CompletedName[];
  readonly onChips: (chips: readonly CompletedName[]) => void;
  readonly onAsk: (chips: readonly CompletedName[], words: string) => void;
  /** Something that is no name: several lines, JSON, an ARN, a message. */
  readonly onPasted: (text: string) => void;
  /** What another screen than Ask says in the field. */
  readonly words?: { readonly label: string; readonly placeholders: readonly string[]; readonly button: string };
  readonly complete: (prefix: string, signal: AbortSignal) => Promise<Answer<Names>>;
}

export function AskField(props: AskFieldProps) {
  const { chips, onChips, onPasted, words: said = ASK } = props;
  const { words, write, found, active, note, move, take, ask } = useAsking(props);
  const list = useId();
  const field = useFocus();
  const pressed = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      move(step);
    } else if (event.key === "Backspace" && words === "") onChips(chips.slice(0, -1));
    else if (event.key === "Escape") write("");
  };
  return (
    <search>
      <form class="ask" onSubmit={ask}>
        {chips.map((chip) => (
          <Chip key={chip.kind} chip={chip} onRemove={() => onChips(chips.filter((one) => one !== chip))} />
        ))}
        <input
          value={words}
          ref={field}
          autocomplete="off"
          spellcheck={false}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls={list}
          aria-activedescendant={active && `${list}-${found.indexOf(active)}`}
          aria-label={said.label}
          placeholder={said.placeholders[chips.length] ?? said.placeholders.at(-1)}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={pressed}
          onPaste={(event) => {
            const text = event.clipboardData?.getData("text") ?? "";
            if (!isPasted(text)) return;
            event.preventDefault();
            onPasted(text);
          }}
        />
        <button type="submit" class="primary">
          {said.button}
        </button>
        <Offers id={list} names={found} active={active} onTake={take} />
        <p class="ask-note soft" role="status">
          {note}
        </p>
      </form>
    </search>
  );
}

const ASK = {
  label: "Name a person, an account and a permission set, or paste an error",
  placeholders: ["Alice, sandbox, ReadOnly, or an error", "and an account, a set", "and a set", "or paste an error"],
  button: "Ask",
};

/** What is written, what completes it, and what Enter does. */
function useAsking({ chips, onChips, onAsk, onPasted, complete }: AskFieldProps) {
  const [words, setWords] = useState("");
  const at = useRef(0);
  const [, moved] = useState(0);
  const prefix = words.trim();
  const loaded = useAnswer(prefix === "" || isPasted(prefix) ? null : prefix, (signal) => complete(prefix, signal));
  const found = loaded?.kind === "ok" ? offered(loaded.value.names, chips) : [];
  const active = found[Math.min(at.current, found.length - 1)];
  const write = (text: string): void => {
    at.current = 0;
    setWords(text);
  };
  const take = (name: CompletedName): void => {
    onChips([...chips.filter(({ kind }) => kind !== name.kind), name]);
    write("");
  };
  return {
    words,
    write,
    found,
    active,
    take,
    note: noteOf(prefix, loaded, found.length),
    move: (step: number): void => {
      at.current = (Math.min(at.current, found.length - 1) + step + found.length) % found.length;
      moved((count) => count + 1);
    },
    ask: (event: Event): void => {
      event.preventDefault();
      if (isPasted(prefix)) onPasted(words);
      else if (prefix !== "" && active) take(active);
      else if (chips.length > 0 || prefix !== "") onAsk(chips, prefix);
    },
  };
}

function noteOf(prefix: string, loaded: Loaded<Names> | undefined, count: number): string {
  if (loaded?.kind === "failed") return plain(loaded.failure.detail);
  if (loaded?.kind !== "ok" || count > 0) return "";
  if (loaded.value.takenAt === null) return "No snapshot yet, so names are not completed: write them as AWS has them.";
  return `No name fits “${plain(prefix)}”. Ask takes it as it is.`;
}

function Chip({ chip, onRemove }: { readonly chip: CompletedName; readonly onRemove: () => void }) {
  return (
    <span class="chip" title={plain(chip.value)}>
      <small>{KIND_WORDS[chip.kind]}</small>
      <span>{plain(chip.name)}</span>
      <button
        type="button"
        class="quiet"
        aria-label={`Remove ${KIND_WORDS[chip.kind]} ${plain(chip.name)}`}
        onClick={onRemove}
      >
        ×
      </button>
    </span>
  );
}

/** Kinds that the question has already come last. */
function offered(names: readonly CompletedName[], chips: readonly CompletedName[]): readonly CompletedName[] {
  const has = (name: CompletedName): boolean => chips.some(({ kind }) => kind === name.kind);
  return [...names.filter((name) => !has(name)), ...names.filter(has)].slice(0, 8);
}

/** More than names: what a program or AWS wrote. */
const isPasted = (text: string): boolean =>
  /[\n{}]|\barn:aws|error|exception|denied|not authorized/i.test(text) || text.length > 120;
