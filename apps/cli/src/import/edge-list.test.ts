import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { edgeLine } from './edge-line.ts';
import { edgeList, type EdgeList } from './edge-list.ts';
import { numberedLines } from './numbered-lines.ts';

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function listOf(text: string, size = 64): Promise<EdgeList & { told: string[]; pairs: string[] }> {
  const told: string[] = [];
  const lines = numberedLines(chunksOf(new TextEncoder().encode(text), size));
  const list = await edgeList(lines, 28, (number, what) => told.push(`${number}: ${what}`));
  const pairs = Array.from({ length: list.edges }, (_, i) =>
    list
      .edge(i)
      .map((place) => list.people[place])
      .join('–'),
  );
  return { ...list, told, pairs };
}

describe('an edge list', () => {
  test('is people in the order they are met, and each pair once, whichever way round', async () => {
    const { people, pairs, repeated } = await listOf('0 1\n0 2\n2 0\n1 2\n0 1\n');
    assert.deepEqual(people, ['0', '1', '2']);
    assert.deepEqual([pairs, repeated], [['0–1', '0–2', '1–2'], 2]);
  });

  test('skips malformed lines and tells their numbers; comments and empty lines say nothing', async () => {
    const { told, pairs, malformed } = await listOf(
      '\uFEFF# from to\r\n0 1\r\n\r\nx\n1 2 3\n4 4\nA b\n-1 2\n 5\t6 \n7 8',
    );
    assert.deepEqual(
      told.map((line) => line.split(':')[0]),
      ['4', '5', '6', '7', '8'],
    );
    assert.match(told[1]!, /expected two names, as in “12 7”, found “1 2 3”/);
    assert.deepEqual([pairs, malformed], [['0–1', '5–6', '7–8'], 5]);
  });

  test('a name that would make too long a handle is malformed', () => {
    assert.equal(edgeLine(`1 ${'2'.repeat(29)}`, 28).kind, 'malformed');
    assert.equal(edgeLine(`1 ${'2'.repeat(28)}`, 28).kind, 'edge');
  });

  test('a file without line ends is one malformed line, told in short', async () => {
    const { told } = await listOf('9'.repeat(3_000_000), 65_536);
    assert.deepEqual(
      told.map((line) => [line.split(':')[0], line.length < 200]),
      [['1', true]],
    );
  });

  test('a line that is too long is refused whole, not cut to one that fits', async () => {
    const { told, pairs } = await listOf(
      `1 ${'2'.padEnd(1500)}3 4\n${' '.repeat(2000)}1 2\n5 6\n# ${'x'.repeat(2000)}\n`,
    );
    assert.deepEqual(told, [
      '1: expected at most 1000 characters, found more',
      '2: expected at most 1000 characters, found more',
    ]);
    assert.deepEqual(pairs, ['5–6']);
  });

  test('what a line has for the terminal is shown, not done', () => {
    const line = edgeLine('1 2 \u001B[2Jclean', 28);
    assert.equal(line.kind === 'malformed' && line.what.includes('found “1 2 \\u001b[2Jclean”'), true);
  });

  test('is the same however the file arrives', async () => {
    const lines = fc.array(fc.constantFrom('1 2', '2 1', 'ä ö', '', '3 1 ', '#', 'x'), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        lines,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('\n', '\r\n'),
        async (some, size, end) => {
          const [whole, pieces] = [await listOf(some.join(end), 10_000), await listOf(some.join(end), size)];
          assert.deepEqual([pieces.told, pieces.pairs], [whole.told, whole.pairs]);
        },
      ),
      { numRuns: 50 },
    );
  });
});
