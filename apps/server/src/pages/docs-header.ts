import { html, raw } from 'hono/html';

const pages = [
  ['/docs', 'API reference'],
  ['/docs/events', 'Events and live updates'],
] as const;

const documents = [
  ['/openapi.json', 'openapi.json'],
  ['/asyncapi.json', 'asyncapi.json'],
] as const;

export type DocsPath = (typeof pages)[number][0];

/** On top of each page of the reference: the way back to the community, and to the other page. */
export const docsHeader = (here: DocsPath) => html`
  <header class="docs-top">
    <a class="docs-home" href="/">Touchline</a>
    <nav aria-label="Reference">
      ${pages.map(([href, text]) =>
        href === here
          ? html`<a href="${href}" aria-current="page">${text}</a>`
          : html`<a href="${href}">${text}</a>`,
      )}
      ${documents.map(([href, text]) => html`<a href="${href}">${text}</a>`)}
    </nav>
  </header>
`;

/** Of the header alone: what lies below has its own looks. */
export const docsHeaderStyle = raw(`
:root { color-scheme: light dark; }
body { margin: 0; }
.docs-top { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.25rem; max-width: none; margin: 0;
  padding: .75rem 1.25rem; justify-content: flex-start; font: 1rem/1.45 system-ui, sans-serif;
  background: light-dark(#fff, #141c18); border-block-end: 1px solid light-dark(#d3dcd6, #2b3831); }
.docs-top nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.docs-top a { color: light-dark(#0a6638, #4ade94); margin: 0; padding-block: .25rem; }
.docs-top .docs-home { font-weight: 800; font-size: 1.125rem; color: light-dark(#101914, #ecf3ef); text-decoration: none;
  border-inline-start: 5px solid light-dark(#0a6638, #4ade94); padding-inline-start: .5rem; }
main > h1 { margin-block-end: .75rem; }
.docs-top a[aria-current] { font-weight: 700; text-decoration: none; }
`);
