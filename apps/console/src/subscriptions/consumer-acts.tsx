import { ask } from '../api/ask.ts';
import { mayAct } from '../shell/state.ts';
import { agree } from '../ui/act-dialog.tsx';
import { faultText } from '../ui/fault-note.tsx';
import { Icon } from '../ui/icon.tsx';
import { say } from '../ui/said.tsx';
import { useOnce } from '../ui/use-once.ts';
import type { Subscription } from './lag-line.tsx';

/** Pausing asks, for readers are served from what stands still; going on does not. */
export function ConsumerActs({ one, again }: { one: Subscription; again: () => void }) {
  const once = useOnce();
  if (!mayAct.value) return null;
  const paused = one.state === 'paused';
  const act = async (): Promise<void> => {
    const agreed = paused
      ? { reason: undefined }
      : await agree({
          title: `Pause ${one.target}`,
          tells: [
            'It stops after the batch at hand.',
            ...(one.kind === 'policy'
              ? ['What it would do waits; nothing is lost.']
              : [
                  'People go on reading what it shows, which gets old.',
                  'Who writes anything meanwhile is not shown what is older than that: for two minutes after it, pages that need this tell them to try again. Writing itself goes on.',
                ]),
            'Events wait in the log. Resumed, it goes on where it stood.',
          ],
          yes: 'Pause it',
        });
    if (!agreed) return;
    try {
      const path = `operator/consumers/${encodeURIComponent(one.target)}/${paused ? 'resume' : 'pause'}`;
      await ask(path, { body: agreed });
      say(`${one.target} ${paused ? 'goes on' : 'stands still'}.`);
    } catch (error) {
      say(faultText(error), { bad: true });
    }
    again();
  };
  const label = `${paused ? 'Resume' : 'Pause'} ${one.target}`;
  return (
    <button type="button" class="btn icon" aria-label={label} title={label} onClick={() => void once(act)}>
      <Icon name={paused ? 'play' : 'pause'} />
    </button>
  );
}
