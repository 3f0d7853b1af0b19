import type { Answer, httpConnection } from '../../bench/src/load/http-connection.ts';
import type { KindTallies } from './kind-tallies.ts';
import { requestText, type Wish } from './wish.ts';

export interface Lane {
  readonly url: URL;
  readonly key: string;
  next(): Wish;
  idempotencyKey(at: number): string;
  /** Nothing may be refused. */
  readonly isStrict: boolean;
  readonly untilMs: number;
  readonly tallies: KindTallies;
  readonly connect: typeof httpConnection;
}

/** One connection: a wish when the one before is answered, until the time is over or the server gone. */
export async function runLane(lane: Lane): Promise<void> {
  const { url, key, tallies } = lane;
  let lost: () => void = () => {};
  const connection = await lane.connect(url.hostname, Number(url.port), () => lost());
  const send = (text: string, keepBody: boolean): Promise<Answer | undefined> =>
    new Promise((resolve) => {
      lost = () => resolve(undefined);
      connection.send(text, resolve, keepBody);
    });
  try {
    for (let at = 0; performance.now() < lane.untilMs; at++) {
      const wish = lane.next();
      wish.begin?.();
      const sentAt = performance.now();
      const text = requestText(wish, url.host, key, lane.idempotencyKey(at));
      // Pages are read by the check; here they would only take time from what is measured.
      const answer = await send(text, wish.keepsBody ?? wish.method !== 'GET');
      if (!answer) return tallies.unanswered();
      const outcome = outcomeOf(answer.status, wish, lane.isStrict);
      // What should not be answered tells nothing: its claim stays open.
      if (outcome === 'unexpected')
        tallies.unexpected(`${wish.kind} ${answer.status} ${codeOf(answer.body)}`);
      else {
        tallies.note(wish.kind, performance.now() - sentAt, outcome);
        const wrong = wish.end?.(outcome === 'done' ? answer.body : undefined);
        if (wrong !== undefined) tallies.unexpected(wrong);
      }
    }
  } finally {
    connection.close();
  }
}

/** Of a problem; of a page, which is not kept, there is none. */
const codeOf = (body: string): string => /"code":"([^"]*)"/.exec(body)?.[1] ?? '';

const refusals: ReadonlySet<number> = new Set([404, 409, 422]);

function outcomeOf(status: number, wish: Wish, isStrict: boolean): 'done' | 'refused' | 'unexpected' {
  if (status < 300) return 'done';
  return !isStrict && wish.mayBeRefused && refusals.has(status) ? 'refused' : 'unexpected';
}
