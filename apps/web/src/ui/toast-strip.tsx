import { t } from '../i18n/locale.ts';
import { Icon } from './icon.tsx';
import { dismiss, toasts } from './toast.ts';

/** What was just done, and for ten seconds the way back. */
export function ToastStrip() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, text, undo, bad }) => (
        <div class={bad ? 'toast bad' : 'toast'} key={id}>
          <span>{text}</span>
          {undo && (
            <button
              type="button"
              class="btn sm"
              onClick={() => {
                dismiss(id);
                undo();
              }}
            >
              {t('undo')}
            </button>
          )}
          <button type="button" class="btn sm g icon" aria-label={t('dismiss')} onClick={() => dismiss(id)}>
            <Icon name="cross" />
          </button>
        </div>
      ))}
    </div>
  );
}
