// The clients of the main job: a process of its own that is told what to do, does it, and answers with figures.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mulberry32 } from '../../apps/server/src/testing/synthetic-graph.ts';
import { httpConnection } from '../../bench/src/load/http-connection.ts';
import { noClaims, type Claims } from '../check/claims.ts';
import { pairsOf } from '../job-graph.ts';
import { crowd } from './crowd.ts';
import { deedsOf } from './deeds.ts';
import { sceneOf } from './deeds/scene.ts';
import { kindTallies } from './kind-tallies.ts';
import { runLane } from './lane.ts';
import type { LoadFigures, LoadOrder } from './load-order.ts';
import { mixes, picker } from './mixes.ts';
import { told as toldAfter } from './told.ts';

// Listening keeps the process: it ends when whoever asked has its figures and lets go.
process.on('message', (order: LoadOrder) => {
  load(order).then(
    (figures) => void process.send?.(figures),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function load(order: LoadOrder): Promise<LoadFigures> {
  const { graph, people, connections, seconds, seed, key } = order;
  const before = existsSync(order.claims)
    ? (JSON.parse(readFileSync(order.claims, 'utf8')) as Claims)
    : noClaims;
  const everyone = crowd(people, pairsOf(readFileSync(graph, 'utf8'), graph), before);
  const told = toldAfter(before);
  const tallies = kindTallies();
  const url = new URL(order.url);
  const lanes = Math.min(connections, everyone.people.length);
  process.send?.('begun');
  const began = performance.now();
  const untilMs = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: lanes }, async (_, n) => {
      const random = mulberry32(seed + n * 7919);
      const deeds = deedsOf(sceneOf(everyone, everyone.lane(n, lanes), told, random));
      const pick = picker(mixes[order.mix], random);
      const next = () => deeds[pick()]() ?? deeds.feed();
      const idempotencyKey = (at: number): string => `job-${seed}-${order.mix}-${n}-${at}`;
      const isStrict = order.mix === 'everyday';
      await runLane({ url, key, next, idempotencyKey, isStrict, untilMs, tallies, connect: httpConnection });
    }),
  );
  const figures = tallies.figures((performance.now() - began) / 1000);
  writeFileSync(order.claims, JSON.stringify(told.claims()));
  return figures;
}
