import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Fired } from '../run/fired.ts';
import { logRows } from '../run/log-rows.ts';
import { sized } from '../run/plan.ts';
import type { Random } from '../run/random.ts';
import { inScratch } from '../run/scratch.ts';
import { assertCopy } from './assert-copy.ts';
import { assertLog } from './assert-log.ts';
import { caller, type Call } from './call.ts';
import { community, type Community } from './community.ts';
import { askAgain, assertVisible, load } from './load.ts';
import { partitions, startServerProcess } from './server-process.ts';

const loadMsMax = sized(200, 500);
/** Every so many lives end before the server is up. */
const startKilledEvery = 5;

/** A server that is killed again and again under load; after every kill all that was promised is looked for. */
export async function lives(kills: number, random: Random, count: Fired, sabotage?: string): Promise<void> {
  await inScratch(async (scratch) => {
    const folder = join(scratch, 'data');
    const copy = join(scratch, 'copy');
    const started = sabotage === undefined ? {} : { sabotage };
    let inside: Community | undefined;
    /** How long the last start took. */
    let startMs = 0;
    let comparing = Promise.resolve(0);
    const compared = async (): Promise<void> => {
      count('rows compared', await comparing);
      comparing = Promise.resolve(0);
    };
    for (let life = 0; life <= kills; life++) {
      const killAfterMs = life % startKilledEvery === 1 && startMs > 0 ? random.below(startMs) : undefined;
      // Comparing keeps this process busy for seconds when the log is long: the kill would come when all is over.
      if (killAfterMs !== undefined) await compared();
      const beganMs = performance.now();
      const server = await startServerProcess(folder, { ...started, ...(killAfterMs && { killAfterMs }) });
      if (server) startMs = performance.now() - beganMs;
      const call = server && caller(server);
      try {
        await compared();
        if (!server || !call) {
          count('kills at the start');
          continue;
        }
        inside ??= await community(call, random);
        await assertLife(call, folder, inside, random, count);
        const wishing = load(call, inside, random, count);
        const killing = killLater(1 + random.below(loadMsMax), server.kill);
        await Promise.all([wishing, killing]);
        count('kills under load');
      } finally {
        call?.close();
        await server?.kill();
      }
      rmSync(copy, { recursive: true, force: true });
      cpSync(folder, copy, { recursive: true });
      comparing = assertCopy(copy, partitions);
      comparing.catch(() => undefined); // Looked at once the next server runs.
    }
    await compared();
    count('answered commands', inside?.acknowledged.length ?? 0);
  });
}

/** Not a wait for something to be over, but the moment of the fault. */
const killLater = (afterMs: number, kill: () => Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => setTimeout(() => void kill().then(resolve, reject), afterMs));

async function assertLife(
  call: Call,
  folder: string,
  inside: Community,
  random: Random,
  count: Fired,
): Promise<void> {
  await askAgain(call, inside, random, count);
  assertLog(logRows(join(folder, 'log.db')), inside);
  const verified = await call({ method: 'POST', path: '/v1/operator/verify', body: {} });
  const lines = String(verified.body).trim().split('\n');
  const last = JSON.parse(lines.at(-1) ?? '') as { kind: string; damage: unknown[] };
  assert.deepEqual([last.kind, last.damage], ['done', []], 'the log does not verify');
  for (let i = 0; i < 10 && inside.acknowledged.length > 0; i++)
    await assertVisible(call, inside, random.pick(inside.acknowledged), random, count);
}
