/** The filter of the findings report: its fields, and the script that hides what does not fit, on the screen only. */

interface FilterProps {
  readonly causes: readonly string[];
  /** Empty: there is no earlier scan. */
  readonly states: readonly string[];
}

/** Hidden until the script shows it: without script there is nothing to choose, and everything is there. */
export function FindingFilter({ causes, states }: FilterProps) {
  return (
    <search class="filters" hidden>
      <input
        type="search"
        name="words"
        aria-label="Filter findings by words"
        placeholder="Filter: name, account, set, cause"
        autocomplete="off"
      />
      <Choice name="severity" label="Severity" any="any severity" options={["high", "medium", "low"]} />
      <Choice name="cause" label="Cause" any="any cause" options={causes} />
      {states.length === 0 ? null : <Choice name="state" label="History" any="new or not" options={states} />}
      <span class="soft shown" role="status" />
    </search>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  readonly any: string;
  readonly options: readonly string[];
}

const Choice = ({ name, label, any, options }: ChoiceProps) => (
  <select name={name} aria-label={label}>
    <option value="">{any}</option>
    {options.map((option) => (
      <option key={option} value={option}>
        {option}
      </option>
    ))}
  </select>
);

/**
 * Every word must be in the finding, without case and accents. A line without findings that fit is hidden with them.
 * `data-off` hides on the screen; a print has everything.
 */
export const FILTER_SCRIPT = `
const filters = document.querySelector(".filters");
const fields = [...filters.querySelectorAll("[name]")];
const status = filters.querySelector("[role=status]");
const plain = (text) => text.normalize("NFD").replace(/\\p{M}/gu, "").toLowerCase();
const groups = [...document.querySelectorAll(".finding-group")].map((group) => ({
  group,
  line: document.querySelector('[data-line="' + group.id + '"]'),
  findings: [...group.querySelectorAll(".finding-article")],
}));
const sections = [...document.querySelectorAll(".finding-section")];
const total = groups.reduce((sum, { findings }) => sum + findings.length, 0);
const counted = (count) => count + (count === 1 ? " finding" : " findings");
const texts = new Map();
const textOf = (finding) => {
  if (!texts.has(finding)) texts.set(finding, plain(finding.textContent + " " + finding.dataset.key));
  return texts.get(finding);
};
const show = (element, isShown) => element?.toggleAttribute("data-off", !isShown);
function filter() {
  const { words, ...chosen } = Object.fromEntries(fields.map(({ name, value }) => [name, value]));
  const parts = plain(words).split(/\\s+/).filter(Boolean);
  const names = Object.keys(chosen).filter((name) => chosen[name] !== "");
  let left = 0;
  for (const { group, line, findings } of groups) {
    let own = 0;
    for (const finding of findings) {
      const isShown = names.every((name) => finding.dataset[name] === chosen[name])
        && parts.every((part) => textOf(finding).includes(part));
      show(finding, isShown);
      if (isShown) own += 1;
    }
    show(group, own > 0);
    show(line, own > 0);
    left += own;
  }
  for (const section of sections) show(section, section.querySelector("[data-line]:not([data-off])") !== null);
  status.textContent = left === total ? counted(total) : left + " of " + counted(total);
}
filters.hidden = false;
filters.addEventListener("input", filter);
addEventListener("pageshow", filter);
filter();
`;
