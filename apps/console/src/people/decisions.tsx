import { ask } from '../api/ask.ts';
import { agree } from '../ui/act-dialog.tsx';
import { faultText } from '../ui/fault-note.tsx';
import { say } from '../ui/said.tsx';
import { roleTexts, type Account } from './account.ts';
import { ChooseRole } from './choose-role.tsx';

interface Decision {
  readonly title: string;
  readonly tells: readonly string[];
  readonly yes: string;
  readonly path: string;
  readonly body?: object;
  readonly said: string;
  readonly danger?: boolean;
  readonly typed?: string;
}

const roleTells: Readonly<Record<string, string>> = {
  administrator: 'An administrator may do everything here: see personal fields, suspend people, give roles.',
  'console-operator':
    'An operator may pause, rebuild, retry, back up; not see what is personal, nor decide about people.',
  'console-viewer': 'A viewer may look at everything but what is personal, and change nothing.',
  none: 'Without a role the console is closed to this account.',
};

/** What an administrator may decide about an account; each is asked once and needs a reason. */
export function Decisions({
  account,
  isOneself,
  again,
}: {
  account: Account;
  isOneself: boolean;
  again: () => void;
}) {
  if (isOneself)
    return <p class="s muted">This is you. Only another administrator can change your account here.</p>;
  const at = `@${account.handle}`;
  const role = account.roles[0] ?? 'none';
  const decide = async ({ path, body, said, ...question }: Decision): Promise<void> => {
    const agreed = await agree({ ...question, reasonNeeded: true });
    if (!agreed) return;
    try {
      await ask(`operator/accounts/${account.id}/${path}`, { body: { ...body, ...agreed } });
      say(said);
    } catch (error) {
      say(faultText(error), { bad: true });
    }
    again();
  };
  const give = (to: string): Promise<void> =>
    decide({
      title: to === 'none' ? `Take the role of ${at}` : `Make ${at} ${roleTexts[to] ?? to}`,
      tells: [
        roleTells[to] ?? '',
        `All sessions of ${at} end, so that nothing goes on with the role from before.`,
      ],
      yes: to === 'none' ? 'Take it' : 'Give the role',
      path: 'role',
      body: { role: to },
      said: to === 'none' ? `${at} has no role any more.` : `${at} is ${roleTexts[to] ?? to} now.`,
      danger: to === 'administrator',
    });
  return (
    <div class="row wrap">
      <ChooseRole role={role} onChosen={(to) => void give(to)} />
      <button
        type="button"
        class="btn"
        onClick={() =>
          void decide({
            title: `End all sessions of ${at}`,
            tells: [`${at} is logged out everywhere at once, and can log in again.`],
            yes: 'Log out everywhere',
            path: 'end-sessions',
            said: `${at} is logged out everywhere.`,
          })
        }
      >
        End sessions …
      </button>
      {account.suspended ? (
        <button
          type="button"
          class="btn"
          onClick={() =>
            void decide({
              title: `Restore ${at}`,
              tells: [`${at} can log in again.`],
              yes: 'Restore',
              path: 'restore',
              said: `${at} can log in again.`,
            })
          }
        >
          Restore …
        </button>
      ) : (
        <button
          type="button"
          class="btn danger"
          onClick={() =>
            void decide({
              title: `Suspend ${at}`,
              tells: [
                `All sessions of ${at} end at once, and nobody can log in to it until it is restored.`,
                'What was posted stays where it is.',
              ],
              yes: 'Suspend',
              path: 'suspend',
              said: `${at} is suspended.`,
              danger: true,
            })
          }
        >
          Suspend …
        </button>
      )}
      <button
        type="button"
        class="btn danger"
        onClick={() =>
          void decide({
            title: `Erase ${at} for good`,
            tells: [
              `The account ends, and the key of everything personal that ${at} ever gave or wrote is destroyed.`,
              'Posts, names and addresses cannot be read by anybody any more, in the log, in views and from now on in backups.',
              'There is no way back. To stop somebody for a while, suspend the account instead.',
            ],
            yes: 'Erase for good',
            path: 'erase',
            said: `${at} is erased.`,
            danger: true,
            typed: account.handle,
          })
        }
      >
        Erase …
      </button>
    </div>
  );
}
