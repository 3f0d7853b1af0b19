import type { AllGiven } from './given.ts';
import type { SettingName } from './settings.ts';

/** An address of HTTP that this server sends to. */
export function urlFrom(settings: AllGiven, setting: SettingName, example: string): string | undefined {
  const found = settings.text(setting);
  if (!found) return undefined;
  if (!(URL.canParse(found.value) && /^https?:/.test(found.value)))
    settings.faults.push(`${found.name} takes an address such as ${example}, not “${found.value}”`);
  return found.value;
}
