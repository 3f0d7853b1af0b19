import { hash } from 'node:crypto';
import type { Clock } from '@touchline/kernel';
import { CliFault } from '../cli-fault.ts';
import type { Reach } from '../reach/reach.ts';
import type { EdgeList } from './edge-list.ts';
import { inParallel } from './in-parallel.ts';
import { patientAsk } from './patient-ask.ts';
import { viewsCaughtUp } from './views-caught-up.ts';

export interface ImportOptions {
  readonly reach: Reach;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly handlePrefix: string;
  readonly password: string | undefined;
  onProgress(step: 'people' | 'follows', done: number, total: number): void;
  /** Someone or something the system said no to. */
  onRefused(what: string): void;
}

export interface Imported {
  /** There now. */
  readonly people: number;
  /** Of them, made by this run. */
  readonly peopleNew: number;
  /** In place now, one per direction. */
  readonly follows: number;
  readonly refused: number;
}

const atOnce = 32;

/**
 * Makes the people of an edge list, then lets each pair follow each other. Every step may be repeated: people are
 * known by their handle and following twice is following once, so a stopped import goes on when it is run again.
 */
export async function importGraph(list: EdgeList, options: ImportOptions): Promise<Imported> {
  const { reach, clock, signal, onProgress, onRefused } = options;
  const ids: (string | undefined)[] = Array.from({ length: list.people.length });
  const totals = { people: 0, peopleNew: 0, follows: 0, refused: 0 };
  const refused = (what: string): void => {
    totals.refused++;
    onRefused(what);
  };

  let made = 0;
  await inParallel(list.people.length, atOnce, signal, async (i) => {
    const person = await personOf(options, list.people[i] as string, refused);
    ids[i] = person?.id;
    if (person) totals.people++;
    if (person?.isNew) totals.peopleNew++;
    onProgress('people', ++made, list.people.length);
  });
  if (signal.aborted) return totals;

  // Who is followed must be known to the service of follows first: it learns of new people from the log.
  await viewsCaughtUp(reach, clock, signal);
  let done = 0;
  await inParallel(list.edges, atOnce, signal, async (i) => {
    const [u, v] = list.edge(i);
    for (const [from, to] of [
      [u, v],
      [v, u],
    ] as const) {
      const [follower, followee] = [ids[from], ids[to]];
      // Both directions are one stream: one after the other, they do not get in each other's way.
      if (follower === undefined || followee === undefined) continue;
      const answered = await patientAsk(reach, clock, `/v1/people/${followee}/follow`, {
        method: 'PUT',
        as: follower,
      });
      if (answered.status < 300) totals.follows++;
      else refused(`${list.people[from]} could not follow ${list.people[to]}: ${answered.detail}`);
    }
    onProgress('follows', ++done, list.edges);
  });
  return totals;
}

async function personOf(
  { reach, clock, handlePrefix, password }: ImportOptions,
  name: string,
  refused: (what: string) => void,
): Promise<{ id: string; isNew: boolean } | undefined> {
  const handle = `${handlePrefix}${name}`;
  const body = { handle, name: `Person ${name}`, ...(password !== undefined && { password }) };
  // The same person gets the same key in every run, so a lost answer is given again instead of a second person.
  const idempotencyKey = `import-${hash('sha256', JSON.stringify(body), 'base64url').slice(0, 24)}`;
  const answered = await patientAsk(reach, clock, '/v1/admin/accounts', {
    method: 'POST',
    body,
    idempotencyKey,
  });
  if (answered.status < 300) return { id: idOf(answered.body), isNew: !answered.replayed };
  if (answered.code === 'handle-taken' || answered.code === 'idempotency-key-reused') {
    const isUnknownYet = ({ status }: { status: number }): boolean => status === 404;
    const found = await patientAsk(
      reach,
      clock,
      `/v1/people/${encodeURIComponent(handle)}`,
      {},
      isUnknownYet,
    );
    if (found.status < 300) return { id: idOf(found.body), isNew: false };
  }
  // What is wrong with the password is wrong for all.
  if (answered.code === 'password-too-weak') throw new CliFault(`--password: ${answered.detail}`);
  const ofPassword = answered.faults.find(({ path }) => path === 'password');
  if (ofPassword) throw new CliFault(`--password: ${ofPassword.what}`);
  const why = answered.faults.map(({ path, what }) => `${path}: ${what}`).join('; ') || answered.detail;
  refused(`${handle} could not be made: ${why}`);
  return undefined;
}

function idOf(body: unknown): string {
  const { id } = body as { id?: unknown };
  if (typeof id === 'string') return id;
  throw new CliFault('The answer names no id: this server and this command are not of the same version.');
}
