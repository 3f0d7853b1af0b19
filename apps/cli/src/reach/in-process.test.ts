import { deepEqual, match } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { answerOf } from './answer.ts';
import { inProcessReach } from './in-process.ts';
import { linesOf } from './lines-of.ts';

interface Act {
  readonly act: string;
  readonly end: { readonly outcome: string; readonly told: string } | null;
}

for (const [act, path, body] of [
  ['RebuildViews', '/v1/operator/rebuilds', { target: 'all' }],
  ['VerifyViews', '/v1/operator/views/verify', { target: 'all' }],
  ['VerifyLog', '/v1/operator/verify', {}],
] as const)
  test(`${act} that is stopped comes to its end before the data is closed, and the end is known`, async (t) => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'touchline-cli-'));
    t.after(() => rm(dataFolder, { recursive: true }));
    const said: string[] = [];
    const log = (line: string): void => void said.push(line);
    const options = { dataFolder, partitions: undefined, creates: true, log };
    const reach = await inProcessReach(options);
    const stop = new AbortController();
    for await (const _ of linesOf(reach, path, { method: 'POST', body, signal: stop.signal })) stop.abort();
    await reach.close();
    deepEqual(said, []);
    const again = await inProcessReach(options);
    const { acts } = await answerOf<{ acts: readonly Act[] }>(again, '/v1/operator/acts');
    await again.close();
    deepEqual(
      acts.map((one) => one.act),
      [act],
    );
    match(acts[0]?.end?.outcome ?? 'not known', /^(failed|done)$/);
  });
