import { place } from '../router/router.ts';

/** The address of a step of the entrance; where the reader wanted to go comes along. */
export function onward(step: string): string {
  const to = place.value.query.get('to');
  return to === null ? step : `${step}?to=${encodeURIComponent(to)}`;
}
