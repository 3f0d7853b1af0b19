import assert from 'node:assert/strict';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fired } from '../run/fired.ts';
import { notShown } from '../run/not-shown.ts';
import { sized, seeded } from '../run/plan.ts';
import { inScratch } from '../run/scratch.ts';
import { answersIn, assertFolder } from './assert-folder.ts';
import { pointsOf, type Point } from './points.ts';
import { families, traced, withoutStrace } from './strace.ts';

const skip = notShown('spoilt system calls', withoutStrace());
const size = 30;
const atOnce = 2;

const kinds = { 'a kill': 'signal=KILL', EIO: 'error=EIO', ENOSPC: 'error=ENOSPC' } as const;
type Kind = keyof typeof kinds;
type Family = keyof typeof families;
type Place = Point & { readonly kind: Kind; readonly family: Family; readonly used: boolean };

/** A folder, either not there yet or used before, and the calls that the workload makes on it. */
async function placesIn(
  scratch: string,
  kindsWanted: readonly Kind[],
  familiesWanted: readonly Family[],
): Promise<Place[]> {
  const used = join(scratch, 'used');
  const places: Place[] = [];
  for (const isUsed of [false, true])
    for (const family of familiesWanted) {
      const folder = join(scratch, `count-${family}`);
      if (isUsed) cpSync(used, folder, { recursive: true });
      const workload = { folder, answers: join(scratch, 'counted'), part: isUsed ? 'b' : 'a', size };
      const points = await pointsOf(workload, families[family], join(scratch, 'trace'));
      places.push(
        ...points.flatMap((point) => kindsWanted.map((kind) => ({ ...point, kind, family, used: isUsed }))),
      );
      if (!existsSync(used)) cpSync(folder, used, { recursive: true });
      rmSync(folder, { recursive: true });
    }
  return places;
}

/** Spoils one call, then looks at what is left. Answers whether it was spoilt. */
async function spoil(scratch: string, name: string, place: Place, sabotage?: string): Promise<boolean> {
  const { call, nth, kind, family, used } = place;
  const folder = join(scratch, name);
  if (used) cpSync(join(scratch, 'used'), folder, { recursive: true });
  const workload = {
    folder,
    answers: `${folder}.answers`,
    part: used ? 'b' : 'a',
    size,
    ...(sabotage && { sabotage }),
  };
  const { exit, trace, errors } = await traced(workload, {
    files: families[family],
    out: `${folder}.trace`,
    // Strace is quicker with a filter in the kernel, but behind that it sends no signals.
    arguments: [
      ...(kind === 'a kill' ? [] : ['--seccomp-bpf']),
      '-e',
      `trace=${call}`,
      '-e',
      `inject=${call}:${kinds[kind]}:when=${nth}`,
    ],
  });
  const shown = `${kind} at ${call} ${nth} of ${family}, ${used ? 'used' : 'fresh'} folder, exit ${exit}: ${errors}`;
  const hit = kind === 'a kill' ? /killed by SIGKILL/.test(trace) : /INJECTED/.test(trace);
  if (kind !== 'a kill' && hit) assert.notEqual(exit, null, `the process crashed: ${shown}`);
  try {
    const { part, answers } = workload;
    await assertFolder({ folder, answers: answersIn(answers), part, size, again: true });
  } catch (error) {
    console.log(`✖ ${shown}`);
    throw error;
  }
  for (const end of ['', '.answers', '.trace']) rmSync(folder + end, { recursive: true, force: true });
  return hit;
}

test(
  'INV-01, INV-10: a kill, EIO or ENOSPC at any call that writes loses nothing that was answered',
  { skip },
  () =>
    inScratch(
      async (scratch) => {
        const count = fired('system calls');
        const random = seeded('system calls');
        const places = await placesIn(scratch, ['a kill', 'EIO', 'ENOSPC'], ['log', 'others']);
        count('places', places.length);
        const chosen = places.map((place) => ({ place, by: random.next() })).toSorted((a, b) => a.by - b.by);
        const left = chosen.slice(0, sized(40, places.length)).map(({ place }) => place);
        const next = async (): Promise<void> => {
          for (let place = left.pop(); place; place = left.pop())
            count((await spoil(scratch, `at-${left.length}`, place)) ? place.kind : 'not reached');
        };
        await Promise.all(Array.from({ length: atOnce }, next));
        count.report('a kill', 'EIO', 'ENOSPC');
      },
      { inMemory: true },
    ),
);
