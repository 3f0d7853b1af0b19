import type { DescribedService } from '@touchline/kernel/operate';
import { CliFault } from '../cli-fault.ts';
import type { Command } from '../command.ts';
import { answerOf } from '../reach/answer.ts';
import { safeText } from '../show/safe-text.ts';
import { tableText } from '../show/table-text.ts';

export const services: Command = {
  name: 'services',
  about: 'Shows the services and who reads whose events, or what one of them declares.',
  notes:
    'Of one service: its commands and queries with their routes, its events and who reads them, what it keeps and does.',
  arguments: [{ name: 'NAME', about: 'one of them, e.g. posts', optional: true }],
  options: { json: { about: 'as one JSON object, for programs' } },
  examples: ['services', 'services posts'],
  reaches: true,
  async run({ args: [name], given, terminal, reach }) {
    const { services: all } = await answerOf<{ services: readonly DescribedService[] }>(
      await reach(),
      '/v1/operator/services',
    );
    const one = all.find((service) => service.name === name);
    if (name !== undefined && !one)
      throw new CliFault(
        `No service here is called “${safeText(name)}”. There are: ${all.map((service) => service.name).join(', ')}.`,
      );
    const lines = given.has('json')
      ? [JSON.stringify(one ?? { services: all })]
      : one
        ? serviceText(one, all)
        : mapText(all);
    for (const line of lines) terminal.out(line);
    return 0;
  },
};

const mapText = (all: readonly DescribedService[]): string[] =>
  tableText(
    ['name', 'commands', 'queries', 'views', 'policies', 'events', 'published', 'reads from'],
    all.map((one) => [
      one.name,
      one.commands.length,
      one.queries.length,
      one.views.length + one.memoryViews.length,
      one.policies.length,
      one.events.length,
      one.events.filter(({ published }) => published).length,
      ownersReadBy(one, all).join(', ') || 'none',
    ]),
  );

function serviceText(one: DescribedService, all: readonly DescribedService[]): string[] {
  const part = (title: string, head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
    rows.length === 0 ? [] : ['', `${title}:`, ...tableText(head, rows).map((line) => `  ${line}`)];
  return [
    safeText(`${one.name}: ${one.about}`),
    ...part(
      'Commands',
      ['name', 'route', 'for', 'stream'],
      one.commands.map(({ type, route, access, stream }) => [
        type,
        route ?? 'sent by policies',
        access,
        stream,
      ]),
    ),
    ...part(
      'Queries',
      ['name', 'route', 'for', 'reads'],
      one.queries.map(({ name, route, access, uses }) => [name, route, access, uses.join(', ')]),
    ),
    ...part(
      'Events',
      ['type', 'read by', 'personal'],
      one.events.map(({ type, published, personal }) => [
        type,
        published ? readersOf(type, one, all).join(', ') || 'nobody yet' : 'its own',
        personal.join(', '),
      ]),
    ),
    ...part(
      'Views, policies, live topics',
      ['name', 'kind', 'reads'],
      readersIn(one).map(({ name, kind, reads }) => [name, kind, reads.join(', ')]),
    ),
  ];
}

const readersIn = ({ views, memoryViews, policies, live }: DescribedService) => [
  ...views.map((one) => ({ ...one, kind: 'view' })),
  ...memoryViews.map((one) => ({ ...one, kind: 'memory-view' })),
  ...policies.map((one) => ({ ...one, kind: 'policy' })),
  ...live.map((one) => ({ ...one, kind: 'live topic' })),
];

const readsOf = (one: DescribedService): ReadonlySet<string> =>
  new Set(readersIn(one).flatMap(({ reads }) => reads));

const readersOf = (type: string, owner: DescribedService, all: readonly DescribedService[]): string[] =>
  all.filter((one) => one !== owner && readsOf(one).has(type)).map(({ name }) => name);

function ownersReadBy(one: DescribedService, all: readonly DescribedService[]): string[] {
  const reads = readsOf(one);
  return all
    .filter(
      (other) => other !== one && other.streams.some(({ events }) => events.some((type) => reads.has(type))),
    )
    .map(({ name }) => name);
}
