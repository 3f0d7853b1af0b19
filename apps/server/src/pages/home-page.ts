import { html } from 'hono/html';
import { style } from './style.ts';

/** What the page needs of a post as `GET /v1/feed/public` answers it. */
export interface ShownPost {
  readonly id: string;
  readonly author: { readonly handle: string; readonly name: string };
  readonly text: string;
  readonly createdAt: string;
  readonly counts: { readonly kudos: number; readonly replies: number; readonly reposts: number };
}

/** The plain front page: the public feed, newest first, and the way to the API reference. */
export const homePage = (posts: readonly ShownPost[], nowMs: number) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content="The public feed of this Touchline community." />
        <title>Touchline</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <style>
          ${style}
        </style>
      </head>
      <body>
        <header>
          <h1>Touchline</h1>
          <nav><a href="/docs">API reference</a> <a href="/openapi.json">openapi.json</a></nav>
        </header>
        <main>
          <h2>Public feed</h2>
          ${posts.length === 0 ? empty : posts.map((post) => card(post, nowMs))}
        </main>
        <footer>Every change here is an event; every page is a view of them.</footer>
      </body>
    </html>`;

const empty = html`<p class="empty">
  Nobody has posted yet. Open an account with <code>POST /v1/accounts</code>, then say hello with
  <code>POST /v1/posts</code>: the <a href="/docs">API reference</a> shows how. Or start with
  <code>npm start -- --demo</code> on an empty data folder to see a community at work.
</p>`;

const card = ({ author, text, createdAt, counts }: ShownPost, nowMs: number) =>
  html`<article>
    <p class="meta">
      <strong>${author.name}</strong> <span>@${author.handle}</span>
      <time datetime="${createdAt}" title="${createdAt}">${ago(nowMs - Date.parse(createdAt))}</time>
    </p>
    <p class="text">${text}</p>
    <p class="counts">
      ${counted(counts.kudos, 'kudos', 'kudos')} ·
      ${counted(counts.replies, 'reply', 'replies')}${counts.reposts > 0 ? ` · ${counted(counts.reposts, 'repost', 'reposts')}` : ''}
    </p>
  </article>`;

const counted = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

/** A rough age, as people say it. */
function ago(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ago` : `${Math.floor(hours / 24)} d ago`;
}
