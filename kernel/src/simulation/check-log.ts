import type { LoggedEvent } from './whole-log.ts';
import { placeOf, type Witness } from './witness.ts';

/** Positions and versions without gaps, and every place holds what any reader ever saw there. */
export function checkLog(log: readonly LoggedEvent[], witness: Witness): string[] {
  const findings = [...witness.findings];
  const places = new Map<string, string>();
  const versions = new Map<string, number>();
  let last = { partition: 0, position: 0 };
  for (const { stored } of log) {
    const { partition, position, stream, version } = stored;
    const expected = partition === last.partition ? last.position + 1 : 1;
    if (position !== expected)
      findings.push(`ES3: partition ${partition} has ${position} where ${expected} was expected`);
    last = { partition, position };
    const next = (versions.get(stream) ?? 0) + 1;
    if (version !== next) findings.push(`ES2: ${stream} has version ${version} where ${next} was expected`);
    versions.set(stream, version);
    places.set(placeOf(partition, position), `${stream}@${version}`);
  }
  for (const [place, what] of witness.places)
    if (places.get(place) !== what)
      findings.push(
        `ES14: ${place} was shown as ${what}; the log holds ${places.get(place) ?? 'nothing'} there`,
      );
  return findings;
}
