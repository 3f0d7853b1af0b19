import { useState } from 'preact/hooks';
import { ask, pathOf } from '../api/ask.ts';
import type { GroupDeadLetters, ListDeadLetters } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { placeOf } from '../ledger/event-rows.tsx';
import { streamHref, traceHref } from '../shell/routes.ts';
import { mayAct, mayDecide } from '../shell/state.ts';
import { agree } from '../ui/act-dialog.tsx';
import { Ago } from '../ui/ago.tsx';
import { Card } from '../ui/card.tsx';
import { Loading } from '../ui/empty.tsx';
import { FaultNote, faultText } from '../ui/fault-note.tsx';
import { consumerName, count, errorText, many } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { holdsHidden, JsonView } from '../ui/json-view.tsx';
import { askToReveal, type Revealed } from '../ui/reveal.ts';
import { say } from '../ui/said.tsx';
import { useOnce } from '../ui/use-once.ts';

type Group = GroupDeadLetters['groups'][number];
type Letter = ListDeadLetters['events'][number];
interface Tried {
  readonly done: number;
  readonly left: number;
}

const shownMax = 100;
const lettersMax = 1_000;

/** The letters of one kind: each event, what went wrong, and what waits behind it. */
export function GroupDetail({ group, again }: { group: Group; again: () => void }) {
  const { service, consumer } = group;
  const [revealed, setRevealed] = useState<Revealed | undefined>(undefined);
  const shows = revealed && { reveal: true, reason: revealed.reason };
  const path = pathOf('operator/dead-letters', { service, consumer, limit: lettersMax, ...shows });
  const { answer, fault, again: lookAgain } = useAsked<ListDeadLetters>(path, revealed ? undefined : 4_000);
  const failed = (answer?.events ?? []).filter(
    ({ error, event }) => event.type === group.type && error.split('\n', 1)[0] === group.error,
  );
  const reload = (): void => {
    lookAgain();
    again();
  };
  const shown = failed.slice(0, shownMax);
  const isCut = failed.length > shownMax || answer?.events.length === lettersMax;
  const behind = (letter: Letter): number =>
    (answer?.events ?? []).filter(({ sequence, error }) => sequence === letter.sequence && error === '')
      .length;
  const reveal = async (): Promise<void> => {
    const agreed = await askToReveal(`dead letters of ${service}/${consumerName(consumer)}`);
    if (agreed) setRevealed(agreed);
  };
  const hidden = failed.some(({ event }) => holdsHidden(event.data));
  return (
    <Card
      title={errorText(group.error)}
      beside={
        hidden &&
        mayDecide.value && (
          <button type="button" class="btn" onClick={() => void reveal()}>
            <Icon name="eye" /> Show personal fields
          </button>
        )
      }
    >
      {fault !== undefined && <FaultNote error={fault} retry={lookAgain} />}
      {!answer && fault === undefined && <Loading />}
      <ul class="letters">
        {shown.map((letter) => (
          <LetterItem key={letter.id} letter={letter} behind={behind(letter)} again={reload} />
        ))}
      </ul>
      {isCut && shown.length < group.failed && (
        <p class="s muted more">
          {count(shown.length)} of {count(group.failed)} are shown.
        </p>
      )}
    </Card>
  );
}

function LetterItem({ letter, behind, again }: { letter: Letter; behind: number; again: () => void }) {
  const { id, event, error, attempts, since, sequence } = letter;
  const place = placeOf(event);
  const told = async (work: () => Promise<Tried | undefined>): Promise<void> => {
    try {
      const tried = await work();
      if (!tried) return;
      const { done, left } = tried;
      // Of a retry at least the event itself is told: this one was skipped, and nothing waited behind it.
      if (done + left === 0) say(`${event.type} was skipped.`);
      else if (left > 0) say(`${many(left, 'event')} failed again.`, { bad: true });
      else say(`${many(done, 'event')} went through.`);
    } catch (fault) {
      say(faultText(fault), { bad: true });
    }
    again();
  };
  const once = useOnce();
  const retry = (): Promise<void> =>
    once(() => told(async () => ask('operator/dead-letters/retry', { body: { id } })));
  const skip = async (): Promise<Tried | undefined> => {
    const { service, consumer } = letter;
    const which = { service, consumer, sequence, limit: lettersMax };
    // All of its sequence: those behind it may be beyond what is listed.
    const { events } = await ask<ListDeadLetters>('operator/dead-letters', { query: which });
    const waiting = events.filter((one) => one.id !== id).length;
    const agreed = await agree({
      title: `Skip ${event.type} at ${place}`,
      tells: [
        `${service}/${consumerName(consumer)} leaves this event out for good, until it is rebuilt.`,
        waiting > 0
          ? `${many(waiting, 'event')} behind it in ${sequence} are tried at once.`
          : 'Nothing waits behind it.',
        'The event stays in the log.',
      ],
      yes: 'Skip it',
      danger: true,
      reasonNeeded: true,
    });
    return agreed && ask<Tried>('operator/dead-letters/skip', { body: { id, reason: agreed.reason } });
  };
  return (
    <li>
      <div class="row wrap">
        <a class="mono" href={`/console/ledger?at=${place}`}>
          {place}
        </a>
        <a class="mono" href={streamHref(event.stream, event.version)}>
          {event.stream}
        </a>
        <span class="s muted">
          {many(attempts, 'attempt')}, <Ago at={since} />
          {behind > 0 && `, ${many(behind, 'event')} behind it`}
        </span>
        <span class="sp" />
        <a class="btn" href={traceHref(place)}>
          <Icon name="tree" /> Cause
        </a>
        {mayAct.value && (
          <>
            <button type="button" class="btn" onClick={() => void retry()}>
              Retry
            </button>
            <button type="button" class="btn danger" onClick={() => void once(() => told(skip))}>
              Skip …
            </button>
          </>
        )}
      </div>
      <div class="pair">
        <JsonView value={event.data} label={`Data of ${place}`} />
        <details open={error.split('\n').length < 4}>
          <summary class="s">What went wrong</summary>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- else nobody without a mouse could scroll it */}
          <pre class="json" tabIndex={0} role="region" aria-label={`Error of ${place}`}>
            {error}
          </pre>
        </details>
      </div>
    </li>
  );
}
