import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { html } from 'hono/html';

/** The API reference: Swagger UI from its npm package, served from here, reading /openapi.json. */
export const docsPage = html`<!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>Touchline API reference</title>
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href="/docs/swagger-ui.css" />
    </head>
    <body>
      <div id="swagger-ui"></div>
      <script src="/docs/swagger-ui-bundle.js"></script>
      <script src="/docs/start.js"></script>
    </body>
  </html>`;

/** In a file of its own, so that the page needs no inline script. */
const start = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, tryItOutEnabled: true, persistAuthorization: true, validatorUrl: null });`;

const types: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

/** A file of the reference by name; `undefined` when there is none. */
export async function docsFile(
  name: string,
): Promise<{ body: Uint8Array<ArrayBuffer> | string; type: string } | undefined> {
  if (name === 'start.js') return { body: start, type: 'text/javascript; charset=utf-8' };
  const type = types[name];
  if (!type) return undefined;
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  return { body: new Uint8Array(await readFile(join(folder, name))), type };
}
