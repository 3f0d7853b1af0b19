import type { Status } from '@touchline/kernel/operate';
import type { Command } from '../command.ts';
import { answerOf } from '../reach/answer.ts';
import { tableText } from '../show/table-text.ts';

export const views: Command = {
  name: 'views',
  about: 'Shows every view, memory view and policy: its state, how far it is behind, its rows and builds.',
  arguments: [],
  options: { json: { about: 'as one JSON object, for programs' } },
  examples: ['views'],
  reaches: true,
  async run({ given, terminal, reach }) {
    const status = await answerOf<Status>(await reach(), '/v1/operator/views');
    if (given.has('json')) terminal.out(JSON.stringify(status));
    else for (const line of statusText(status)) terminal.out(line);
    return 0;
  },
};

const head = ['name', 'kind', 'build', 'state', 'behind', 'oldest', 'rows', 'parked'];

function statusText({ heads, services }: Status): string[] {
  const rows = services.flatMap(({ service, readers }) =>
    readers.flatMap((reader) => {
      const name = `${service}/${reader.name}`;
      const cells = (
        one: { state: string; lagEvents: number; lagS: number; parked: number },
        kind: string,
        build: string,
        count: string,
      ) => [
        name,
        kind,
        build,
        one.state,
        one.lagEvents,
        one.lagS === 0 ? '' : `${one.lagS} s`,
        count,
        one.parked,
      ];
      if (reader.kind !== 'view') return [cells(reader, reader.kind, '', '')];
      const { standIn } = reader;
      return [
        ...reader.builds.map((build) =>
          cells(
            build,
            'view',
            `v${reader.version}.${build.build} ${build.role}`,
            build.role === 'live' ? reader.rows.toLocaleString('en') : '',
          ),
        ),
        ...(standIn
          ? [[name, 'view', `v${standIn.version}.${standIn.build} stands in`, 'still', '', '', '', 0]]
          : []),
      ];
    }),
  );
  const events = heads.reduce((sum, one) => sum + one, 0).toLocaleString('en');
  const parked = rows.some((row) => Number(row.at(-1)) > 0);
  return [
    ...tableText(head, rows),
    '',
    `${events} events in ${heads.length} ${heads.length === 1 ? 'partition' : 'partitions'}.`,
    ...(parked ? ['Parked events: see npx touchline dead-letters list.'] : []),
  ];
}
