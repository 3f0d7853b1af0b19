import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serveApp } from '@touchline/kernel/http';
import { fired } from '../run/fired.ts';
import { assertViewsAreFolds } from '../run/folds.ts';
import { residentBytes } from '../run/resident.ts';
import { sized, seeded } from '../run/plan.ts';
import { inScratch } from '../run/scratch.ts';
import { badRequests } from './bad-request.ts';
import { fitting, pathOf } from './fitting.ts';
import { undeclared } from './nasty.ts';
import { rawBytes, sendRaw } from './raw-requests.ts';
import { send } from './send.ts';
import { usedServer } from './used-server.ts';

const mebibyte = 2 ** 20;
const growthMax = 30 * mebibyte;
/** Some requests are good enough to be done. What one wrote stays in caches, which have bounds: its rows, its pages. */
const eventBytes = 4096;
const atOnce = 16;

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

test('INV-18: no bad request to any route is answered 5xx, takes a bad token, or makes memory grow', () =>
  inScratch(async (folder) => {
    const count = fired('bad requests');
    const random = seeded('bad requests');
    const lines: string[] = [];
    const { composed, operations, existing, tokens } = await usedServer(folder, random, count, (line) =>
      lines.push(line),
    );
    try {
      const next = badRequests(operations, existing, tokens, random);
      const seen = new Set<string>();
      const some = async (requests: number): Promise<void> => {
        let left = requests;
        const client = async (): Promise<void> => {
          while (left-- > 0) {
            const bad = next();
            const status = await send(composed, tokens, bad);
            seen.add(bad.operation.id);
            for (const kind of bad.kinds) count(kind);
            count(status === 0 ? 'never sent' : `answered ${Math.floor(status / 100)}xx`);
          }
        };
        await Promise.all(Array.from({ length: atOnce }, client));
      };
      const half = sized(10_000, 500_000);
      await some(half);
      const written = async (): Promise<number> => sum(await composed.host.engine.events.heads());
      const [before, writtenBefore] = [await residentBytes(), await written()];
      await some(half);
      const grown = (await residentBytes()) - before;
      const events = (await written()) - writtenBefore;
      console.log(
        `ℹ bad requests: memory grew by ${(grown / mebibyte).toFixed(1)} MiB over the last ${half}, which wrote ${events} events`,
      );
      assert.ok(
        grown < growthMax + events * eventBytes,
        `memory grew by ${grown} bytes with ${events} events`,
      );
      assert.deepEqual(
        operations.map(({ id }) => id).filter((id) => !seen.has(id)),
        [],
        'routes never asked',
      );
      assert.deepEqual(lines, [], 'nothing was logged as a fault');
      count('rows compared', await assertViewsAreFolds(composed.host));
    } finally {
      await composed.close();
    }
    count.report('answered 2xx', 'answered 4xx', 'path', 'query', 'body', 'raw body', 'headers', 'token');
  }));

test('HT22: bytes that are hardly HTTP are answered or cut off, never 5xx, and the next request is served', () =>
  inScratch(async (folder) => {
    const count = fired('raw requests');
    const random = seeded('raw requests');
    const { composed, operations, existing, tokens } = await usedServer(folder, random, count, () => {});
    const served = await serveApp(composed.app, { host: '127.0.0.1', port: 0 });
    try {
      const next = badRequests(operations, existing, tokens, random);
      for (let i = 0; i < sized(1500, 50_000); i += atOnce) {
        const sending = Array.from({ length: atOnce }, async () => {
          const bytes = rawBytes(next(), random);
          const status = await sendRaw(served.port, bytes);
          count(status === 0 ? 'cut off' : `answered ${Math.floor(status / 100)}xx`);
          assert.ok(
            status < 500 || status === 503,
            `answered ${status}: ${bytes.toString('latin1').slice(0, 1000)}`,
          );
        });
        await Promise.all(sending);
      }
      assert.equal((await fetch(`${served.url}/healthz`)).status, 200);
    } finally {
      await served.close();
      await composed.close();
    }
    count.report('answered 2xx', 'answered 4xx');
  }));

test('T-07: a field that a route does not declare is refused, and changes nothing', () =>
  inScratch(async (folder) => {
    const count = fired('undeclared fields');
    const random = seeded('undeclared fields');
    const { composed, operations, existing, tokens } = await usedServer(folder, random, count, () => {});
    const { events } = composed.host.engine;
    const [, operator = '', person = ''] = tokens.good;
    try {
      for (const operation of operations.filter(({ method }) => method !== 'GET'))
        for (const [name, value] of Object.entries(undeclared)) {
          if (Object.hasOwn(operation.body?.properties ?? {}, name) || operation.places.includes(name))
            continue;
          const fields = operation.body ? (fitting(operation.body, '', existing, random) as object) : {};
          const heads = await events.heads();
          const answer = await composed.app.request(pathOf(operation, existing, random), {
            method: operation.method,
            headers: {
              authorization: `Bearer ${operation.path.includes('/admin/') ? operator : person}`,
              'content-type': 'application/json',
            },
            body: JSON.stringify({ ...fields, [name]: value }),
          });
          const shown = `${operation.id} with ${name} was answered ${answer.status} ${await answer.text()}`;
          assert.ok(answer.status >= 400 && answer.status < 500, shown);
          assert.deepEqual(await events.heads(), heads, `${shown} and wrote events`);
          count('fields sent');
        }
    } finally {
      await composed.close();
    }
    count.report('fields sent');
  }));
