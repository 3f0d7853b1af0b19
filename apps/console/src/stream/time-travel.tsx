import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { pathOf } from '../api/ask.ts';
import type { ReadStream } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { mayDecide } from '../shell/state.ts';
import { Ago } from '../ui/ago.tsx';
import { Card } from '../ui/card.tsx';
import { Empty, Loading } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { Icon } from '../ui/icon.tsx';
import { askToReveal, type Revealed } from '../ui/reveal.ts';
import { lineDiff, type DiffLine } from './line-diff.ts';
import { stateBefore } from './state-before.ts';

interface Props {
  readonly id: string;
  readonly version: number;
  readonly head: number;
  /** The version it is compared with; else the one before. */
  readonly against: number | undefined;
  readonly revealed: Revealed | undefined;
  /** Some of its events hold what is personal: folded from them without it, fields are empty. */
  readonly hides: boolean;
  readonly slider: RefObject<HTMLInputElement | null>;
  readonly onShow: (version: number) => void;
  readonly onCompare: (version: number | undefined) => void;
  readonly onReveal: (revealed: Revealed) => void;
}

/** The state of a stream as it was at a version, and what differs from another one. */
export function TimeTravel(props: Props) {
  const { id, version, head, against, revealed, hides, slider, onShow, onCompare, onReveal } = props;
  const other = against ?? Math.max(0, version - 1);
  const { answer, fault, again } = useAsked<ReadStream>(
    pathOf(`operator/streams/${encodeURIComponent(id)}`, {
      version,
      compare: other,
      limit: 1,
      ...(revealed && { reveal: true, reason: revealed.reason }),
    }),
  );
  // While the next version is fetched the last one stays, so that nothing jumps.
  const last = useRef<ReadStream | undefined>(undefined);
  last.current = answer ?? last.current;
  const seen = last.current;
  const reveal = async (): Promise<void> => {
    const agreed = await askToReveal(`the stream ${id}`);
    if (agreed) onReveal(agreed);
  };
  return (
    <Card
      title="Time travel"
      beside={
        <span class="chip num">
          v{version} of {head}
        </span>
      }
    >
      <input
        id="version"
        aria-label="Version"
        ref={slider}
        class="slider"
        type="range"
        min={0}
        max={head}
        value={version}
        onInput={(event) => onShow(Number(event.currentTarget.value))}
      />
      <div class="row wrap s">
        <span class="muted">
          {version === 0 ? 'before the first event' : <WhenOf seen={seen} version={version} />}
        </span>
        <span class="sp" />
        <span class="row">
          <button type="button" class="btn" disabled={version === 0} onClick={() => onShow(version - 1)}>
            <Icon name="left" /> Step
          </button>
          <button type="button" class="btn" disabled={version === head} onClick={() => onShow(version + 1)}>
            Step <Icon name="right" />
          </button>
        </span>
      </div>
      <label class="row s">
        <span class="muted">Compared with</span>
        <select
          class="btn"
          value={against === undefined ? '' : String(against)}
          onChange={({ currentTarget: { value } }) => onCompare(value === '' ? undefined : Number(value))}
        >
          <option value="">the version before</option>
          {versionsFor(head, against).map((one) => (
            <option key={one} value={String(one)}>
              version {one}
            </option>
          ))}
        </select>
      </label>
      {fault !== undefined && <FaultNote error={fault} retry={again} />}
      {seen ? <State seen={seen} /> : <Loading />}
      {hides && !revealed && (
        <p class="row s">
          <span class="muted">Hidden is what follows from personal fields.</span>
          {mayDecide.value && (
            <button type="button" class="btn" onClick={() => void reveal()}>
              <Icon name="eye" /> Show
            </button>
          )}
        </p>
      )}
    </Card>
  );
}

const offeredMax = 200;

/** The last versions, and the one that is chosen. */
function versionsFor(head: number, against: number | undefined): readonly number[] {
  const from = Math.max(0, head - offeredMax);
  const all = Array.from({ length: head - from + 1 }, (_, i) => head - i);
  return against !== undefined && against < from ? [...all, against] : all;
}

function WhenOf({ seen, version }: { seen: ReadStream | undefined; version: number }) {
  const event = seen?.steps.find((one) => one.event.version === version)?.event;
  return event ? (
    <>
      {event.type}, <Ago at={event.at} />
    </>
  ) : null;
}

const signs = { same: '  ', gone: '- ', new: '+ ' } as const;

function State({ seen }: { seen: ReadStream }) {
  if (seen.service === null)
    return (
      <Empty icon="stream">No service that runs here owns this stream, so there is no state to show.</Empty>
    );
  const now = text(seen.state);
  const lines: DiffLine[] = lineDiff(text(stateBefore(seen.state, seen.compared ?? [])), now);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- else nobody without a mouse could scroll it
    <pre class="json diff" tabIndex={0} role="region" aria-label={`State at version ${seen.version}`}>
      {lines.map(({ kind, text: line }, i) => {
        const whole = `${signs[kind]}${line}\n`;
        if (kind === 'same') return whole;
        return kind === 'gone' ? <del key={i}>{whole}</del> : <ins key={i}>{whole}</ins>;
      })}
    </pre>
  );
}

const text = (state: unknown): string =>
  JSON.stringify(state ?? null, null, 2).replaceAll(/\{\s*"masked": true\s*\}/g, 'hidden');
