import { t } from '../i18n/locale.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { shortcuts } from './shortcuts.ts';

const shown = (key: string): string => key.replace('mod+', 'Ctrl ');

/** All keys, for `?`. */
export function Help({ close }: { close: () => void }) {
  return (
    <Dialog label={t('keys.title')} onClose={close} wide>
      <div class="row">
        <h2>{t('keys.title')}</h2>
        <span class="sp" />
        <button type="button" class="btn g icon" aria-label={t('dismiss')} onClick={close}>
          <Icon name="cross" />
        </button>
      </div>
      <dl class="keys">
        {shortcuts.map(({ keys, says }) => (
          <div key={keys}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{shown(key)}</kbd>
              ))}
            </dt>
            <dd>{t(says)}</dd>
          </div>
        ))}
      </dl>
      <p class="s muted">{t('keys.off')}</p>
    </Dialog>
  );
}
