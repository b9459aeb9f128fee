/** The answer and its path, the plan and the portals. */

export const ANSWER = `
.answer { display: grid; gap: 32px; } .answer > *, .answer section { min-width: 0; } .answer section { display: grid; gap: 12px; }
.sentence { display: grid; gap: 12px; } .lead { max-width: 72ch; color: var(--soft); } .lead b { color: var(--ink); font-weight: 600; } .sentence .actions { margin-top: 8px; }
.paths { display: grid; gap: 20px; } .path { background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); overflow: hidden; }
.path figcaption { font-size: var(--s14); font-weight: 600; padding: 10px 16px; border-bottom: 1px solid var(--line); }
.links { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(8, minmax(0, 1fr)); }
.link { margin: 0; display: grid; grid-template-rows: auto 1fr; border-left: 1px solid var(--line); } .link:first-child { border-left: 0; }
.column { font-size: var(--s12); line-height: 16px; min-height: 52px; color: var(--soft); padding: 8px 12px; background: var(--ground); border-bottom: 1px solid var(--line); display: flex; align-items: center; overflow-wrap: normal; }
.body { display: grid; gap: 4px; align-content: start; justify-items: start; width: 100%; min-height: 84px; padding: 12px; text-align: left; border: 0; border-radius: 0; background: none; font-weight: 400; color: inherit; }
button.body:hover { background: var(--accent-ground); } button.body:focus-visible { outline-offset: -3px; }
.state { display: flex; gap: 4px; align-items: center; font-size: var(--s12); font-weight: 600; line-height: 16px; } .state .icon { width: 14px; height: 14px; }
.name { font-size: var(--s14); line-height: 20px; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; overflow-wrap: anywhere; }
.link-ok .state { color: var(--ok); } .link-broken { background: var(--bad-ground); box-shadow: inset 0 3px 0 var(--bad); } .link-broken .column { background: none; color: var(--bad); } .link-broken .state { color: var(--bad); } .link-broken .name { font-weight: 650; }
.link-could-not-read .body { background: repeating-linear-gradient(135deg, transparent 0 6px, var(--unknown-ground) 6px 12px); outline: 1px dashed var(--unknown); outline-offset: -5px; } .link-could-not-read .state { color: var(--unknown); } .permission { font-size: var(--s12); line-height: 16px; }
.link-not-given .state { color: var(--given); } .link-not-given .name { border-bottom: 1px dotted var(--given); color: var(--soft); }
.link-behind .state, .link-behind .name, .link-not-examined .state, .link-not-examined .name { color: var(--quiet); font-weight: 400; }
.claim { display: flex; gap: 8px; padding: 12px 16px; border-top: 1px solid var(--line); font-size: var(--s14); line-height: 20px; background: var(--bad-ground); } .claim .icon { color: var(--bad); margin-top: 2px; }
.coverage { font-size: var(--s14); color: var(--soft); } .gaps { list-style: none; padding: 8px 0 0; display: grid; gap: 8px; max-width: 100ch; } .gaps li { margin: 0; padding: 8px 12px; border: 1px solid var(--line); border-radius: 6px; background: var(--paper); color: var(--ink); } .gap-unread { border: 1px dashed var(--unknown) !important; }
.decision { background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); } .decision figcaption { padding: 12px 16px; font-size: var(--s14); border-bottom: 1px solid var(--line); }
.decision ul { list-style: none; padding: 0; } .layer { margin: 0; display: grid; grid-template-columns: 132px 224px 1fr; gap: 12px; padding: 8px 16px; font-size: var(--s14); border-top: 1px solid var(--line); } .layer:first-child { border-top: 0; }
.layer-deny { background: var(--bad-ground); } .layer-deny .state { color: var(--bad); } .layer-allow .state { color: var(--ok); } .layer-unknown .state { color: var(--unknown); } .layer-does-not-apply { color: var(--quiet); }
.assumptions { padding: 12px 16px; border: 1px solid var(--line); border-left: 4px double var(--unknown); border-radius: var(--radius); background: var(--unknown-ground); max-width: 100ch; } .assumptions h2, .assumptions h3 { font-size: var(--s14); }
.grants { list-style: none; padding: 0; max-width: 72ch; } .grants li { display: flex; justify-content: space-between; gap: 12px; padding: 8px 0; margin: 0; border-bottom: 1px solid var(--line); } .verdict-tag-works { color: var(--ok); } .verdict-tag-denied, .verdict-tag-not-visible { color: var(--bad); } .verdict-tag-undecided, .verdict-tag-stale, .verdict-tag-pending { color: var(--unknown); }
.cause, .card { background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); padding: 12px 16px; } .cause > *, .card > * { margin-top: 8px; } .cause > summary, .card > :first-child { margin-top: 0; } .cause p, .cause ul { max-width: 100ch; }
.proof { display: grid; gap: 12px; font-size: var(--s14); padding-left: 20px; } .proof li { margin: 0; } .proof pre { font-size: var(--s12); line-height: 16px; margin-top: 4px; max-height: 180px; }
.drawer { margin: 0 0 0 auto; width: min(560px, 100%); height: 100%; max-height: 100%; border: 0; border-left: 1px solid var(--line); background: var(--paper); color: inherit; padding: 24px; } .drawer::backdrop { background: rgb(0 0 0 / .35); } .drawer > * + * { margin-top: 16px; } .drawer header { display: flex; justify-content: space-between; gap: 12px; } .drawer h2 { font-size: var(--s20); }
.ask { position: relative; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); padding: 8px 8px 8px 16px; } .ask:focus-within { border-color: var(--accent); box-shadow: 0 0 0 3px var(--accent-ground); }
.ask > input { flex: 1; min-width: 200px; border: 0; background: none; padding: 8px 0; outline: none; } .ask > input::placeholder { color: var(--soft); opacity: 1; } .ask-note { position: absolute; top: 100%; left: 16px; font-size: var(--s12); padding-top: 4px; }
.chip { display: inline-flex; gap: 8px; align-items: baseline; background: var(--accent-ground); border-radius: 6px; padding: 2px 4px 2px 12px; max-width: 100%; } .chip small { white-space: nowrap; } .chip button { font-size: var(--s16); min-height: 24px; }
.offers { position: absolute; z-index: 3; top: calc(100% + 4px); left: 0; right: 0; padding: 4px; background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); box-shadow: 0 8px 24px rgb(0 0 0 / .18); max-width: 640px; } .offers [role="option"] { padding: 8px 12px; border-radius: 6px; cursor: pointer; } .offers [aria-selected="true"] { background: var(--accent-ground); }
.start { display: grid; gap: 12px; } .plan { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 24px; align-items: start; } .portals { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 12px; }
.portals > p { grid-column: 1 / -1; font-size: var(--s14); } .steps { list-style: none; padding: 0; display: grid; gap: 12px; } .steps > li { margin: 0; display: grid; grid-template-columns: 84px minmax(0, 1fr); gap: 12px; align-items: start; } .steps .tag { justify-self: start; } .badge-adds, .badge-provisions { color: var(--ok); } .badge-removes { color: var(--bad); }
.portal { background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); gap: 0 !important; } .portal h3 { padding: 12px 16px; color: var(--soft); } .portal ul { list-style: none; padding: 0; } .portal li { margin: 0; display: grid; gap: 4px; padding: 12px 16px; border-top: 1px solid var(--line); } .portal .new { background: var(--ok-ground); } .portal .new .tag { color: var(--ok); margin-left: 8px; } .portal .none { color: var(--quiet); }
.events { font-size: var(--s14); list-style: none; padding: 8px 0; }
@media (max-width: 700px) {
  .links { grid-template-columns: 1fr; } .link { grid-template: auto / 112px minmax(0, 1fr); border-left: 0; border-top: 1px solid var(--line); } .link:first-child { border-top: 0; } .link-broken { box-shadow: inset 3px 0 0 var(--bad); }
  .column { border: 0; min-height: 0; align-items: start; padding: 12px; } .body { min-height: 44px; } .plan, .portals { grid-template-columns: 1fr; } .layer { grid-template-columns: 1fr; gap: 2px; } .actions > *, .actions button, .actions .button { width: 100%; justify-content: center; } .ask > button { width: 100%; justify-content: center; }
}
@media print {
  :root { --ground: #fff; --paper: #fff; --ink: #000; --soft: #333; } body { font-size: 11pt; } .frame, .actions, .ask, .drawer, .skip { display: none; } main, .document { padding: 0; gap: 12px; } .answer { gap: 12px; } h1 { font-size: 16pt; line-height: 1.25; }
  .proof { display: none; } .path, .cause, .decision, .assumptions { break-inside: avoid; } .body { min-height: 0; padding: 6px; } .name { font-size: 9pt; line-height: 1.2; } .column { min-height: 0; padding: 4px 6px; } .link-broken { outline: 2px solid #000; } pre { max-height: none; font-size: 9pt; line-height: 1.3; }
}
`;
