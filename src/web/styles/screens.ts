/** The catalogue, the changes, and the portal beside an answer. */

export const SCREENS = `
.top { display: grid; gap: 24px; grid-template-columns: minmax(0, 1fr); } .top:has(.portal-now) { grid-template-columns: minmax(0, 1fr) 288px; align-items: start; }
.portal-now { background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); font-size: var(--s14); overflow: hidden; } .portal-now h2 { font-size: var(--s14); padding: 12px 16px; color: var(--soft); font-weight: 600; }
.portal-now li { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 12px; padding: 8px 16px; } .portal-now li > :last-child { text-align: right; } .portal-now .none span:last-child { font-weight: 600; color: var(--bad); } .portal-now > p { padding: 12px 16px; border-top: 1px solid var(--line); } .portal-now summary { padding: 8px 16px; border-top: 1px solid var(--line); color: var(--soft); }
.wide { width: 100%; max-width: 640px; min-height: 40px; } .text { max-width: 72ch; }
.catalogue { display: grid; gap: 12px; } .catalogue ul { list-style: none; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: 12px; } .catalogue li { margin: 0; background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius); padding: 12px 16px; } .catalogue li a { font-weight: 600; } .catalogue .tag { margin-left: 8px; } .catalogue p { font-size: var(--s14); margin-top: 4px; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
.change-moments { display: flex; flex-wrap: wrap; gap: 12px 20px; align-items: end; font-size: var(--s14); } .change-moments label { display: grid; gap: 4px; color: var(--soft); } .change-moments input, .change-moments select { color: var(--ink); min-height: 40px; }
.changes { list-style: none; padding: 0; display: grid; gap: 12px; } .changes > li { margin: 0; } .change-by { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; font-size: var(--s14); } .change-what { font-weight: 600; max-width: 72ch; } .change-lines { list-style: none; padding: 0; font-size: var(--s14); } .change-gains { color: var(--ok); } .change-loses { color: var(--bad); } .change-could { color: var(--unknown); border-style: dashed; }
.proof .copy { margin-top: 4px; } .proof .soft { margin-top: 8px; }
.switch { display: inline-flex; gap: 8px; align-items: center; } .switch select { text-overflow: ellipsis; padding: 2px 4px 2px 8px; min-height: 32px; font-size: var(--s14); max-width: 200px; }
@media (max-width: 900px) { .top:has(.portal-now) { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 700px) { .switch select { max-width: none; } .steps > li { grid-template-columns: minmax(0, 1fr); gap: 4px; } .change-moments label, .change-moments input, .change-moments select { width: 100%; } }
@media print { .portal-now, .change-moments { display: none; } .top:has(.portal-now) { grid-template-columns: minmax(0, 1fr); } }
`;
