import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { manualClock } from '@touchline/kernel/testing';
import { compose } from '@touchline/server/compose';
import { newOperatorKey } from '@touchline/server/server-file';
import { CliFault } from '../cli-fault.ts';
import { checkBackups } from '../doctor/check-backups.ts';
import { checkSettings } from '../doctor/check-settings.ts';
import { checkSpace } from '../doctor/check-space.ts';
import { checkVersions } from '../doctor/check-versions.ts';
import { requestInit } from '../reach/reach.ts';
import { problemResponse, typing, type Answer } from '../testing/fake-cli.ts';

const clock = manualClock(Date.parse('2026-05-01T12:00:00.000Z'));
const running = { state: 'running', cursors: [3], lagEvents: 0, lagS: 0, parked: 0 };

/** A system where all is well, but for what is told otherwise. */
const system =
  (other: Readonly<Record<string, object | Response>> = {}): Answer =>
  (path) => {
    const [route = ''] = path.split('?');
    const answers: Readonly<Record<string, object>> = {
      '/readyz': { ready: true, reasons: [], durability: 'Every answered write is on disk.' },
      '/v1/operator/events': { events: [{ at: '2026-05-01T11:59:00.000Z' }] },
      '/v1/operator/views': {
        heads: [3],
        services: [{ service: 'posts', readers: [{ kind: 'policy', name: 'greet', ...running }] }],
      },
      '/v1/operator/dead-letters': { events: [], messages: [], skipped: [] },
      ...other,
    };
    const answer = answers[route] ?? assert.fail(path);
    return answer instanceof Response ? answer : Response.json(answer);
  };

const doctor = async (answer: Answer, ...options: string[]) => {
  const { code, out } = await typing(['doctor', '--data', tmpdir(), ...options], answer, { clock });
  // How full the disk of this machine is says nothing about the others.
  return { code, lines: out.filter((line) => !/^\S+ +disk/.test(line)) };
};

const lineOf = (lines: readonly string[], check: string): string =>
  lines.find((line) => new RegExp(`^\\s*\\S+ +${check} `).test(line)) ?? assert.fail(lines.join('\n'));

test('where all is well every line says so', async () => {
  const { lines } = await doctor(system());
  const bad = lines.filter((line) => line.startsWith('BAD'));
  assert.deepEqual(bad, []);
  assert.match(lineOf(lines, 'views'), /^ok {3}views +1 views and policies follow the log\.$/);
  assert.match(lineOf(lines, 'backups'), /^ \? {3}backups .*--backups DIR/);
});

const far = [{ kind: 'policy', name: 'greet', ...running, lagEvents: 5000, lagS: 61 }];
const paused = [{ kind: 'view', name: 'page', builds: [{ ...running, state: 'paused' }] }];

const troubles: readonly (readonly [title: string, check: string, Parameters<typeof system>[0], says: RegExp])[] = [
  ['a system that is not ready', 'ready', { '/readyz': Response.json({ ready: false, reasons: ['x is being built'] }, { status: 503 }) }, /x is being built/],
  ['a storage that may lose answered writes', 'durability', { '/readyz': { ready: true, reasons: [], unsafe: ['fsync is off'] } }, /fsync is off.*can be lost/],
  ['a damaged event at the end of the log', 'log', { '/v1/operator/events': problemResponse(500, 'corrupt', 'An event is damaged.') }, /damaged.*npx touchline verify/],
  ['a clock that was set back', 'clock', { '/v1/operator/events': { events: [{ at: '2026-05-02T12:00:00.000Z' }] } }, /86,400 s in the future.*NTP/],
  ['a policy that is far behind', 'views', { '/v1/operator/views': { heads: [], services: [{ service: 'posts', readers: far }] } }, /posts\/greet is 5,000 events and 61 s behind/],
  ['a view that is paused', 'views', { '/v1/operator/views': { heads: [], services: [{ service: 'posts', readers: paused }] } }, /posts\/page is paused.*resume/],
  ['what was set aside', 'dead letters', { '/v1/operator/dead-letters': { events: [{}], messages: [{}, {}] } }, /1 events and 2 messages.*retry --all/],
]; // prettier-ignore
for (const [title, check, other, says] of troubles)
  test(`${title} is found, and the exit code says so`, async () => {
    const { code, lines } = await doctor(system(other));
    assert.equal(code, 1);
    const line = lineOf(lines, check);
    assert.match(line, /^BAD/);
    assert.match(line, says);
    assert.equal(lines.filter((one) => one.startsWith('BAD')).length, 1, lines.join('\n'));
  });

test('a server that does not answer is a finding; what this machine knows is told all the same', async () => {
  const { code, lines } = await doctor(() => {
    throw new CliFault('No answer from http://host.');
  });
  assert.equal(code, 1);
  assert.match(lineOf(lines, 'server'), /^BAD .*No answer from http:\/\/host\./);
  assert.match(lineOf(lines, 'versions'), /^ok /);
});

test('as JSON the same is said to programs', async () => {
  const { code, lines } = await doctor(
    system({ '/v1/operator/dead-letters': { events: [{}], messages: [] } }),
    '--json',
  );
  assert.equal(code, 1);
  const { well, findings } = JSON.parse(lines.join('')) as {
    well: boolean;
    findings: { check: string; state: string; todo?: string }[];
  };
  assert.equal(well, false);
  assert.deepEqual(
    findings.filter(({ check }) => check === 'dead letters').map(({ state }) => state),
    ['bad'],
  );
});

test('settings that are wrong or unknown are named', () => {
  assert.equal(checkSettings({ TOUCHLINE_PORT: '4100', PATH: '/bin' }).state, 'good');
  assert.match(checkSettings({ TOUCHLINE_PROT: '4100' }).what, /TOUCHLINE_PROT is no setting/);
  assert.match(checkSettings({ TOUCHLINE_PORT: 'x' }).what, /TOUCHLINE_PORT takes a whole number/);
});

test('an old Node or SQLite, and a disk that is nearly full, are found', () => {
  const versions = { ...process.versions, node: '26.10.0', sqlite: '3.51.3' };
  assert.equal(checkVersions(versions).state, 'good');
  assert.equal(checkVersions({ ...versions, node: '24.1.0' }).state, 'bad');
  assert.equal(checkVersions({ ...versions, sqlite: '3.51.2' }).state, 'bad');
  const gib = 1024 ** 3;
  assert.equal(checkSpace('/data', { free: 20 * gib, total: 100 * gib }).state, 'good');
  assert.equal(checkSpace('/data', { free: 2 * gib, total: 100 * gib }).state, 'bad');
  assert.equal(checkSpace('/data', { free: 0.5 * gib, total: 5 * gib }).state, 'bad');
  assert.equal(checkSpace('/data', undefined).state, 'unknown');
});

test('the newest whole backup counts; a folder without one is a finding', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-doctor-'));
  const made = async (name: string, madeAt: string): Promise<void> => {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, 'manifest.json'), JSON.stringify({ madeAt }));
  };
  const now = clock.now();
  assert.match((await checkBackups(folder, now)).what, /there is none/);
  await made('old', '2026-04-20T12:00:00.000Z');
  assert.match((await checkBackups(folder, now)).what, /264 hours/);
  await mkdir(join(folder, '.half.partial'));
  await made('new', '2026-05-01T02:00:00.000Z');
  assert.deepEqual(await checkBackups(folder, now), {
    check: 'backups',
    state: 'good',
    what: 'the newest is 10 hours old',
  });
  assert.match((await checkBackups(join(folder, 'typo'), now)).what, /cannot be read/);
  await rm(folder, { recursive: true });
});

test('a running system with an event in it is found well', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'touchline-doctor-'));
  const operatorKey = newOperatorKey();
  const { app, close } = await compose({ dataFolder: folder, partitions: 1 }, { operatorKey });
  const ask: Answer = (path, how) => app.request(path, requestInit(operatorKey, how));
  await ask('/v1/admin/accounts', { method: 'POST', body: { handle: 'kai', name: 'Kai' } });
  const { out } = await typing(['doctor', '--data', folder], ask, { clock: { ...clock, now: Date.now } });
  await close();
  await rm(folder, { recursive: true });
  assert.match(out.join('\n'), /ok {3}log +the last \d+ events are whole/);
  assert.deepEqual(
    out.filter((line) => /^BAD +(?!disk)/.test(line)),
    [],
  );
});
