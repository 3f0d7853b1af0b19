// node main-job/check/check.worker.ts --data DIR --graph FILE [--claims FILE]: a process of its own that holds a running
// server against its events. Ends with 1 where they differ.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pairsOf } from '../job-graph.ts';
import { check } from './check.ts';
import { noClaims, type Claims } from './claims.ts';
import { httpReach } from './reach.ts';
import { reportText } from './report-text.ts';

const text = { type: 'string', default: '' } as const;
const { values } = parseArgs({ options: { data: text, graph: text, claims: text } });
const server = JSON.parse(readFileSync(join(values.data, 'run', 'server.json'), 'utf8')) as {
  url: string;
  key: string;
};
const claims = existsSync(values.claims)
  ? (JSON.parse(readFileSync(values.claims, 'utf8')) as Claims)
  : noClaims;
const graph = pairsOf(readFileSync(values.graph, 'utf8'), values.graph);
const began = performance.now();
const found = await check(httpReach(server.url, server.key), { graph, claims });
for (const line of reportText(found, (performance.now() - began) / 1000)) console.log(line);
process.exitCode = found.differences() === 0 ? 0 : 1;
