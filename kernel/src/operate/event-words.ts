import type { StoredEvent } from '../ports/index.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { isCategory, type EventFilter } from './event-filter.ts';
import { glob } from './glob.ts';

const lengthMax = 500;
const wordsMax = 30;

type Matches = (event: StoredEvent) => boolean;

/** What a field holds of an event; `undefined` where it holds nothing. */
const texts: Readonly<Record<string, (event: StoredEvent) => string | undefined>> = {
  type: (event) => event.type,
  stream: (event) => event.stream,
  actor: (event) => event.actor ?? 'nobody',
  correlation: (event) => event.meta?.correlation,
  cause: (event) => event.meta?.cause,
};

interface Word {
  readonly without: boolean;
  readonly field: string;
  readonly values: readonly string[];
}

/**
 * Reads a filter as operators type it: `type:Post* stream:post since:2h -type:Kudos* snow`. Words of one field widen,
 * fields narrow, `-` leaves out, `*` stands for any characters, `,` lists alternatives; a word without a field is
 * looked for in type, stream and actor. `at:0.42` begins at a place of the log.
 */
export function eventWords(text: string, nowMs: number): EventFilter | Refusal<'bad-filter'> {
  const parts = text.split(/\s+/).filter((part) => part !== '');
  if (text.length > lengthMax || parts.length > wordsMax)
    return refuse('bad-filter', {
      faults: [`A filter has at most ${wordsMax} words and ${lengthMax} characters.`],
    });
  const words = parts.map(wordOf);
  const faults = words.flatMap((word) => faultOf(word, nowMs));
  if (faults.length > 0) return refuse('bad-filter', { faults });
  const of = (field: string, without: boolean): readonly Word[] =>
    words.filter((word) => word.field === field && word.without === without);
  const tests: Matches[] = [];
  for (const [field, read] of Object.entries(texts)) {
    const wanted = of(field, false).flatMap(({ values }) => values);
    if (wanted.length > 0) tests.push(anyOf(field, wanted, read));
    const unwanted = of(field, true).flatMap(({ values }) => values);
    const hit = unwanted.length > 0 ? anyOf(field, unwanted, read) : undefined;
    if (hit) tests.push((event) => !hit(event));
  }
  for (const { without, values } of words.filter(({ field }) => field === '')) {
    const found = [texts['type'], texts['stream'], texts['actor']].map((read) =>
      anyOf('', values, read as (event: StoredEvent) => string | undefined),
    );
    tests.push((event) => found.some((one) => one(event)) !== without);
  }
  const last = (field: string): string | undefined => of(field, false).at(-1)?.values.at(-1);
  const [partition, upTo] = last('at')?.split('.').map(Number) ?? [numberOf(last('partition'))];
  return {
    ...narrowed(words),
    ...(tests.length > 0 && { matches: (event: StoredEvent) => tests.every((test) => test(event)) }),
    ...(partition !== undefined && { partition }),
    ...(upTo !== undefined && { upTo }),
    ...timesOf(last('since'), last('until'), nowMs),
  };
}

const numberOf = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text);

function wordOf(part: string): Word {
  const without = part.startsWith('-') && part.length > 1;
  const rest = without ? part.slice(1) : part;
  const [, field = '', value = rest] = /^([a-z]+):(.*)$/.exec(rest) ?? [];
  return { without, field, values: value.split(',').filter((one) => one !== '') };
}

function faultOf({ without, field, values }: Word, nowMs: number): string[] {
  const [first = ''] = values;
  if (values.length === 0) return [`After “${field}:” a value is missing.`];
  if (field === '' || Object.hasOwn(texts, field)) return [];
  if (without) return [`“-${field}:” cannot be left out; only ${Object.keys(texts).join(', ')} can.`];
  if (field === 'since' || field === 'until')
    return momentOf(first, nowMs) === undefined
      ? [`“${field}:${first}” is no time: 15m, 2h, 3d, 2026-05-01 or 2026-05-01T12:00Z.`]
      : [];
  if (field === 'at') return /^\d{1,4}\.\d{1,15}$/.test(first) ? [] : [`“at:${first}” is no place: at:0.42.`];
  if (field === 'partition') return /^\d{1,4}$/.test(first) ? [] : [`“partition:${first}” is no number.`];
  return [
    `“${field}:” is unknown; there are ${[...Object.keys(texts), 'since, until, at, partition'].join(', ')}.`,
  ];
}

/** What the log itself can narrow by, so that less of it is read. */
function narrowed(words: readonly Word[]): Pick<EventFilter, 'types' | 'stream'> {
  const values = (field: string): readonly string[] =>
    words.filter((word) => word.field === field && !word.without).flatMap((word) => word.values);
  const [types, streams] = [values('type'), values('stream')];
  const [stream] = streams;
  return {
    ...(types.length > 0 && types.every((one) => !one.includes('*')) && { types }),
    ...(streams.length === 1 && stream !== undefined && !stream.includes('*') && { stream }),
  };
}

function anyOf(
  field: string,
  values: readonly string[],
  read: (event: StoredEvent) => string | undefined,
): Matches {
  const tests = values.map((value) => testOf(field, value));
  return (event) => {
    const text = read(event);
    return text !== undefined && tests.some((test) => test(text));
  };
}

function testOf(field: string, value: string): (text: string) => boolean {
  if (field === '') {
    const found = `*${value.toLowerCase()}*`;
    return (text) => glob(found, text.toLowerCase());
  }
  // `stream:post` is every stream of that category.
  const pattern = field === 'stream' && isCategory(value) && !value.includes('*') ? `${value}-*` : value;
  return (text) => glob(pattern, text);
}

function timesOf(since: string | undefined, until: string | undefined, nowMs: number) {
  const fromMs = since === undefined ? undefined : momentOf(since, nowMs);
  const toMs = until === undefined ? undefined : momentOf(until, nowMs);
  return { ...(fromMs !== undefined && { fromMs }), ...(toMs !== undefined && { toMs }) };
}

const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

function momentOf(text: string, nowMs: number): number | undefined {
  const ago = /^(\d{1,6})([smhdw])$/.exec(text);
  if (ago) return nowMs - Number(ago[1]) * unitMs[ago[2] as keyof typeof unitMs];
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.test(text)) return undefined;
  const ms = Date.parse(/^.{10}T.*[^Z]$/.test(text) && !/[+-]\d{2}:\d{2}$/.test(text) ? `${text}Z` : text);
  return Number.isNaN(ms) ? undefined : ms;
}
