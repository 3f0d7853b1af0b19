import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { paths } from '../api/paths.ts';
import { t } from '../i18n/locale.ts';
import { Screen } from '../shell/screen.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { Loading } from '../ui/loading.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';

interface Version {
  readonly text: string;
  readonly at: string;
}

/** What a post said before it was edited: edits are open to all who can read it. */
export function History({ id }: { id: string }) {
  const [versions, setVersions] = useState<readonly Version[] | undefined>(undefined);
  const [fault, setFault] = useState<unknown>(undefined);
  const read = (): void => {
    setFault(undefined);
    call<{ items: readonly Version[] }>('GET', paths.history(id)).then(
      ({ items }) => setVersions(items),
      setFault,
    );
  };
  useEffect(read, [id]);
  return (
    <Screen title={t('history.title')} back>
      {fault !== undefined && <FaultNote error={fault} retry={read} />}
      {!versions && fault === undefined && <Loading cards={2} />}
      <ol class="feed">
        {versions?.map(({ text, at }) => (
          <li class="card" key={at}>
            <p class="s muted">
              <TimeAgo at={at} />
            </p>
            <p class="text" dir="auto">
              {text}
            </p>
          </li>
        ))}
      </ol>
    </Screen>
  );
}
