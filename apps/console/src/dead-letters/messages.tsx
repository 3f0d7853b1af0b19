import { ask } from '../api/ask.ts';
import type { ListDeadLetters } from '../api/shapes.ts';
import { mayAct } from '../shell/state.ts';
import { agree } from '../ui/act-dialog.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { faultText } from '../ui/fault-note.tsx';
import { many } from '../ui/format.ts';
import { say } from '../ui/said.tsx';
import { useOnce } from '../ui/use-once.ts';

type Message = ListDeadLetters['messages'][number];

interface Props {
  readonly messages: readonly Message[] | undefined;
  readonly again: () => void;
}

/** What policies had to tell the outside world and could not. */
export const Messages = ({ messages, again }: Props) => (
  <Card title="Messages given up">
    {messages?.length === 0 && <Empty icon="letter">No message to the outside world was given up.</Empty>}
    <ul class="lines">
      {messages?.map((one) => (
        <Item key={one.id} message={one} again={again} />
      ))}
    </ul>
  </Card>
);

function Item({ message: { id, kind, attempts, error }, again }: { message: Message; again: () => void }) {
  const once = useOnce();
  const act = async (path: 'retry' | 'skip', body: object, said: string): Promise<void> => {
    try {
      await ask(`operator/dead-letters/${path}`, { body: { id, ...body } });
      say(said);
    } catch (fault) {
      say(faultText(fault), { bad: true });
    }
    again();
  };
  const letGo = async (): Promise<void> => {
    const agreed = await agree({
      title: `Let the message ${kind} go`,
      tells: [
        'It is never told: whoever waits for it outside has to learn of it in another way.',
        'The event that led to it stays in the log.',
      ],
      yes: 'Let it go',
      danger: true,
      reasonNeeded: true,
    });
    if (agreed) await act('skip', agreed, `The message ${kind} was let go.`);
  };
  return (
    <li>
      <div class="row wrap">
        <span>
          <span class="mono">{kind}</span> after {many(attempts, 'attempt')}: {error}
        </span>
        <span class="sp" />
        {mayAct.value && (
          <>
            <button
              type="button"
              class="btn"
              onClick={() => void once(() => act('retry', {}, `The message ${kind} is back in line.`))}
            >
              Retry
            </button>
            <button type="button" class="btn danger" onClick={() => void letGo()}>
              Let go …
            </button>
          </>
        )}
      </div>
      <span class="xs muted block mono">{id}</span>
    </li>
  );
}
