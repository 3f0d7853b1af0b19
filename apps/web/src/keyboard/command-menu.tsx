import { useId, useState } from 'preact/hooks';
import { t } from '../i18n/locale.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Command, commandsFor } from './commands.ts';

/** Go anywhere and do anything by typing a few letters of it. */
export function CommandMenu({ close }: { close: () => void }) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const found = commandsFor(typed);
  const chosen = Math.min(at, found.length - 1);
  const run = (command: Command | undefined): void => {
    if (!command) return;
    close();
    command.act();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // The keys are those of the word that is being put together.
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((chosen + step + found.length) % found.length);
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(found[chosen]);
    }
  };
  return (
    <Dialog label={t('command.title')} onClose={close} wide>
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${chosen}` : undefined}
        aria-autocomplete="list"
        aria-label={t('command.title')}
        placeholder={t('command.placeholder')}
        autoComplete="off"
        value={typed}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div class="options" role="listbox" id={`${id}-list`} aria-label={t('command.title')}>
        {found.map((command, i) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are the input's, as a combobox has it
          <div
            key={command.text}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === chosen}
            onClick={() => run(command)}
          >
            <Icon name={command.icon} /> {command.text}
          </div>
        ))}
      </div>
      {found.length === 0 && <p class="s muted nothing">{t('command.nothing')}</p>}
    </Dialog>
  );
}
