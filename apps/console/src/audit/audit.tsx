import { go, place } from '@touchline/web/router';
import { useState } from 'preact/hooks';
import { ask, pathOf } from '../api/ask.ts';
import type { Act, ListActs } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { streamHref } from '../shell/routes.ts';
import { Screen } from '../shell/screen.tsx';
import { Actor, nameOf } from '../ui/actor.tsx';
import { Ago } from '../ui/ago.tsx';
import { Empty, Loading } from '../ui/empty.tsx';
import { FaultNote, faultText } from '../ui/fault-note.tsx';
import { say } from '../ui/said.tsx';
import { Outcome } from './act-line.tsx';
import { actNames, actText } from './act-text.ts';
import { DoneTo } from './done-to.tsx';
import { askedOf, toldOf } from './told-of.ts';

const pageActs = 50;

/** What was read so far of the acts that an address names. */
interface Older {
  readonly of: string;
  readonly acts: readonly Act[];
  readonly next: string | undefined;
}

/** What operators did: who, what, to what, why, and how it ended. Each line is two events of the log. */
export function Audit() {
  const act = place.value.query.get('act') ?? '';
  const by = place.value.query.get('by') ?? '';
  const filter = { act: act || undefined, by: by || undefined, limit: pageActs };
  const { answer, fault, again } = useAsked<ListActs>(pathOf('operator/acts', filter), 5_000);
  const [older, setOlder] = useState<Older | undefined>(undefined);
  const of = place.value.query.toString();
  const newest = answer?.acts ?? [];
  // All that was read, also what new acts have pushed off the first page; anew where that has no end in common with it.
  const kept = older?.of === of && older.acts.some(({ id }) => newest.some((one) => one.id === id));
  const rest = kept ? older.acts.filter(({ id }) => newest.every((one) => one.id !== id)) : [];
  const acts = [...newest, ...rest];
  const next = kept ? older.next : answer?.next;
  const more = async (): Promise<void> => {
    try {
      const page = await ask<ListActs>('operator/acts', { query: { ...filter, after: next } });
      // Others may be looked at by now.
      if (place.value.query.toString() !== of) return;
      setOlder({ of, acts: [...acts, ...page.acts], next: page.next });
    } catch (error) {
      say(faultText(error), { bad: true });
    }
  };
  return (
    <Screen title="Audit">
      <div class="row wrap find">
        <label class="row s">
          <span class="muted">What</span>
          <select
            class="btn"
            value={act}
            onChange={({ currentTarget: { value } }) =>
              go(pathOf('/console/audit', { act: value }), { replace: true })
            }
          >
            <option value="">everything</option>
            {actNames.map((name) => (
              <option key={name} value={name}>
                {actText({ act: name })}
              </option>
            ))}
          </select>
        </label>
        {by !== '' && (
          <a class="chip ok" href="/console/audit">
            by {nameOf(by)}, show all
          </a>
        )}
      </div>
      {fault !== undefined && <FaultNote error={fault} retry={again} />}
      {!answer && fault === undefined && <Loading />}
      {answer && acts.length === 0 && (
        <div class="card">
          <Empty icon="scroll">
            {act + by === ''
              ? 'Nothing was done by operators yet. Pausing, rebuilding, retrying, backups, decisions about people and each look at personal fields are kept here.'
              : 'Nothing of this kind was done.'}
          </Empty>
        </div>
      )}
      {acts.length > 0 && (
        <div class="card flush">
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
                <th scope="col">Why</th>
                <th scope="col">End</th>
              </tr>
            </thead>
            <tbody>
              {acts.map((one) => (
                <Row key={one.id} act={one} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {next !== undefined && (
        <p class="more">
          <button type="button" class="btn" onClick={() => void more()}>
            Older acts
          </button>
        </p>
      )}
    </Screen>
  );
}

/** The rest of what was asked for, beside what it was done to. */
function Details({ act }: { act: Act }) {
  const asked = askedOf(act);
  return asked === '' ? null : <span class="xs muted block clip">{asked}</span>;
}

function Came({ act }: { act: Act }) {
  const told = toldOf(act);
  return told === '' ? null : <span class="xs muted block clip">{told}</span>;
}

const Row = ({ act }: { act: Act }) => (
  <tr>
    <td class="muted">
      <a href={streamHref(`act-${act.id}`)}>
        <Ago at={act.begunAt} />
      </a>
    </td>
    <td>
      <Actor id={act.by} />
    </td>
    <td>
      {actText(act)} <DoneTo on={act.on} />
      <Details act={act} />
    </td>
    <td>{act.reason ?? <span class="muted">–</span>}</td>
    <td>
      <Outcome act={act} />
      <Came act={act} />
    </td>
  </tr>
);
