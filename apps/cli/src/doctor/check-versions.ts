import { bad, good, type Finding } from './finding.ts';

const nodeLeast = '26';
/** Before it a WAL could be reset under a reader and corrupt the file. */
const sqliteLeast = '3.51.3';

/** What this machine runs Touchline on. */
export function checkVersions({ node, sqlite = '0' }: NodeJS.ProcessVersions): Finding {
  const what = `Node ${node}, SQLite ${sqlite}`;
  if (isOlder(node, nodeLeast) || isOlder(sqlite, sqliteLeast))
    return bad(
      'versions',
      `${what}; Node ${nodeLeast} and SQLite ${sqliteLeast} are the least`,
      'Start by npm start or npx touchline, which bring their own Node.',
    );
  return good('versions', what);
}

function isOlder(version: string, least: string): boolean {
  const found = version.split('.').map(Number);
  for (const [i, part] of least.split('.').map(Number).entries()) {
    const own = found[i] ?? 0;
    if (own !== part) return !(own > part);
  }
  return false;
}
