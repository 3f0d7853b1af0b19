import { fileSecrets } from '@touchline/engine-embedded';
import { idFloor } from '@touchline/kernel';
import type { AppendRequest, Engine, ParkedEvent, StoredEvent } from '@touchline/kernel/ports';

export interface Sent {
  readonly request: AppendRequest;
  readonly first: unknown;
}

const at = 1_780_000_000_000;
const happened = (n: number, type = 'Happened') => ({ type, schema: 1 + (n % 2), data: JSON.stringify({ n, word: 'fußball ⚽ 𝔤' }) }); // prettier-ignore

/**
 * Fills an engine with all kinds of what a community leaves: single events, commands over several streams and
 * partitions, appends that write nothing, erased people, secrets, policies' progress, parked events, messages.
 */
export async function writeHistory(engine: Engine, requests: number, from = 0): Promise<Sent[]> {
  const sent: Sent[] = [];
  for (let n = from; n < from + requests; n++) {
    const request = requestOf(n);
    const { status, ...first } = await engine.events.append(request);
    if (status !== 'appended') throw new Error(`Request ${n} was answered ${status}.`);
    if (request.command) sent.push({ request, first });
  }
  for (let n = from; n < from + 20; n++) {
    await engine.keys.ensure(`person-${n}`);
    if (n % 5 === 0) await engine.keys.destroy(`person-${n}`);
  }
  await engine.secrets.secret('webhook');
  for (let partition = 0; partition < engine.events.partitions; partition++)
    await engine.ledger.commit({
      consumer: 'posts/greeter',
      changes: [],
      cursor: { partition, position: partition + 1 },
      park: [parked(partition, 'first'), parked(partition, '')],
      ...(partition === 0 && from === 0 && { turn: { id: 'turn-1', after: undefined } }),
    });
  await engine.ledger.putDocument('posts/pauses', '{"greeter":true}');
  for (const id of ['m1', 'm2', 'm3', 'm4'])
    await engine.queue.put({
      id: `${id}-${from}`,
      key: id === 'm3' ? 'other' : 'one',
      kind: 'mail',
      body: '{}',
    });
  const [first] = await engine.queue.take(1, 60_000);
  if (first) await engine.queue.done(first.id);
  const [second] = await engine.queue.take(1, 60_000);
  if (second) await engine.queue.failed(second.id, 'no such address', 0, 1);
  return sent;
}

function requestOf(n: number): AppendRequest {
  const own = { stream: `match-${n % 50}`, partitionKey: `match-${n % 50}`, expected: 'any' as const };
  const other = { stream: `club-${n % 7}`, partitionKey: `club-${n % 7}`, expected: 'any' as const };
  const kinds = [
    [{ ...own, events: [happened(n)] }],
    [
      { ...own, events: [happened(n), happened(n, 'Ended')] },
      { ...other, events: [happened(n)] },
    ],
    [
      { ...own, events: [happened(n)] },
      { ...other, events: [] },
    ],
    [{ ...own, events: [happened(n)] }],
  ];
  return {
    appends: kinds[n % kinds.length] ?? [],
    ...(n % 4 !== 3 && {
      command: { id: commandId(n), fingerprint: n % 3 === 0 ? 'short' : 'w'.repeat(22) },
    }),
    at: at + n,
    actor: n % 5 === 0 ? null : `person-${n % 20}`,
    meta: n % 6 === 0 ? { cause: '0.1', correlation: `r-${n}` } : null,
  };
}

/** Some say when they were made, as those of apps do. */
const commandId = (n: number): string =>
  n % 5 < 2 ? `command ${n}` : `person-${n}:Happen:${idFloor(at + n)}`;

const parked = (partition: number, error: string): ParkedEvent => ({
  consumer: 'posts/greeter',
  sequence: 'match-1',
  partition,
  position: error === '' ? 2 : 1,
  type: 'Happened',
  stream: 'match-1',
  error,
  attempts: error === '' ? 0 : 4,
  at,
});

/** Without what an engine may leave out. */
function plain(event: StoredEvent): StoredEvent {
  const copy = { ...event };
  delete copy.decoded;
  return copy;
}

/** All that a server would find again, in comparable form. */
export async function contentsOf(engine: Engine) {
  const events: StoredEvent[] = [];
  const heads = await engine.events.heads();
  for (const [partition, head] of heads.entries())
    for (let after = 0; after < head;) {
      const slice = await engine.events.readPartition(partition, after, 1000);
      for (const event of slice.events) events.push(plain(event));
      after = slice.position;
    }
  const keys: string[] = [];
  for (let n = 0; n < 60; n++) {
    const key = await engine.keys.key(`person-${n}`);
    keys.push(key instanceof Uint8Array ? Buffer.from(key).toString('hex') : String(key));
  }
  const { ledger, queue } = engine;
  return {
    heads,
    events,
    keys,
    erased: await engine.keys.erased('', 100),
    secret: Buffer.from(await engine.secrets.secret('webhook')).toString('hex'),
    ledger: {
      cursors: await ledger.cursors('posts/greeter', heads.length),
      last: await ledger.lastCommit('posts/greeter'),
      parked: await ledger.parked('posts/greeter'),
      document: await ledger.document('posts/pauses'),
    },
    dead: (await queue.dead(100)).map((one) => ({ ...one })),
    size: await queue.size(),
  };
}

export const masterOf = (folder: string): Uint8Array => fileSecrets(`${folder}/secrets`).now('master');
