import { go, place } from '@touchline/web/router';
import { useEffect, useState } from 'preact/hooks';
import { ask, pathOf } from '../api/ask.ts';
import { useAsked } from '../api/use-asked.ts';
import { Screen } from '../shell/screen.tsx';
import { mayDecide } from '../shell/state.ts';
import { Ago } from '../ui/ago.tsx';
import { Empty, Loading } from '../ui/empty.tsx';
import { FaultNote, faultText } from '../ui/fault-note.tsx';
import { say } from '../ui/said.tsx';
import type { Account } from './account.ts';
import { AccountChips } from './account-chips.tsx';
import { OnlyAdministrators } from './only-administrators.tsx';

interface Page {
  readonly items: readonly Account[];
  readonly next?: string;
}

const groups = { all: 'newest', 'with-role': 'with a role', suspended: 'suspended' } as const;

/** Accounts: found by handle or name, or the newest, those with a role, those that are suspended. */
export const People = () => (
  <Screen title="Accounts">{mayDecide.value ? <Search /> : <OnlyAdministrators />}</Screen>
);

function Search() {
  const find = place.value.query.get('find') ?? '';
  const of = place.value.query.get('of') ?? 'all';
  const [text, setText] = useState(find);
  useEffect(() => setText(find), [find]);
  const query = { find, of: find === '' ? of : undefined, limit: 50 };
  const { answer, fault, again } = useAsked<Page>(pathOf('admin/accounts', query));
  const [older, setOlder] = useState<{ readonly of: Page; readonly page: Page } | undefined>(undefined);
  const more = older && older.of === answer ? older.page : undefined;
  const items = [...(answer?.items ?? []), ...(more?.items ?? [])];
  const next = more ? more.next : answer?.next;
  const goOn = async (): Promise<void> => {
    if (!answer) return;
    try {
      const page = await ask<Page>('admin/accounts', { query: { ...query, before: next } });
      setOlder({ of: answer, page: { ...page, items: [...(more?.items ?? []), ...page.items] } });
    } catch (error) {
      say(faultText(error), { bad: true });
    }
  };
  return (
    <>
      <form
        class="row wrap find"
        onSubmit={(event) => {
          event.preventDefault();
          go(pathOf('/console/people', { find: text.trim() }), { replace: true });
        }}
      >
        <input
          id="who"
          aria-label="Handle or name"
          class="grow"
          value={text}
          placeholder="Handle or name"
          autoComplete="off"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="btn p">
          Find
        </button>
        {Object.entries(groups).map(([group, name]) => (
          <a
            key={group}
            class="btn"
            aria-current={find === '' && of === group ? 'true' : undefined}
            href={pathOf('/console/people', { of: group === 'all' ? undefined : group })}
          >
            {name}
          </a>
        ))}
      </form>
      {fault !== undefined && <FaultNote error={fault} retry={again} />}
      {!answer && fault === undefined && <Loading />}
      {answer && (
        <div class="card flush">
          {items.length === 0 && (
            <Empty icon="users">
              {find !== ''
                ? `No handle or name has a word that begins with “${find}”.`
                : of === 'suspended'
                  ? 'No account is suspended.'
                  : 'Nobody here yet. The first one to sign up administers the place.'}
            </Empty>
          )}
          {items.length > 0 && <Table accounts={items} />}
        </div>
      )}
      {next !== undefined && (
        <p class="more">
          <button type="button" class="btn" onClick={() => void goOn()}>
            More accounts
          </button>
        </p>
      )}
    </>
  );
}

const Table = ({ accounts }: { accounts: readonly Account[] }) => (
  <table>
    <thead>
      <tr>
        <th scope="col">Handle</th>
        <th scope="col">Name</th>
        <th scope="col">Role</th>
        <th scope="col" class="wide">
          Joined
        </th>
      </tr>
    </thead>
    <tbody>
      {accounts.map((one) => (
        <tr key={one.id}>
          <td>
            <a href={`/console/people/${one.id}`}>@{one.handle}</a>
          </td>
          <td>{one.name}</td>
          <td>
            <span class="row wrap">
              <AccountChips account={one} />
            </span>
          </td>
          <td class="wide muted">
            <Ago at={one.registeredAt} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
);
