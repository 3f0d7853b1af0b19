import type { Requests } from '../load/job.ts';
import type { SlowServer } from '../tasks/slow-server.ts';

interface Account {
  readonly login: string;
  readonly password: string;
}

const accounts = 20;
const password = 'wet grass and late trains';
/** Of 100 requests of the mix; each right or wrong one costs 40 ms of a processor. */
const weightEach = 0.5;

export async function registerAccounts({ host, port, key }: SlowServer): Promise<Account[]> {
  const made: Account[] = [];
  for (let n = 0; n < accounts; n++) {
    const login = `late_runner_${n}`;
    const answer = await fetch(`http://${host}:${port}/v1/accounts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ handle: login, name: login, email: `${login}@example.org`, password }),
    });
    if (!answer.ok) throw new Error(`An account was answered ${answer.status}: ${await answer.text()}`);
    made.push({ login, password });
  }
  return made;
}

/** Log-ins with right passwords, and with wrong ones of people who don't exist, which cost as much. */
export function logInsOf(known: readonly Account[]): Requests[] {
  const common = { weight: weightEach, method: 'POST', paths: ['/v1/sessions'], tokens: [''] } as const;
  const guesses = Array.from({ length: 5000 }, (_, n) => ({
    login: `nobody_${n}`,
    password: 'a wrong guess',
  }));
  return [
    {
      ...common,
      name: 'log-ins',
      bodies: known.map((account) => JSON.stringify(account)),
      expectedStatus: 201,
    },
    {
      ...common,
      name: 'wrong log-ins',
      bodies: guesses.map((guess) => JSON.stringify(guess)),
      expectedStatus: 401,
    },
  ];
}
