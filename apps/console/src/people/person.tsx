import { pathOf } from '../api/ask.ts';
import type { BrowseEvents, ListActs } from '../api/shapes.ts';
import { useAsked } from '../api/use-asked.ts';
import { ActLine } from '../audit/act-line.tsx';
import { EventRows } from '../ledger/event-rows.tsx';
import { ledgerHref, streamHref } from '../shell/routes.ts';
import { Screen } from '../shell/screen.tsx';
import { mayDecide, overview } from '../shell/state.ts';
import { Ago } from '../ui/ago.tsx';
import { Card } from '../ui/card.tsx';
import { Copy } from '../ui/copy.tsx';
import { Empty, Loading } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import type { Account } from './account.ts';
import { AccountChips } from './account-chips.tsx';
import { Decisions } from './decisions.tsx';
import { OnlyAdministrators } from './only-administrators.tsx';

interface Read {
  readonly account: Account;
  readonly sessions: readonly {
    readonly id: string;
    readonly openedAt: string;
    readonly lastUsedAt: string;
  }[];
}

/** One account: who it is, where it is logged in, what it did, and what was decided about it. */
export const Person = ({ id }: { id: string }) =>
  mayDecide.value ? (
    <OnePerson id={id} />
  ) : (
    <Screen title="Account">
      <OnlyAdministrators />
    </Screen>
  );

function OnePerson({ id }: { id: string }) {
  const { answer, fault, again } = useAsked<Read>(`admin/accounts/${encodeURIComponent(id)}`, 5_000);
  const { answer: events } = useAsked<BrowseEvents>(
    pathOf('operator/events', { q: `actor:${id}`, limit: 12 }),
  );
  const { answer: acts } = useAsked<ListActs>(pathOf('operator/acts', { by: id, limit: 6 }));
  const account = answer?.account;
  return (
    <Screen
      title={account ? `@${account.handle}` : 'Account'}
      beside={account && <AccountChips account={account} />}
    >
      {fault !== undefined && <FaultNote error={fault} retry={again} />}
      {!answer && fault === undefined && <Loading />}
      {answer && account && (
        <div class="two">
          <Card title={account.name || 'Erased'}>
            <dl class="facts">
              <div>
                <dt>Id</dt>
                <dd class="mono row">
                  {account.id} <Copy text={account.id} what="the id" />
                </dd>
              </div>
              <div>
                <dt>Joined</dt>
                <dd>
                  <Ago at={account.registeredAt} />
                </dd>
              </div>
              <div>
                <dt>Account</dt>
                <dd>
                  <a href={streamHref(`account-${account.id}`)}>its stream</a>,{' '}
                  <a href={`/u/${account.handle}`}>its page</a>
                </dd>
              </div>
            </dl>
            <Decisions account={account} isOneself={overview.value?.caller.actor === id} again={again} />
          </Card>
          <Card title="Logged in">
            {answer.sessions.length === 0 && <Empty icon="users">Nowhere at the moment.</Empty>}
            <ul class="lines">
              {answer.sessions.map((one) => (
                <li key={one.id} class="row wrap">
                  <a class="mono" href={streamHref(`session-${one.id}`)}>
                    …{one.id.slice(-8)}
                  </a>
                  <span class="sp" />
                  <span class="xs muted">
                    since <Ago at={one.openedAt} />, last used <Ago at={one.lastUsedAt} />
                  </span>
                </li>
              ))}
            </ul>
          </Card>
          <Card title="Did last" beside={<a href={ledgerHref(`actor:${id}`)}>Ledger</a>}>
            {events && events.events.length === 0 && (
              <Empty icon="ledger">Among the newest events there is none of this account.</Empty>
            )}
            {events && events.events.length > 0 && <EventRows events={events.events} />}
          </Card>
          {acts && acts.acts.length > 0 && (
            <Card title="Did as operator">
              <ul class="acts">
                {acts.acts.map((one) => (
                  <ActLine key={one.id} act={one} />
                ))}
              </ul>
            </Card>
          )}
        </div>
      )}
    </Screen>
  );
}
