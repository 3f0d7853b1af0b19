/** What to do after a move. `master` is the folder with the master key. */
export function nextSteps(to: string, toDatabase: boolean, master: string): string[] {
  const start = toDatabase
    ? `npx touchline start --engine postgres --database '${withoutPassword(to)}' --data ${master}`
    : `npx touchline start --data ${to}`;
  return [
    'Next: stop what still runs on the old place (it reads, and takes no writes any more). Then:',
    `  ${start}`,
    ...(toDatabase
      ? [
          `${master}/secrets/master.key opens the keys in PostgreSQL: keep it, and keep a copy of it elsewhere.`,
        ]
      : []),
    'The old place is kept as it was, keys included. Remove it when the new one has proved itself: who is erased from',
    'now on can still be read there.',
  ];
}

function withoutPassword(address: string): string {
  const url = new URL(address);
  if (url.password !== '') url.password = 'PASSWORD';
  return url.href;
}
