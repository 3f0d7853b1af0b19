import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { root } from '../tools.ts';
import { addCounts, noCounts, summary } from './summary.ts';
import { longest } from './longest-first.ts';
import { filesApart, findTestFiles, findWorldTests, planSteps } from './test-files.ts';

const find = (patterns: string[], faultsOnly = false): string[] =>
  findTestFiles(root, patterns, { faultsOnly });

describe('npm test', () => {
  test('takes a part of a path or a pattern', () => {
    assert.deepEqual(find(['launcher/packages']), ['bin/launcher/packages.test.ts']);
    assert.deepEqual(find(['*.test.ts']), ['architecture.test.ts']);
    assert.deepEqual(find(['no-such-test']), []);
    assert.ok(find([]).length > find(['bin/']).length);
    for (const place of ['bench', 'deploy', 'main-job']) assert.ok(find([`${place}/`]).length > 0, place);
  });

  test('looks at fault tests alone when asked to', () =>
    assert.ok(find([], true).every((path) => path.endsWith('.faults.test.ts'))));

  test('gives a process of its own to what is named so, and one to all the rest', () =>
    assert.deepEqual(
      planSteps(['a.test.ts', 'b.isolated.test.ts', 'c.faults.test.ts'], { full: false }).map(
        ({ isolation, files }) => [isolation, files],
      ),
      [
        ['none', []],
        ['none', []],
        ['none', ['a.test.ts']],
        ['process', ['b.isolated.test.ts', 'c.faults.test.ts']],
      ],
    ));

  test('begins with the longest of those that have a process of their own, each a step', () => {
    const steps = filesApart(planSteps(find([]), { full: false })).filter(
      ({ isolation }) => isolation === 'process',
    );
    assert.deepEqual(
      steps.slice(0, longest.length).map(({ files }) => files),
      longest.map((path) => [path]),
    );
    const all = find(['.isolated.', '.faults.']);
    assert.deepEqual(steps.map(({ name }) => name).toSorted(), all);
  });

  test('runs those of services that need an engine on both', () => {
    const both = findWorldTests(root, find([]));
    for (const service of ['identity', 'graph', 'posts', 'feed'])
      assert.ok(
        both.some((path) => path.startsWith(`services/${service}/`)),
        service,
      );
    assert.ok(both.length < find(['services/']).length, 'pure tests need no engine');
    assert.ok(both.includes('services/graph/src/queries/suggest-people.test.ts'), 'its world has an engine');
    assert.ok(!both.includes('services/feed/src/home-feed/home-feed.test.ts'), 'its world has none');
    const steps = planSteps(['a.test.ts', ...both], { full: false, onPostgres: both });
    assert.deepEqual(
      steps.map(({ engine, files }) => [engine, files]),
      [
        ['memory', []],
        ['postgres', both],
        ['memory', ['a.test.ts', ...both]],
        ['memory', []],
      ],
    );
  });
});

describe('the last line of a test run', () => {
  const line = (counts: Partial<typeof noCounts>, files = 2) =>
    summary({ ...noCounts, ...counts }, files, 1_240);

  test('counts', () =>
    assert.deepEqual(line({ passed: 6480, skipped: 1 }), {
      line: 'Tests passed: 6,480 passed, 0 failed, 1 skipped; 2 files in 1.2 s.',
      passed: true,
    }));
  test('a cancelled test has failed', () => assert.equal(line({ passed: 1, cancelled: 1 }).passed, false));
  test('a run without a passed test has failed', () => {
    assert.equal(line({}).passed, false);
    assert.equal(line({}, 0).line, 'No test file matches: nothing was tested.');
  });
  test('steps add up', () =>
    assert.equal(addCounts({ ...noCounts, passed: 2 }, { ...noCounts, passed: 3, failed: 1 }).passed, 5));
});
