import { ask } from '../api/ask.ts';
import { mayAct } from '../shell/state.ts';
import { agree } from '../ui/act-dialog.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { faultText } from '../ui/fault-note.tsx';
import { count } from '../ui/format.ts';
import { Progress } from '../ui/progress.tsx';
import { say } from '../ui/said.tsx';
import { toldHere } from './running.ts';
import type { NamedView } from './views-of.ts';

const steps = ['building', 'catching-up', 'verifying', 'live'] as const;

const stepTexts: Readonly<Record<string, string>> = {
  building: 'Folds the log from its beginning into rows of its own.',
  'catching-up': 'Takes what was written meanwhile.',
  verifying: 'Is compared with the live rows, a page at a time.',
  live: 'Readers have been switched over.',
};

export function UnderWay({ views, again }: { views: readonly NamedView[]; again: () => void }) {
  const running = views.filter(({ rebuild }) => rebuild !== undefined);
  return (
    <Card title="Under way">
      {running.length === 0 && (
        <Empty icon="check">No view is being rebuilt. Readers see the builds listed beside.</Empty>
      )}
      {running.map((view) => (
        <One key={view.target} view={view} again={again} />
      ))}
    </Card>
  );
}

/** Filled for the first time there is no build to stay on. */
const firstText = ({ standIn }: NamedView): string =>
  standIn
    ? `Is filled for the first time. Until then readers see the rows of version ${standIn.version}.`
    : 'Is filled for the first time. Until then readers are asked to come back.';

function One({ view, again }: { view: NamedView; again: () => void }) {
  const { rebuild, target } = view;
  if (!rebuild) return null;
  const at = steps.indexOf(rebuild.state as (typeof steps)[number]);
  const told = toldHere.value;
  const isFirst = view.builds.every(({ role }) => role !== 'live');
  const cancel = async (): Promise<void> => {
    const agreed = await agree({
      title: `Cancel the rebuild of ${target}`,
      tells: [
        `The rows of ${count(rebuild.done)} events that build ${rebuild.build} holds are dropped.`,
        'Readers stay on the live build and notice nothing.',
      ],
      yes: 'Cancel the rebuild',
      danger: true,
    });
    if (!agreed) return;
    try {
      await ask(`operator/views/${encodeURIComponent(target)}/cancel`, { body: agreed });
    } catch (error) {
      say(faultText(error), { bad: true });
    }
    again();
  };
  return (
    <div class="running">
      <h3>
        {target} <span class="muted">build {rebuild.build}</span>
        {told && told.of > 1 && told.target === target && (
          <span class="muted">
            {' '}
            · {told.number} of {told.of}
          </span>
        )}
      </h3>
      <ol class="steps">
        {steps.map((step, i) => (
          <li
            key={step}
            class={i < at ? 'past' : i === at ? 'now' : ''}
            aria-current={i === at ? 'step' : undefined}
          >
            {step}
          </li>
        ))}
      </ol>
      <Progress
        label={`Rebuild of ${target}`}
        done={rebuild.done}
        total={rebuild.total}
        rate={rebuild.rate}
        leftS={rebuild.leftS}
      />
      <p class="s muted">
        {isFirst
          ? firstText(view)
          : `${stepTexts[rebuild.state] ?? ''} Readers stay on the live build until it has caught up and was verified. Nothing is emitted.`}
      </p>
      {mayAct.value && !isFirst && (
        <button type="button" class="btn danger" onClick={() => void cancel()}>
          Cancel
        </button>
      )}
    </div>
  );
}
