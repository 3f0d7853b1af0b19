import { bad, good, unknown, type Finding } from './finding.ts';

export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
  readonly durability?: string;
  readonly unsafe?: readonly string[];
}

/** Whether it takes requests, and what stands behind an answered write. */
export function checkReadiness({ ready, reasons, durability, unsafe = [] }: Readiness): readonly Finding[] {
  return [
    ready
      ? good('ready', reasons.length === 0 ? 'it takes requests' : `it takes requests; ${reasons.join('; ')}`)
      : bad(
          'ready',
          reasons.join('; '),
          'Wait until it has caught up; npx touchline views shows how far it is.',
        ),
    unsafe.length > 0
      ? bad('durability', unsafe.join('; '), 'Until that is changed, answered writes can be lost.')
      : durability === undefined
        ? unknown('durability', 'the server does not say')
        : good('durability', durability),
  ];
}
