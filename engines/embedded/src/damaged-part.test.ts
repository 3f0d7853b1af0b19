import { equal, ok, rejects } from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { folderFiles } from './data-folder.ts';
import { embeddedEngine } from './index.ts';

for (const part of ['log', 'keys'] as const)
  test(`a folder whose ${part} is cut off is refused with the file and what to do, and stays as it is`, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'touchline-damaged-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const engine = await embeddedEngine({ folder });
    await engine.keys.ensure('ana');
    const events = [{ type: 'Opened', schema: 1, data: '{}' }];
    const appends = [{ stream: 'door', partitionKey: 'door', expected: 'any' as const, events }];
    equal((await engine.events.append({ appends, at: 0, actor: null, meta: null })).status, 'appended');
    await engine.close();
    const path = folderFiles(folder)[part];
    const left = Math.floor(statSync(path).size / 2);
    truncateSync(path, left);
    for (let starts = 0; starts < 2; starts++)
      await rejects(embeddedEngine({ folder }), ({ message }: Error) => {
        ok(message.startsWith(`${path} is damaged (`), message);
        ok(message.endsWith('Restore a backup (npx touchline restore).'), message);
        return true;
      });
    equal(statSync(path).size, left);
  });
