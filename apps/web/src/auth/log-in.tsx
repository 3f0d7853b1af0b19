import { useState } from 'preact/hooks';
import { logIn, sessionLost } from '../api/session.ts';
import { t } from '../i18n/locale.ts';
import { go, place } from '../router/router.ts';
import { Screen } from '../shell/screen.tsx';
import { faultText } from '../ui/fault-text.ts';
import { Field } from '../ui/field.tsx';
import { DemoLogIn } from './demo-log-in.tsx';
import { onward } from './onward.ts';
import { wantedPlace } from './wanted-place.ts';

export function LogIn() {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    setBusy(true);
    setFault(undefined);
    logIn(login.trim(), password)
      .then(() => go(wantedPlace(place.value.query.get('to'), location.origin), { replace: true }))
      .catch((error: unknown) => setFault(faultText(error)))
      .finally(() => setBusy(false));
  };
  return (
    <Screen title={t('login.title')}>
      <form class="card form" onSubmit={submit}>
        {sessionLost.value && <p class="strip">{t('login.lost')}</p>}
        <Field
          label={t('login.who')}
          autoComplete="username"
          autoCapitalize="none"
          required
          value={login}
          onInput={(event) => setLogin(event.currentTarget.value)}
        />
        <Field
          label={t('password')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
        {fault !== undefined && (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
        <div class="row wrap">
          <button type="submit" class="btn p" disabled={busy}>
            {t('login')}
          </button>
          <DemoLogIn />
        </div>
      </form>
      <p class="hint">
        {t('login.new')} <a href={onward('/join')}>{t('join')}</a>
      </p>
    </Screen>
  );
}
