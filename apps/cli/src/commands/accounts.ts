import { usageFault } from '../cli-fault.ts';
import type { Command } from '../command.ts';
import { queryText } from '../query-text.ts';
import { answerOf } from '../reach/answer.ts';
import { safeText } from '../show/safe-text.ts';
import { tableText } from '../show/table-text.ts';
import { reasonMust } from './reason-option.ts';

interface Account {
  readonly id: string;
  readonly handle: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly suspended: boolean;
}

const find: Command = {
  name: 'accounts find',
  about: 'Finds accounts by the beginning of words of their handle or name; without a word the newest.',
  arguments: [{ name: 'WORD', about: 'of a handle or name', optional: true }],
  options: {
    suspended: { about: 'those that are suspended' },
    'with-role': { about: 'those that have a role' },
    json: { about: 'one JSON object per line, for programs' },
  },
  examples: ['accounts find kai', 'accounts find --with-role'],
  reaches: true,
  async run({ args: [word], given, terminal, reach }) {
    const of = given.has('suspended') ? 'suspended' : given.has('with-role') ? 'with-role' : undefined;
    const path = `/v1/admin/accounts${queryText({ find: word, of })}`;
    const { items } = await answerOf<{ items: readonly Account[] }>(await reach(), path);
    if (given.has('json')) for (const one of items) terminal.out(JSON.stringify(one));
    else if (items.length > 0)
      for (const line of tableText(['id', 'handle', 'name', 'role', ''], items.map(cells)))
        terminal.out(line);
    if (items.length === 0) terminal.err('No account is like that.');
    return 0;
  },
};

const cells = ({ id, handle, name, roles, suspended }: Account): string[] => [
  id,
  `@${handle}`,
  safeText(name),
  roles.join(', '),
  suspended ? 'suspended' : '',
];

interface Decision {
  readonly name: string;
  readonly about: string;
  readonly path: string;
  readonly said: string;
}

const reason = { reason: { value: 'TEXT', about: 'why, which must be said; kept with the act' } };

async function decide(
  { args: [id = ''], given, reach }: Parameters<Command['run']>[0],
  path: string,
  more: object = {},
): Promise<void> {
  const why = reasonMust(given, 'why');
  const ask = { method: 'POST', body: { ...more, reason: why } } as const;
  await answerOf(await reach(), `/v1/operator/accounts/${encodeURIComponent(id)}/${path}`, ask);
}

const decision = ({ name, about, path, said }: Decision): Command => ({
  name: `accounts ${name}`,
  about,
  arguments: [{ name: 'ID', about: 'the id of the account, as `accounts find` tells it' }],
  options: reason,
  examples: [`accounts ${name} 01k9w3m8x2f7qtb6s5n0v4c1dz --reason 'asked for it'`],
  reaches: true,
  async run(call) {
    await decide(call, path);
    call.terminal.out(said);
    return 0;
  },
});

const roles: Readonly<Record<string, string>> = {
  administrator: 'administrator',
  operator: 'console-operator',
  viewer: 'console-viewer',
  none: 'none',
};

const role: Command = {
  name: 'accounts role',
  about: 'Gives an account a role in the console, or takes it; its sessions end.',
  arguments: [
    { name: 'ID', about: 'the id of the account, as `accounts find` tells it' },
    { name: 'ROLE', about: `one of ${Object.keys(roles).join(', ')}` },
  ],
  options: reason,
  examples: ["accounts role 01k9w3m8x2f7qtb6s5n0v4c1dz viewer --reason 'helps on match days'"],
  reaches: true,
  async run(call) {
    const [id = '', wanted = ''] = call.args;
    const to = roles[wanted];
    if (to === undefined)
      throw usageFault(`ROLE is one of ${Object.keys(roles).join(', ')}, not “${wanted}”.`);
    await decide(call, 'role', { role: to });
    call.terminal.out(to === 'none' ? `${id} has no role any more.` : `${id} is ${wanted} now.`);
    return 0;
  },
};

export const accounts: readonly Command[] = [
  find,
  decision({
    name: 'suspend',
    about: 'Suspends an account: its sessions end and nobody can log in to it. What it posted stays.',
    path: 'suspend',
    said: 'Suspended.',
  }),
  decision({
    name: 'restore',
    about: 'Ends the suspension of an account.',
    path: 'restore',
    said: 'Restored.',
  }),
  decision({
    name: 'end-sessions',
    about: 'Logs an account out everywhere.',
    path: 'end-sessions',
    said: 'Logged out everywhere.',
  }),
  role,
];
