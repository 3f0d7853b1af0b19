import { Refused } from '../api/failure.ts';
import { t } from '../i18n/locale.ts';
import { faultText } from './fault-text.ts';

/** A failure with a way on. The request's id is for whoever runs the server. */
export function FaultNote({ error, retry }: { error: unknown; retry?: () => void }) {
  const requestId = error instanceof Refused ? error.problem.requestId : '';
  return (
    <div class="card line bad" role="alert">
      <p>{faultText(error)}</p>
      {requestId !== '' && (
        <details class="xs muted">
          <summary>{t('fault.details')}</summary>
          <p>
            {t('fault.requestId')} <code>{requestId}</code>
          </p>
        </details>
      )}
      {retry && (
        <p>
          <button type="button" class="btn sm" onClick={retry}>
            {t('retry')}
          </button>
        </p>
      )}
    </div>
  );
}
