import type { ReadStream } from '../api/shapes.ts';
import { placeOf } from '../ledger/event-rows.tsx';
import { ledgerHref } from '../shell/routes.ts';
import { Actor } from '../ui/actor.tsx';
import { Ago } from '../ui/ago.tsx';

interface Props {
  readonly steps: ReadStream['steps'];
  readonly version: number;
  readonly head: number;
  readonly onShow: (version: number) => void;
}

/** The events of a stream, the newest first; one is the version that is shown. */
export function VersionRows({ steps, version, head, onShow }: Props) {
  const rest = head - steps.length;
  return (
    <>
      <table class="events">
        <thead>
          <tr>
            <th scope="col" class="n">
              v
            </th>
            <th scope="col">Type</th>
            <th scope="col">When</th>
            <th scope="col" class="wide">
              Actor
            </th>
            <th scope="col" class="n wide">
              Position
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.toReversed().map(({ event }) => (
            <tr key={event.version} class={event.version === version ? 'selected' : ''}>
              <td class="n mono">{event.version}</td>
              <td class="mono">
                <button
                  type="button"
                  class="link"
                  aria-pressed={event.version === version}
                  onClick={() => onShow(event.version)}
                >
                  {event.type}
                </button>
              </td>
              <td class="muted">
                <Ago at={event.at} />
              </td>
              <td class="wide">
                <Actor id={event.actor} />
              </td>
              <td class="n mono wide">
                <a href={`/console/ledger?at=${placeOf(event)}`}>{placeOf(event)}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <p class="s muted more">
          {rest} older ones are in{' '}
          <a href={ledgerHref(`stream:${steps[0]?.event.stream ?? ''}`)}>the ledger</a>; the slider reaches
          them.
        </p>
      )}
    </>
  );
}
