import type { Answer } from './http-connection.ts';
import { histogram, type Histogram } from './histogram.ts';
import type { Requests } from './job.ts';
import type { Latencies, Phase, PhaseResult } from './open-job.ts';

/** A request on its way. */
export interface Underway {
  readonly requests: Requests;
  readonly dueAt: number;
  readonly sentAt: number;
}

/** What became of the requests of one phase. */
export interface PhaseCount {
  connected(): void;
  answered(underway: Underway, answer: Answer): void;
  became(underway: Pick<Underway, 'dueAt'>, what: string): void;
  result(loaderBusy: number): PhaseResult;
}

const idIn = /"id":"([^"]+)"/;
const retryAfter = /\r\nretry-after: *\d+\r\n/i;

export function phaseCount({ seconds, mix }: Phase, began: number): PhaseCount {
  const byName = new Map(mix.map(({ name }) => [name, histogram()]));
  const [all, fromDue, refusals] = [histogram(), histogram(), histogram()];
  const bySecond = Array.from({ length: Math.ceil(seconds) + 1 }, () => ({
    seen: histogram(),
    notAccepted: 0,
  }));
  const refused: Record<string, number> = {};
  const others: Record<string, number> = {};
  const ids: string[] = [];
  let [due, connected, withoutRetryAfter] = [0, 0, 0];
  const secondOf = (dueAt: number) => bySecond[Math.floor((dueAt - began) / 1000)];

  const notAccepted = (dueAt: number): void => {
    const second = secondOf(dueAt);
    if (second) second.notAccepted++;
  };
  const became: PhaseCount['became'] = ({ dueAt }, what) => {
    due++;
    others[what] = (others[what] ?? 0) + 1;
    notAccepted(dueAt);
  };

  return {
    connected: () => void connected++,
    became,
    answered(underway, { status, head, body }) {
      const { requests, dueAt, sentAt } = underway;
      const now = performance.now();
      if (status === requests.expectedStatus) {
        due++;
        const us = (now - sentAt) * 1000;
        for (const seen of [all, byName.get(requests.name), secondOf(dueAt)?.seen]) seen?.note(us);
        fromDue.note((now - dueAt) * 1000);
        const id = requests.keyed ? idIn.exec(body)?.[1] : undefined;
        if (id !== undefined) ids.push(id);
      } else if (status === 503 || status === 429) {
        due++;
        refusals.note((now - sentAt) * 1000);
        refused[status] = (refused[status] ?? 0) + 1;
        if (!retryAfter.test(head)) withoutRetryAfter++;
        notAccepted(dueAt);
      } else became(underway, `answered ${status}`);
    },
    result: (loaderBusy) => ({
      due,
      perSecond: all.count() / seconds,
      accepted: Object.fromEntries([...byName].map(([name, seen]) => [name, latenciesOf(seen)])),
      all: latenciesOf(all),
      fromDue: latenciesOf(fromDue),
      refusals: latenciesOf(refusals),
      bySecond: bySecond
        .slice(0, Math.ceil(seconds))
        .map(({ seen, notAccepted: missed }) => ({ p99Ms: seen.at(0.99) / 1000, notAccepted: missed })),
      refused,
      withoutRetryAfter,
      others,
      ids,
      connected,
      loaderBusy,
    }),
  };
}

const latenciesOf = (seen: Histogram): Latencies => ({
  count: seen.count(),
  p50Ms: seen.at(0.5) / 1000,
  p99Ms: seen.at(0.99) / 1000,
  maxMs: seen.at(1) / 1000,
});
