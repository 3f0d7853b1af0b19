/** Test files with a process of their own that take longest, as measured; those not named take less than any of these. */
export const longest: readonly string[] = [
  'faults/redis/runtime.faults.test.ts',
  'faults/postgres/takeover.faults.test.ts',
  'apps/web/journeys/injection.faults.test.ts',
  'apps/web/journeys/accessible.isolated.test.ts',
  'apps/console/journeys/accessible.isolated.test.ts',
  'faults/crash/kill.faults.test.ts',
  'main-job/main-job.isolated.test.ts',
  'faults/disk/system-calls.faults.test.ts',
  'engines/embedded/src/simulation.faults.test.ts',
  'apps/console/journeys/operator.isolated.test.ts',
  'apps/cli/src/new-service/new-service.isolated.test.ts',
  'apps/cli/src/main.isolated.test.ts',
  'apps/cli/src/migrate/migrate.isolated.test.ts',
  'faults/postgres/failover.faults.test.ts',
  'faults/postgres/network.faults.test.ts',
  'apps/server/src/moving/interrupted.isolated.test.ts',
];

export function longestFirst(paths: readonly string[]): string[] {
  const place = (path: string): number => (longest.includes(path) ? longest.indexOf(path) : longest.length);
  return paths.toSorted((a, b) => place(a) - place(b));
}
