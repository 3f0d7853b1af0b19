import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compose } from '../../apps/server/src/compose.ts';
import { newOperatorKey } from '../../apps/server/src/server-file.ts';
import { dashboard } from './dashboard.ts';

interface Panel {
  readonly title: string;
  readonly targets: readonly { readonly expr: string }[];
}

const words = new Set(
  'outcome by deriv histogram_quantile ignoring increase le max rate sum topk partition status method route service consumer state what directive instance'.split(
    ' ',
  ),
);

test('the dashboard asks only for figures that the server has', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-dashboard-'));
  const { app, close } = await compose(
    { dataFolder: folder, partitions: 1 },
    { operatorKey: newOperatorKey() },
  );
  const text = await (await app.request('/metrics')).text();
  await close();
  await rm(folder, { recursive: true });
  const known = new Set(
    [...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)].flatMap(([, name = '', type]) =>
      type === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
  const { panels } = dashboard() as { panels: Panel[] };
  assert.ok(panels.length > 10);
  for (const { title, targets } of panels)
    for (const { expr } of targets) {
      const bare = expr.replaceAll(/"[^"]*"/g, '').replaceAll(/\[\w+\]/g, '');
      const names = (bare.match(/[a-z_]\w*/g) ?? []).filter((word) => !words.has(word));
      assert.ok(names.length > 0, title);
      for (const name of names) assert.ok(known.has(name), `${title}: ${name} is no figure of /metrics`);
    }
});
