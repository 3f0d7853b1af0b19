import { useState } from 'preact/hooks';
import { ask } from '../api/ask.ts';
import type { Act, ListBackups, ProveBackup } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { Outcome } from '../audit/act-line.tsx';
import { toldOf } from '../audit/told-of.ts';
import { Screen } from '../shell/screen.tsx';
import { mayAct, overview } from '../shell/state.ts';
import { agree } from '../ui/act-dialog.tsx';
import { Ago } from '../ui/ago.tsx';
import { Card } from '../ui/card.tsx';
import { Empty, Loading } from '../ui/empty.tsx';
import { FaultNote, faultText } from '../ui/fault-note.tsx';
import { bytes, count } from '../ui/format.ts';
import { say } from '../ui/said.tsx';

/** Backups that were made, and those that a restore has proved: only these are worth something. */
export function Backups() {
  const { answer, fault, again } = useAsked<ListBackups>('operator/backups', 5_000);
  const lastProof = answer?.proved.find(({ end }) => end?.outcome === 'done');
  return (
    <Screen title="Backups">
      {fault !== undefined && <FaultNote error={fault} retry={again} />}
      {!answer && fault === undefined && <Loading />}
      {answer && (
        <>
          <div class={lastProof ? 'card line' : 'card line gold'}>
            {lastProof ? (
              <p>
                The last restore was proved <Ago at={lastProof.begunAt} />: <code>{lastProof.on}</code>.{' '}
                <span class="muted">{lastProof.end?.told}</span>
              </p>
            ) : (
              <p>
                No restore was ever proved. A backup that was never restored is a hope: make one, then prove
                it below. What other machines restored is not known here.
              </p>
            )}
          </div>
          <div class="two">
            <Card title="Made">
              {answer.made.length === 0 && (
                <Empty icon="box">No backup was made from here or the command line yet.</Empty>
              )}
              <List acts={answer.made} again={again} provable />
              {mayAct.value && <Make again={again} />}
            </Card>
            <Card title="Proved">
              {answer.proved.length === 0 && (
                <Empty icon="check">
                  Proving restores a backup beside the data, verifies every file and event, and removes the
                  copy again.
                </Empty>
              )}
              <List acts={answer.proved} again={again} />
            </Card>
          </div>
        </>
      )}
    </Screen>
  );
}

function List({
  acts,
  again,
  provable = false,
}: {
  acts: readonly Act[];
  again: () => void;
  provable?: boolean;
}) {
  return (
    <ul class="lines">
      {acts.map((act) => (
        <li key={act.id} class="row wrap">
          <span>
            <code>{act.on}</code>
            {act.end && <span class="xs muted block">{toldOf(act)}</span>}
          </span>
          <span class="sp" />
          <span class="xs muted">
            <Ago at={act.begunAt} />
          </span>
          <Outcome act={act} />
          {provable && mayAct.value && act.end?.outcome === 'done' && <Prove folder={act.on} again={again} />}
        </li>
      ))}
    </ul>
  );
}

function Prove({ folder, again }: { folder: string; again: () => void }) {
  const [busy, setBusy] = useState(false);
  const prove = async (): Promise<void> => {
    const agreed = await agree({
      title: 'Prove this backup',
      tells: [
        `${folder} is restored into a folder beside the data, which takes as much space again for a while.`,
        'Every file is compared, every event’s checksum computed. Then the copy is removed.',
      ],
      yes: 'Restore and verify',
    });
    if (!agreed) return;
    setBusy(true);
    try {
      const { events } = await ask<ProveBackup>('operator/backups/prove', { body: { folder, ...agreed } });
      say(`Proved: all ${count(events)} events came back whole.`);
    } catch (error) {
      say(faultText(error), { bad: true });
    }
    setBusy(false);
    again();
  };
  return (
    <button type="button" class="btn" disabled={busy} onClick={() => void prove()}>
      {busy ? 'Proving …' : 'Prove …'}
    </button>
  );
}

function Make({ again }: { again: () => void }) {
  const [folder, setFolder] = useState('');
  const [busy, setBusy] = useState(false);
  const make = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { log, disk } = overview.value ?? {};
    const agreed = await agree({
      title: 'Back up',
      tells: [
        `The log with its ${count(log?.events ?? 0)} events, the keys and the secrets are copied to ${folder} on the machine of the server.`,
        ...(disk
          ? [`The data folder takes ${bytes(disk.dataBytes)}; views are not copied, they are rebuilt.`]
          : []),
        'Everything goes on meanwhile. Keep the copy elsewhere, and as safe as the keys in it.',
      ],
      yes: 'Back up',
    });
    if (!agreed) return;
    setBusy(true);
    try {
      await ask('operator/backup', { body: { folder, ...agreed } });
      say(`Backed up to ${folder}.`);
      setFolder('');
    } catch (error) {
      say(faultText(error), { bad: true });
    }
    setBusy(false);
    again();
  };
  return (
    <form class="row wrap" onSubmit={(event) => void make(event)}>
      <input
        id="folder"
        aria-label="New folder on the machine of the server"
        class="mono grow"
        value={folder}
        required
        placeholder="/backups/touchline-2026-05-01"
        onInput={(event) => setFolder(event.currentTarget.value)}
      />
      <button type="submit" class="btn p" disabled={busy}>
        {busy ? 'Copying …' : 'Back up …'}
      </button>
    </form>
  );
}
