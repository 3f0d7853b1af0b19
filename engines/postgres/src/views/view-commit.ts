import { checkCount, checkName } from '@touchline/kernel/engine';
import { viewLimits, type ParkedEvent, type ViewCommit, type ViewTable } from '@touchline/kernel/ports';
import type { Database } from '../database.ts';
import { bigintArray, integerArray, textArray } from '../array-param.ts';
import { tableWrites } from './table-write.ts';

interface Call {
  readonly name: string;
  readonly values: readonly unknown[];
}

/** Characters of one statement; what is beyond goes in further ones of the same transaction. */
const statementMax = 16 * 1024 * 1024;

/**
 * Writes a commit (VW21). One call per part, each around the one before, so that they run in this order in one
 * statement: one round trip and one transaction.
 */
export async function writeCommit(
  database: Database,
  schema: string,
  commit: ViewCommit,
  opened: (table: ViewTable) => ViewTable,
): Promise<void> {
  const statements = statementsOf(schema, callsOf(commit, opened));
  const [first] = statements;
  if (first && statements.length === 1) return void (await database.write(first.text, first.values));
  await database.transaction(async (run) => {
    for (const { text, values } of statements) await run(text, values);
  });
}

function callsOf(commit: ViewCommit, opened: (table: ViewTable) => ViewTable): Call[] {
  const { consumer, epoch = null, turn, cursor, lax = false, changes, park = [], unpark = [] } = commit;
  let rows = 0;
  for (const change of changes) rows += change.rows.length;
  checkCount(rows, 0, viewLimits.commitRowsMax, 'The number of rows in a commit');
  const calls: Call[] = [
    {
      name: 'advance',
      values: [
        consumer,
        epoch,
        turn?.id ?? null,
        turn?.after ?? null,
        cursor?.partition ?? null,
        cursor?.position ?? null,
        lax,
      ],
    },
  ];
  for (const change of changes)
    if (change.rows.length > 0)
      for (const { table, values } of tableWrites(opened(change.table), change.rows))
        calls.push({ name: `commit_${table.id}`, values });
  if (park.length + unpark.length > 0) calls.push(parkCall(consumer, park, unpark));
  return calls;
}

function parkCall(
  consumer: string,
  park: readonly ParkedEvent[],
  unpark: NonNullable<ViewCommit['unpark']>,
): Call {
  for (const { sequence } of park) checkName(sequence, 'sequence');
  // In one statement a place may come once only; the last one counts (VW27).
  const places = new Map(park.map((one) => [`${one.partition}.${one.position}`, one]));
  const parked = [...places.values()];
  const text = (column: (one: ParkedEvent) => string): Buffer => textArray(parked.map(column));
  return {
    name: 'park',
    values: [
      consumer,
      integerArray(unpark.map(({ partition }) => partition)),
      bigintArray(unpark.map(({ position }) => position)),
      integerArray(parked.map(({ partition }) => partition)),
      bigintArray(parked.map(({ position }) => position)),
      text(({ sequence }) => sequence),
      text(({ type }) => type),
      text(({ stream }) => stream),
      // An event must be parked whatever its error says, and PostgreSQL has no U+0000.
      text(({ error }) => error.slice(0, viewLimits.errorLengthMax).replaceAll('\0', '\ufffd')),
      integerArray(parked.map(({ attempts }) => attempts)),
      bigintArray(parked.map(({ at }) => at)),
    ],
  };
}

interface Statement {
  text: string;
  values: unknown[];
}

function statementsOf(schema: string, calls: readonly Call[]): Statement[] {
  const statements: Statement[] = [];
  let size = Infinity;
  for (const { name, values } of calls) {
    const bytes = values.reduce<number>((sum, value) => sum + (Buffer.isBuffer(value) ? value.length : 0), 0);
    if (size + bytes > statementMax) {
      statements.push({ text: '', values: [] });
      size = 0;
    }
    size += bytes;
    const statement = statements.at(-1) as Statement;
    const inner = name === 'advance' ? [] : [statement.text || 'true'];
    const parameters = values.map((_, i) => `$${statement.values.length + i + 1}`);
    statement.text = `${schema}.${name}(${[...inner, ...parameters].join(', ')})`;
    statement.values.push(...values);
  }
  return statements.map(({ text, values }) => ({ text: `SELECT ${text}`, values }));
}
