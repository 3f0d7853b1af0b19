import { useState } from 'preact/hooks';
import type { GroupDeadLetters, ListDeadLetters } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { Screen } from '../shell/screen.tsx';
import { Ago } from '../ui/ago.tsx';
import { Actor } from '../ui/actor.tsx';
import { Card } from '../ui/card.tsx';
import { Empty, Loading } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { consumerName, count, errorText, many } from '../ui/format.ts';
import { GroupDetail } from './group-detail.tsx';
import { Messages } from './messages.tsx';
import { RetryGroup } from './retry-group.tsx';

type Group = GroupDeadLetters['groups'][number];

const keyOf = ({ service, consumer, type, error }: Group): string =>
  [service, consumer, type, error].join('\n');

/** What was set aside because it failed: by what went wrong, so that one cause is mended once. */
export function DeadLetters() {
  const { answer, fault, again } = useAsked<GroupDeadLetters>('operator/dead-letters/groups', 3_000);
  const { answer: rest, again: lookAgain } = useAsked<ListDeadLetters>(
    'operator/dead-letters?limit=50',
    5_000,
  );
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const groups = answer?.groups ?? [];
  const group = groups.find((one) => keyOf(one) === chosen);
  return (
    <Screen title="Dead letters">
      {fault !== undefined && <FaultNote error={fault} retry={again} />}
      {!answer && fault === undefined && <Loading />}
      {answer && (
        <Card
          title={`Events · ${many(groups.length, 'kind')}`}
          beside={<span class="xs muted num">{many(answer.events, 'event')}</span>}
        >
          {groups.length === 0 && (
            <Empty icon="check">
              Nothing was set aside. An event that a view or policy cannot take after four attempts comes
              here, with those that wait behind it; everything else goes on.
            </Empty>
          )}
          {groups.length > 0 && (
            <table>
              <thead>
                <tr>
                  <th scope="col">Error</th>
                  <th scope="col">Event</th>
                  <th scope="col" class="wide">
                    Handler
                  </th>
                  <th scope="col" class="n">
                    Failed
                  </th>
                  <th scope="col" class="n wide">
                    Waiting
                  </th>
                  <th scope="col" class="wide">
                    First / last
                  </th>
                  <th scope="col">
                    <span class="vh">Acts</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {groups.map((one) => (
                  <tr key={keyOf(one)} class={one === group ? 'selected' : ''}>
                    <td>
                      <button
                        type="button"
                        class="link"
                        aria-pressed={one === group}
                        onClick={() => setChosen(one === group ? undefined : keyOf(one))}
                      >
                        {errorText(one.error)}
                      </button>
                    </td>
                    <td class="mono">{one.type}</td>
                    <td class="wide">
                      {one.service}/{consumerName(one.consumer)}
                    </td>
                    <td class="n">{count(one.failed)}</td>
                    <td class="n wide">{count(one.waiting)}</td>
                    <td class="wide s muted">
                      <Ago at={one.firstSince} /> / <Ago at={one.lastSince} />
                    </td>
                    <td class="n">
                      <RetryGroup group={one} again={again} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Card>
      )}
      {group && <GroupDetail key={keyOf(group)} group={group} again={again} />}
      <div class="two">
        <Messages messages={rest?.messages} again={lookAgain} />
        <Card title="Skipped before">
          {rest && rest.skipped.length === 0 && (
            <Empty icon="scroll">No event was let go. Each one that is stays here with the reason.</Empty>
          )}
          <ul class="lines">
            {rest?.skipped.map(({ id, type, reason, by, at }) => (
              <li key={`${id} ${at}`}>
                <span class="mono">{type}</span> “{reason}”
                <span class="xs muted block">
                  <span class="mono">{id}</span>, by <Actor id={by} />, <Ago at={at} />
                </span>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </Screen>
  );
}
