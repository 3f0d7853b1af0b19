import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertReadsGolden, type GoldenEvent } from '@touchline/kernel/testing';
import { declaredServices } from './declared-services.ts';

const services = join(import.meta.dirname, '../../../services');

function goldenOf(service: string): GoldenEvent[] {
  const path = join(services, service, 'golden-events.jsonl');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  return lines.map((line) => JSON.parse(line) as GoldenEvent);
}

for (const service of await declaredServices())
  test(`${service.name} reads all that logs hold`, () => assertReadsGolden(service, goldenOf(service.name)));
