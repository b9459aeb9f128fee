/** What of the findings is shown: every choice is in the address. */
import { plain } from "../../report/sanitize.ts";
import { ANY_STATE, type FindingPlace } from "../findings/finding-place.ts";

interface FiltersProps {
  readonly place: FindingPlace;
  readonly causes: readonly string[];
  readonly onChange: (change: Partial<FindingPlace>) => void;
}

const SEVERITIES = [
  ["", "any severity"],
  ["high", "high"],
  ["medium", "medium"],
  ["low", "low"],
] as const;

const STATES = [
  ["", "open"],
  ["accepted", "accepted"],
  [ANY_STATE, "open and accepted"],
] as const;

const HISTORIES = [
  ["", "new or not"],
  ["new", "new"],
  ["recurred", "recurred"],
] as const;

export function FindingFilters({ place, causes, onChange }: FiltersProps) {
  const chosen = [
    ["set", "set", place.set],
    ["account", "account", place.account],
  ] as const;
  return (
    <search class="filters">
      <input
        type="search"
        aria-label="Filter by name, account, set, cause or author"
        placeholder="Filter: name, set, cause"
        value={place.text ?? ""}
        onInput={(event) => onChange({ text: event.currentTarget.value || undefined })}
      />
      <Choice
        label="Severity"
        value={place.severity}
        options={SEVERITIES}
        onChoose={(severity) => onChange({ severity })}
      />
      <Choice label="State" value={place.state} options={STATES} onChoose={(state) => onChange({ state })} />
      <Choice label="History" value={place.history} options={HISTORIES} onChoose={(history) => onChange({ history })} />
      <Choice
        label="Cause"
        value={place.cause}
        options={[["", "any cause"], ...causes.map((cause) => [cause, cause] as const)]}
        onChoose={(cause) => onChange({ cause })}
      />
      {chosen.map(([name, word, value]) =>
        value === undefined ? null : (
          <span key={name} class="chip">
            <small>{word}</small>
            <span>{plain(value)}</span>
            <button
              type="button"
              class="quiet"
              aria-label={`Remove ${word} ${plain(value)}`}
              onClick={() => onChange({ [name]: undefined })}
            >
              ×
            </button>
          </span>
        ),
      )}
    </search>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChoose: (value: string | undefined) => void;
}

export function Choice({ label, value = "", options, onChoose }: ChoiceProps) {
  const isKnown = options.some(([one]) => one === value);
  return (
    <select
      aria-label={label}
      class={value === "" ? "" : "chosen"}
      value={value}
      onChange={(event) => onChoose(event.currentTarget.value || undefined)}
    >
      {isKnown ? null : <option value={value}>{plain(value)}</option>}
      {options.map(([one, words]) => (
        <option key={one} value={one}>
          {words}
        </option>
      ))}
    </select>
  );
}
