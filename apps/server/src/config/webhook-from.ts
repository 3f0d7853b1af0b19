import type { AllGiven } from './given.ts';

/** An address that messages to other systems are posted to. */
export function webhookFrom(settings: AllGiven): string | undefined {
  const found = settings.text('webhook');
  if (!found) return undefined;
  if (!(URL.canParse(found.value) && /^https?:/.test(found.value)))
    settings.faults.push(
      `${found.name} takes an address such as https://example.org/hook, not “${found.value}”`,
    );
  return found.value;
}
