/** Text, controls and the frame. */

export const BASE = `
* { box-sizing: border-box; margin: 0; }
body { font: var(--s16)/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; color: var(--ink); background: var(--ground); overflow-wrap: anywhere; }
h1 { font-size: var(--s28); line-height: 36px; font-weight: 650; letter-spacing: -.01em; text-wrap: balance; max-width: 34em; }
h2 { font-size: var(--s16); font-weight: 650; } h3 { font-size: var(--s14); font-weight: 600; }
a { color: var(--accent); text-underline-offset: 3px; } ul, ol { padding-left: 20px; } li + li { margin-top: 4px; }
code, pre { font: var(--s14)/20px var(--mono); } pre { white-space: pre-wrap; padding: 12px; background: var(--ground); border: 1px solid var(--line); border-radius: var(--radius); max-height: 320px; overflow: auto; }
summary { cursor: pointer; } .soft, time { color: var(--soft); } small { font-size: var(--s12); color: var(--soft); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; } main:focus, h1:focus { outline: none; }
button, .button { display: inline-flex; gap: 8px; align-items: center; font: 600 var(--s14)/20px system-ui, sans-serif; min-height: 36px; padding: 7px 16px; border-radius: 6px; border: 1px solid var(--line); background: var(--paper); color: var(--ink); text-decoration: none; cursor: pointer; }
button:hover, .button:hover { border-color: var(--accent); } button:disabled { color: var(--soft); cursor: wait; }
.primary, .primary:disabled { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.quiet { border-color: transparent; background: none; padding: 4px 8px; min-height: 28px; color: var(--soft); font-weight: 400; }
input { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 6px 12px; min-width: 0; }
.icon { width: 16px; height: 16px; flex: none; }
.tag { display: inline-block; font-size: var(--s12); line-height: 18px; font-weight: 600; border: 1px solid currentColor; border-radius: 4px; padding: 0 6px; color: var(--soft); white-space: nowrap; }
.skip { position: absolute; left: -999px; } .skip:focus { left: 16px; top: 8px; background: var(--paper); padding: 8px; z-index: 9; }
.frame { display: flex; gap: 24px; align-items: center; padding: 8px 32px; min-height: 56px; background: var(--paper); border-bottom: 1px solid var(--line); }
.brand { font-weight: 650; color: inherit; text-decoration: none; } .frame { white-space: nowrap; } nav { display: flex; gap: 20px; font-size: var(--s14); }
nav a { color: var(--soft); text-decoration: none; padding: 8px 0; } nav a[aria-current] { color: var(--ink); box-shadow: 0 2px 0 var(--accent); }
.where { margin-left: auto; display: flex; gap: 12px; align-items: center; font-size: var(--s14); color: var(--soft); } .lab-tag { color: var(--given); }
main { max-width: 1184px; margin: 0 auto; padding: 32px; display: grid; gap: 32px; } main > * { min-width: 0; }
.message { background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); padding: 20px; display: grid; gap: 8px; justify-items: start; max-width: 72ch; }
.message-title { font-size: var(--s16); line-height: 24px; letter-spacing: 0; font-weight: 650; } .failed { border-left: 4px solid var(--bad); } .loading { border-left: 4px solid var(--accent); }
.row, .actions { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; } .copy { display: inline-flex; gap: 8px; align-items: center; }
.said:empty { display: none; } .said { font-size: var(--s14); color: var(--ok); }
@media (max-width: 1100px) { .theme span { display: none; } .switch span { position: absolute; clip-path: inset(50%); } }
@media (max-width: 700px) {
  .frame { flex-wrap: wrap; padding: 8px 16px; gap: 4px 16px; } .frame nav { order: 3; width: 100%; gap: 16px; overflow-x: auto; } .where { order: 2; width: 100%; margin: 0; gap: 8px; } .where > * { flex: none; } .where .switch { flex: 1; min-width: 0; } .switch select { width: 100%; }
  .theme { margin-left: auto; } main { padding: 20px 16px; gap: 24px; } h1 { font-size: var(--s20); line-height: 28px; }
}
@media (prefers-reduced-motion: no-preference) { .drawer[open] { animation: drawer .16s ease-out; } @keyframes drawer { from { transform: translateX(24px); opacity: 0; } } }
`;
