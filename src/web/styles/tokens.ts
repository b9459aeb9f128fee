/** Design tokens: two themes with text of at least 4.5:1, one scale of sizes, a grid of 4 px. */

const LIGHT = `
  --ink: #14181f; --soft: #56606e; --line: #d9dee5; --paper: #ffffff; --ground: #f5f6f8; --accent: #2051c9; --on-accent: #ffffff;
  --ok: #17703f; --bad: #b3261e; --unknown: #7a4f00; --given: #5b3fa8; --quiet: #66707d;
  --bad-ground: #fdf0ef; --accent-ground: #edf2ff; --unknown-ground: #fdf6e6; --ok-ground: #eaf6ef;
  --heat-1: #c3dcfd; --heat-2: #97c2fa; --heat-3: #6fa8f3; --heat-4: #3b7ddd; --heat-5: #1a4fa3; --heat-unknown: #e8b04a;
`;

const DARK = `
  --ink: #e8ebef; --soft: #a5afbc; --line: #2d3540; --paper: #161b22; --ground: #0e1217; --accent: #8aaeff; --on-accent: #0b1220;
  --ok: #4cc38a; --bad: #ff8a80; --unknown: #e3b341; --given: #b9a3f5; --quiet: #8c97a5;
  --bad-ground: #2c1716; --accent-ground: #182338; --unknown-ground: #272010; --ok-ground: #10261b;
  --heat-1: #21406a; --heat-2: #28558f; --heat-3: #2f6db8; --heat-4: #5f9dea; --heat-5: #b4d4fc; --heat-unknown: #a97a1c;
`;

export const TOKENS = `
:root { color-scheme: light dark; ${LIGHT}
  --s12: 12px; --s14: 14px; --s16: 16px; --s20: 20px; --s28: 28px; --radius: 8px;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) { :root { ${DARK} } }
:root[data-theme="light"] { color-scheme: light; ${LIGHT} }
:root[data-theme="dark"] { color-scheme: dark; ${DARK} }
`;
