import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Added, tally, TallyOpened } from '../conformance/sample.ts';
import type { NewStoredEvent } from '../ports/index.ts';
import { memoryEngine } from '../testing/memory/memory-engine.ts';
import { codec } from './codec.ts';
import { stateCache } from './state-cache.ts';

const added: NewStoredEvent = { type: 'Added', schema: 1, data: '{"amount":1,"by":"ben"}' };

/** A stream of one event, and reads of it that wait where they are told to. */
async function slowReads(options: { exclusive: boolean }) {
  const { events, keys } = memoryEngine();
  const append = async (): Promise<void> => {
    const one = { stream: 'tally-t', partitionKey: 'tally-t', expected: 'any' as const, events: [added] };
    await events.append({ appends: [one], at: 0, actor: null, meta: null });
  };
  await append();
  const answers: (() => void)[] = [];
  const reads: number[] = [];
  const readStream: typeof events.readStream = async (...args) => {
    reads.push(args[1]);
    const page = await events.readStream(...args);
    await new Promise<void>((resolve) => void answers.push(resolve));
    return page;
  };
  const types = new Map([TallyOpened, Added].map((type) => [type.type, type] as const));
  const states = stateCache({ ...events, readStream }, codec(types, keys), options);
  const answer = async (): Promise<void> => {
    await new Promise(setImmediate);
    answers.shift()?.();
  };
  return { states, append, answer, reads, version: async () => (await states.load(tally, 't')).version };
}

test('who asks after an event was appended is given it, though a read from before is still under way', async () => {
  const { append, answer, version } = await slowReads({ exclusive: false });
  const before = version();
  await new Promise(setImmediate);
  await append();
  const [after, alsoAfter] = [version(), version()];
  await answer();
  assert.equal(await before, 1);
  await answer();
  assert.deepEqual(await Promise.all([after, alsoAfter]), [2, 2]);
});

test('what was overtaken while it was read is not remembered', async () => {
  const { states, append, answer, version } = await slowReads({ exclusive: true });
  const before = version();
  await new Promise(setImmediate);
  await append();
  states.overtaken('tally-t');
  await answer();
  assert.equal(await before, 1);
  const after = version();
  await answer();
  assert.equal(await after, 2);
});

for (const exclusive of [true, false])
  test(`a state that was overtaken is caught up with, not read anew (exclusive: ${exclusive})`, async () => {
    const { states, append, answer, version, reads } = await slowReads({ exclusive });
    for (const expected of [1, 2]) {
      const asked = version();
      await answer();
      assert.equal(await asked, expected);
      await append();
      states.overtaken('tally-t');
    }
    assert.deepEqual(reads, [1, 2]);
  });

test('ER3: a state that was made of one from before everything was cleared is not kept', async () => {
  const { states, answer } = await slowReads({ exclusive: true });
  const loading = states.load(tally, 't');
  await answer();
  const before = await loading;
  states.clear();
  states.keep('tally-t', { ...before, version: before.version + 1 });
  assert.equal(states.remembers('tally-t'), false);
  states.keep('tally-t', { state: before.state, version: 1 });
  const made = await states.load(tally, 't');
  states.clear();
  states.keep('tally-t', { ...made, version: 2 });
  assert.equal(states.remembers('tally-t'), false);
});

test('what was read between a clear and an append that began before it is caught up with', async () => {
  const { states, append, answer, version } = await slowReads({ exclusive: true });
  const loading = states.load(tally, 't');
  await answer();
  const before = await loading;
  states.clear();
  const between = version();
  await answer();
  assert.equal(await between, 1);
  await append();
  states.keep('tally-t', { ...before, version: 2 });
  const after = version();
  await answer();
  assert.equal(await after, 2);
});
