import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fired } from '../run/fired.ts';
import { notShown } from '../run/not-shown.ts';
import { sized } from '../run/plan.ts';
import { inScratch } from '../run/scratch.ts';
import { pointsOf } from './points.ts';
import { traced, withoutStrace } from './strace.ts';

const skip = notShown('failed flushes', withoutStrace());
/** Code that a process ends with which the disk has failed (EX_IOERR). */
const diskFailed = 74;
const size = 30;

/** All files that must not lose anything, beside the log. Keys: without one a person is erased by accident. */
const files = ['keys.db', 'ledger.db', 'queue.db'];

for (const file of files)
  test(
    `ES15: after a failed flush of ${file} the process stops and flushes it no more`,
    { skip },
    async () => {
      await inScratch(
        async (scratch) => {
          const count = fired(`failed flushes of ${file}`);
          const workload = {
            folder: join(scratch, 'data'),
            answers: join(scratch, 'answers'),
            part: 'a',
            size,
          };
          const spoilt = [file, `${file}-wal`];
          const fresh = (): void => {
            for (const path of [workload.folder, workload.answers])
              rmSync(path, { recursive: true, force: true });
          };
          const all = await pointsOf(workload, spoilt, join(scratch, 'trace'));
          const flushes = all.filter(({ call }) => call === 'fsync' || call === 'fdatasync');
          const step = Math.ceil(flushes.length / sized(4, flushes.length));
          for (const { call, nth } of flushes.filter((_, i) => i % step === step - 1)) {
            fresh();
            const { exit, trace, errors } = await traced(workload, {
              files: spoilt,
              out: join(scratch, 'trace'),
              arguments: [
                '--seccomp-bpf',
                '-e',
                `trace=${call}`,
                '-e',
                `inject=${call}:error=EIO:when=${nth}`,
              ],
            });
            assert.match(trace, /INJECTED/);
            const started = existsSync(workload.answers) && readFileSync(workload.answers, 'utf8') !== '';
            if (started) {
              assert.equal(exit, diskFailed, `flush ${nth}: ${errors}`);
              const [, ...later] = trace.slice(trace.indexOf('INJECTED')).split('\n');
              assert.deepEqual(
                later.filter((line) => line.includes(`${call}(`)),
                [],
                `flush ${nth} was followed by others`,
              );
            } else assert.notEqual(exit, 0, `flush ${nth} at the start`); // Nothing is in the file yet.
            count(started ? 'failed at work' : 'failed at the start');
          }
          count.report('failed at work');
        },
        { inMemory: true },
      );
    },
  );

test(
  'ES16: a full disk under keys.db is answered storage-full, and keys are made again afterwards',
  { skip },
  () =>
    inScratch(
      async (scratch) => {
        const workload = {
          folder: join(scratch, 'data'),
          answers: join(scratch, 'answers'),
          part: 'a',
          size,
        };
        const spoilt = ['keys.db', 'keys.db-wal'];
        const all = await pointsOf(workload, spoilt, join(scratch, 'trace'));
        const writes = all.filter(({ call }) => call === 'pwrite64').length;
        for (const path of [workload.folder, workload.answers]) rmSync(path, { recursive: true });
        const { exit, trace, errors } = await traced(workload, {
          files: spoilt,
          out: join(scratch, 'trace'),
          arguments: [
            '--seccomp-bpf',
            '-e',
            'trace=pwrite64',
            '-e',
            `inject=pwrite64:error=ENOSPC:when=${writes >> 1}`,
          ],
        });
        assert.match(trace, /INJECTED/);
        assert.equal(exit, 0, errors);
        const answers = readFileSync(workload.answers, 'utf8');
        assert.match(answers, /^storage-full (ensure|a-open)/m);
        assert.doesNotMatch(answers, /^internal /m);
        assert.match(answers.slice(answers.indexOf('storage-full')), /^done (ensure|destroy) /m);
      },
      { inMemory: true },
    ),
);
