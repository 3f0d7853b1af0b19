import { html } from 'hono/html';
import { docsHeader, docsHeaderStyle } from './docs-header.ts';
import { style } from './style.ts';

/** The part of an AsyncAPI document that the page shows. */
export interface AsyncDocument {
  readonly channels: Readonly<Record<string, Channel>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly messages: Readonly<Record<string, Message>>;
  };
}
interface Channel {
  readonly title: string;
  readonly description: string;
  readonly messages: Readonly<Record<string, { readonly $ref: string }>>;
}
interface Message {
  readonly name: string;
  readonly summary: string;
  readonly tags?: readonly { readonly name: string }[];
  readonly payload: Schema;
}
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
}

const live = 'live';

/** What is published and what open pages are told, from the AsyncAPI document alone. */
export const eventsPage = (document: AsyncDocument) => {
  const { [live]: told, ...published } = document.channels;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Touchline events</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <style>
          ${style} ${docsHeaderStyle}
        </style>
        <script src="/docs/listen.js" defer></script>
      </head>
      <body>
        ${docsHeader('/docs/events')}
        <main>
          <h1>Touchline events</h1>
          ${told ? [html`<h2 id="live">Live updates</h2>`, listen, channelOf(document, told)] : ''}
          <h2 id="events">Events in the log</h2>
          <p>
            What services publish for each other. Each is recorded with its stream, version, partition,
            position, time and actor; here is its data.
          </p>
          ${Object.values(published).map((channel) => [
            html`<h3>${channel.title}</h3>`,
            channelOf(document, channel),
          ])}
        </main>
      </body>
    </html>`;
};

const listen = html`<p>
    What <code>GET /v1/live?topic=…</code> tells. Try it: this listens to <code>public</code> on this server,
    while somebody posts.
  </p>
  <p><button id="listen" type="button">Listen</button></p>
  <pre id="heard" aria-live="polite"></pre>`;

const channelOf = (document: AsyncDocument, { description, messages }: Channel) =>
  html`<p>${description}</p>
    ${Object.values(messages).map(({ $ref }) => {
      const message = document.components.messages[$ref.split('/').at(-1) ?? ''];
      return message ? messageOf(document, message) : '';
    })}`;

const messageOf = (document: AsyncDocument, { name, summary, tags, payload }: Message) =>
  html`<article id="${name}">
    <p class="meta"><strong>${name}</strong> ${tags?.map((tag) => html`<code>${tag.name}</code> `)}</p>
    <p class="text">${summary}</p>
    ${fieldsOf(dataOf(document, payload))}
  </article>`;

/** An event is its envelope and `data`; the envelope is the same for all. */
function dataOf(document: AsyncDocument, payload: Schema): Schema {
  const own = payload.allOf?.at(-1)?.properties?.['data'] ?? payload;
  return resolved(document, own);
}

function fieldsOf({ properties = {}, required = [] }: Schema) {
  const fields = Object.entries(properties);
  if (fields.length === 0) return '';
  return html`<ul>
    ${fields.map(
      ([name, schema]) =>
        html`<li>
          <code>${name}</code>${required.includes(name) ? '' : ' (may be missing)'}:
          ${typeOf(schema)}${schema.description ? ` — ${schema.description}` : ''}
        </li>`,
    )}
  </ul>`;
}

const resolved = ({ components }: AsyncDocument, schema: Schema): Schema =>
  schema.$ref ? (components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? schema) : schema;

function typeOf(schema: Schema): string {
  const { $ref, type, enum: values, items, anyOf, format, properties } = schema;
  if ($ref) return $ref.split('/').at(-1) ?? '';
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (values) return values.map((value) => JSON.stringify(value)).join(' | ');
  if (anyOf) return anyOf.map((one) => typeOf(one)).join(' | ');
  if (items) return `list of ${typeOf(items)}`;
  if (properties) return `{ ${Object.keys(properties).join(', ')} }`;
  return [type, format].flat().filter(Boolean).join(', ');
}

/** In a file of its own, so that the page needs no inline script. */
export const listenScript = `
const button = document.querySelector('#listen');
const heard = document.querySelector('#heard');
const linesMax = 200;
const lines = [];
const show = (kind, event) => {
  lines.push(kind + '  ' + event.lastEventId + '  ' + event.data);
  heard.textContent = lines.slice(-linesMax).join('\\n');
};
button?.addEventListener('click', () => {
  button.disabled = true;
  const source = new EventSource('/v1/live?topic=public');
  for (const kind of ['hello', 'reset', 'bye', 'post.published', 'post.edited', 'post.deleted'])
    source.addEventListener(kind, (event) => show(kind, event));
});
`;
