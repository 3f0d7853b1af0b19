import type { ListActs, ReadViewStatus } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { ActLine } from '../audit/act-line.tsx';
import { Screen } from '../shell/screen.tsx';
import { Card } from '../ui/card.tsx';
import { Empty, Loading } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { EarlierBuilds } from './earlier-builds.tsx';
import { NewRebuild } from './new-rebuild.tsx';
import { UnderWay } from './under-way.tsx';
import { viewsOf } from './views-of.ts';

/** Views built anew beside the live ones: begun after a count, watched, cancelled, taken back. */
export function Rebuilds() {
  const { answer, fault, again } = useAsked<ReadViewStatus>('operator/views', 1_000);
  const { answer: acts } = useAsked<ListActs>('operator/acts?act=RebuildViews&limit=10', 3_000);
  const views = answer ? viewsOf(answer) : [];
  return (
    <Screen title="Rebuilds">
      {fault !== undefined && <FaultNote error={fault} retry={again} />}
      {!answer && fault === undefined && <Loading />}
      <div class="two">
        <div class="stack">
          <UnderWay views={views} again={again} />
          <NewRebuild views={views} />
        </div>
        <div class="stack">
          <EarlierBuilds views={views} again={again} />
          <Card title="Rebuilds so far">
            {acts && acts.acts.length === 0 && (
              <Empty icon="rebuild">No view has been rebuilt by anybody yet.</Empty>
            )}
            <ul class="acts">
              {acts?.acts.map((one) => (
                <ActLine key={one.id} act={one} />
              ))}
            </ul>
          </Card>
        </div>
      </div>
    </Screen>
  );
}
