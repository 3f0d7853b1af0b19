import { ask } from '../api/ask.ts';
import { mayAct } from '../shell/state.ts';
import { agree } from '../ui/act-dialog.tsx';
import { Card } from '../ui/card.tsx';
import { Empty } from '../ui/empty.tsx';
import { faultText } from '../ui/fault-note.tsx';
import { count } from '../ui/format.ts';
import { say } from '../ui/said.tsx';
import type { NamedView } from './views-of.ts';

/** Builds that are kept so that a rebuild can be taken back. */
export function EarlierBuilds({ views, again }: { views: readonly NamedView[]; again: () => void }) {
  const kept = views.flatMap((view) => {
    const [previous, live] = (['previous', 'live'] as const).map((role) =>
      view.builds.find((one) => one.role === role),
    );
    return previous && live ? [{ view, previous: previous.build, live: live.build }] : [];
  });
  const act = async (
    target: string,
    path: 'rollback' | 'retire',
    tells: readonly string[],
  ): Promise<void> => {
    const title = path === 'rollback' ? `Roll ${target} back` : `Drop the earlier build of ${target}`;
    const agreed = await agree({
      title,
      tells,
      yes: path === 'rollback' ? 'Roll back' : 'Drop it',
      danger: path === 'retire',
    });
    if (!agreed) return;
    try {
      const { live } = await ask<{ live: number }>(`operator/views/${encodeURIComponent(target)}/${path}`, {
        body: agreed,
      });
      say(`${target} is served by build ${live}.`);
    } catch (error) {
      say(faultText(error), { bad: true });
    }
    again();
  };
  return (
    <Card title="Builds kept to go back to">
      {kept.length === 0 && (
        <Empty icon="rebuild">
          None. After a rebuild the build before is kept here, up to date, until it is dropped.
        </Empty>
      )}
      <ul class="lines">
        {kept.map(({ view, previous, live }) => (
          <li key={view.target} class="row wrap">
            <span>
              {view.target}{' '}
              <span class="xs muted num">
                live {live}, kept {previous}, {count(view.rows)} rows
              </span>
            </span>
            <span class="sp" />
            {mayAct.value && (
              <>
                <button
                  type="button"
                  class="btn"
                  onClick={() =>
                    void act(view.target, 'rollback', [
                      `Readers of ${view.target} go from build ${live} to build ${previous} in one write.`,
                      'Both stay up to date, so this can be taken back, too.',
                    ])
                  }
                >
                  Roll back
                </button>
                <button
                  type="button"
                  class="btn danger"
                  onClick={() =>
                    void act(view.target, 'retire', [
                      `Build ${previous} of ${view.target} and its rows are dropped; readers stay on build ${live}.`,
                      'Afterwards the rebuild can no longer be rolled back.',
                    ])
                  }
                >
                  Drop
                </button>
              </>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
