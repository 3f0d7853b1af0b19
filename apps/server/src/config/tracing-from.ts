import type { TracingSettings } from '../tracing/start-tracing.ts';
import type { AllGiven } from './given.ts';
import { urlFrom } from './url-from.ts';

/** Traces are off unless somebody says where they go. */
export function tracingFrom(settings: AllGiven): TracingSettings | undefined {
  const url = urlFrom(settings, 'traces', 'http://collector:4318');
  const percent = settings.whole('traces-percent', 1, 100) ?? 100;
  return url === undefined ? undefined : { url, ratio: percent / 100 };
}
