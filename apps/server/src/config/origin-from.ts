import type { AllGiven } from './given.ts';

/** Scheme, host and port, and nothing else. */
export function originFrom(settings: AllGiven): string | undefined {
  const found = settings.text('origin');
  if (!found) return undefined;
  const url = URL.parse(found.value);
  const isOrigin = url && /^https?:$/.test(url.protocol) && `${url.origin}/` === url.href;
  if (!isOrigin)
    settings.faults.push(`${found.name} takes an address such as https://club.example, not “${found.value}”`);
  return url?.origin;
}
