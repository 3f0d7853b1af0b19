import { answerFor } from './answer-for.ts';

// Without a type of its own in TypeScript's libraries: a worker that is a service worker.
const worker = globalThis as unknown as ServiceWorkerGlobalScope;

/** Put in by the build: the files of this version, and its name. */
declare const shellFiles: readonly string[];
declare const shellVersion: string;

const shellName = `touchline-shell-${shellVersion}`;

/** All files of the app, so that it opens without a connection. What the API answers is never kept here. */
async function install(): Promise<void> {
  const shell = await caches.open(shellName);
  // Past the browser's own cache: a version must be whole, not a mix of two.
  // At `/` programs find something else than people do.
  const accept = (path: string): string => (path === '/' ? 'text/html' : '*/*');
  await shell.addAll(
    shellFiles.map((path) => new Request(path, { cache: 'reload', headers: { accept: accept(path) } })),
  );
}

async function activate(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith('touchline-shell-') && name !== shellName);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(activate()));

// The reader says when a newer version takes over; the first one has nobody to wait for.
worker.addEventListener('message', (event) => {
  if (event.data === 'take over') void worker.skipWaiting();
});

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const kind = answerFor(
    request.method,
    new URL(request.url),
    worker.location.origin,
    request.mode === 'navigate',
  );
  if (kind === 'network') return;
  event.respondWith(kind === 'page' ? fromShell('/', request) : fromShell(request, request));
});

async function fromShell(key: RequestInfo, request: Request): Promise<Response> {
  const shell = await caches.open(shellName);
  return (await shell.match(key, { ignoreSearch: true, ignoreVary: true })) ?? fetch(request);
}
