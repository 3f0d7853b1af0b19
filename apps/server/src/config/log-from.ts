import type { AllGiven } from './given.ts';

export type LogForm = 'text' | 'json';

export function logFrom(settings: AllGiven): LogForm {
  const { value, name } = settings.text('log') ?? { value: 'text', name: '--log' };
  if (value === 'text' || value === 'json') return value;
  settings.faults.push(`${name} takes text or json, not “${value}”`);
  return 'text';
}
