import { readFile } from 'node:fs/promises';
import { html } from 'hono/html';
import { docsHeader, docsHeaderStyle } from './docs-header.ts';

/** The API reference: Swagger UI from its npm package, served from here, reading /openapi.json. */
export const docsPage = html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Touchline API reference</title>
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/docs/swagger-ui.css" />
      <style>
        ${docsHeaderStyle}
      </style>
      <script src="/docs/colours.js"></script>
    </head>
    <body>
      ${docsHeader('/docs')}
      <div id="swagger-ui"></div>
      <script src="/docs/swagger-ui-bundle.js"></script>
      <script src="/docs/start.js"></script>
    </body>
  </html>`;

/** In a file of its own, so that the page needs no inline script. */
const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, tryItOutEnabled: true, persistAuthorization: true, validatorUrl: null });`;

/** Swagger UI has dark colours under a class; the page follows the system. Before anything is drawn, so that it does not flash. */
const colours = `const dark = matchMedia('(prefers-color-scheme: dark)');
const paint = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', paint);
paint();`;

const scripts: Readonly<Record<string, string>> = { 'start.js': start, 'colours.js': colours };

const files: Readonly<Record<string, { readonly url: string; readonly type: string }>> = {
  'swagger-ui.css': {
    url: import.meta.resolve('swagger-ui-dist/swagger-ui.css'),
    type: 'text/css; charset=utf-8',
  },
  'swagger-ui-bundle.js': {
    url: import.meta.resolve('swagger-ui-dist/swagger-ui-bundle.js'),
    type: 'text/javascript; charset=utf-8',
  },
};

/** A file of the reference by name; `undefined` when there is none. */
export async function docsFile(
  name: string,
): Promise<{ body: Uint8Array<ArrayBuffer> | string; type: string } | undefined> {
  if (Object.hasOwn(scripts, name))
    return { body: scripts[name] ?? '', type: 'text/javascript; charset=utf-8' };
  const file = Object.hasOwn(files, name) ? files[name] : undefined;
  return file && { body: new Uint8Array(await readFile(new URL(file.url))), type: file.type };
}
