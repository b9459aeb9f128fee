/** Icons of one weight, drawn inline; each repeats a state that a word beside it says. */

const PATHS = {
  ok: "M2.5 8.5 6 12l7.5-8",
  broken: "M4 4l8 8M12 4l-8 8",
  unread: "M5.8 6a2.2 2.2 0 1 1 3 2.1c-.5.2-.8.6-.8 1.2v.4M8 12v.1",
  given: "M4 8h8M4 5v6M12 5v6",
  quiet: "M8 8h.01",
  copy: "M6 3.5h6.5V10M3.5 6H10v6.5H3.5z",
  close: "M4 4l8 8M12 4l-8 8",
  theme: "M13 9.5A5.5 5.5 0 1 1 6.5 3a4.5 4.5 0 0 0 6.5 6.5z",
  deny: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M4.2 11.8l7.6-7.6",
  up: "M4 10l4-4 4 4",
  down: "M4 6l4 4 4-4",
  plus: "M8 3.5v9M3.5 8h9",
  minus: "M3.5 8h9",
  wait: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M8 5v3l2 1.5",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
