import { raw } from 'hono/html';

/** One chalk line at the start of what matters; system fonts; light and dark. */
export const style = raw(`
:root { color-scheme: light dark; --bg: light-dark(#f3f6f4, #0c120f); --surface: light-dark(#fff, #141c18);
  --text: light-dark(#101914, #ecf3ef); --text-2: light-dark(#47554d, #a6b6ad); --line: light-dark(#d3dcd6, #2b3831);
  --primary: light-dark(#0a6638, #4ade94); }
* { box-sizing: border-box; margin: 0; }
body { font: 1rem/1.45 system-ui, sans-serif; background: var(--bg); color: var(--text); }
header, main, footer { max-width: 40rem; margin-inline: auto; padding: 1rem; }
header { display: flex; align-items: baseline; justify-content: space-between; flex-wrap: wrap; gap: .5rem; }
h1 { font-size: 1.375rem; border-inline-start: 4px solid var(--primary); padding-inline-start: .5rem; }
h2 { font-size: 1.125rem; margin-block-end: .75rem; }
a { color: var(--primary); } nav a { margin-inline-start: 1rem; }
article { background: var(--surface); border: 1px solid var(--line); border-radius: 12px; padding: 1rem; margin-block-end: .75rem; }
.meta { display: flex; gap: .5rem; flex-wrap: wrap; } .meta span, .meta time, .counts, footer { color: var(--text-2); font-size: .875rem; }
.meta time { margin-inline-start: auto; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; margin-block: .5rem; }
.empty { border-inline-start: 4px solid var(--primary); background: var(--surface); padding: 1rem; }
main > p, h3 { margin-block: .5rem; } main ul { padding-inline-start: 1.25rem; } pre { overflow-x: auto; }
code { font-size: .875em; overflow-wrap: anywhere; }
`);

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0a6638"/><path d="M9 6v20M9 11h15" stroke="#fff" stroke-width="4" stroke-linecap="round"/></svg>`;
