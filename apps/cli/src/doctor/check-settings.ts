import { configFrom, startHelp } from '@touchline/server/config';
import { bad, good, type Finding } from './finding.ts';

/** Read by the command line or by tests, not by the server. */
const others = new Set(['TOUCHLINE_URL', 'TOUCHLINE_TOKEN']);

/** The settings in this environment: what a server that is started here is told. */
export function checkSettings(env: Readonly<Record<string, string | undefined>>): Finding {
  const known = new Set(startHelp.match(/TOUCHLINE_[A-Z_]+/g));
  const given = Object.keys(env).filter((name) => name.startsWith('TOUCHLINE_'));
  const strange = given.filter((name) => !known.has(name) && !others.has(name));
  if (strange.length > 0)
    return bad(
      'settings',
      `${strange.join(', ')} is no setting and has no effect`,
      'Correct the name; npx touchline start --help lists them all.',
    );
  try {
    configFrom([], env);
  } catch (error) {
    return bad('settings', (error as Error).message, 'Correct these before the next start.');
  }
  return good('settings', given.length === 0 ? 'all as they come' : `${given.length} set, all understood`);
}
