import { signal } from '@preact/signals';

/** A newer version of the app waits. The reader says when: a reload in the middle of a sentence is rude. */
export const newVersion = signal(false);
let waiting: ServiceWorker | null = null;

const lookMs = 3_600_000;

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: () => string },
  ): { createScriptURL(text: string): string };
}

/** Trusted Types: the only address a worker is ever taken from. */
function workerUrl(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  return (
    trustedTypes?.createPolicy('touchline', { createScriptURL: () => '/sw.js' }).createScriptURL('') ??
    '/sw.js'
  );
}

export async function startWorker(): Promise<void> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const registration = await navigator.serviceWorker.register(workerUrl(), { updateViaCache: 'none' });
  const note = (): void => {
    if (!registration.waiting || !navigator.serviceWorker.controller) return;
    waiting = registration.waiting;
    newVersion.value = true;
  };
  note();
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', note),
  );
  let isRuled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // Another tab took it: what this page has not fetched yet is gone.
    if (isRuled) newVersion.value = true;
    isRuled = true;
  });
  setInterval(() => void registration.update().catch(() => {}), lookMs);
}

export function takeNewVersion(): void {
  if (waiting?.state !== 'installed') return location.reload();
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage('take over');
}
