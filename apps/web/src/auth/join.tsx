import { useEffect, useMemo, useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { Refused } from '../api/failure.ts';
import { paths } from '../api/paths.ts';
import { requestKey } from '../api/request-key.ts';
import { signUp } from '../api/session.ts';
import { t } from '../i18n/locale.ts';
import { fieldFaultText } from '../i18n/refusal-text.ts';
import { go } from '../router/router.ts';
import { Screen } from '../shell/screen.tsx';
import { faultText } from '../ui/fault-text.ts';
import { Field } from '../ui/field.tsx';
import { handleFrom } from './handle-from.ts';
import { onward } from './onward.ts';

const handlePattern = /^[a-z0-9_]{2,30}$/;
const stillMs = 400;

type Taken = 'taken' | 'unseen' | undefined;

/** Asks, once the typing rests, whether somebody goes by the handle. Who did earlier may keep it: that is told later. */
function useTaken(handle: string): Taken {
  const [taken, setTaken] = useState<Taken>(undefined);
  useEffect(() => {
    setTaken(undefined);
    if (!handlePattern.test(handle)) return;
    const stopped = new AbortController();
    const timer = setTimeout(() => {
      call('GET', paths.person(handle), { signal: stopped.signal }).then(
        () => setTaken('taken'),
        (error: unknown) => {
          if (error instanceof Refused && error.problem.status === 404) setTaken('unseen');
        },
      );
    }, stillMs);
    return () => {
      clearTimeout(timer);
      stopped.abort();
    };
  }, [handle]);
  return taken;
}

/** Which field a refusal is about. */
const fieldOf: Readonly<Record<string, 'handle' | 'email' | 'password'>> = {
  'handle-taken': 'handle',
  'handle-reserved': 'handle',
  'email-taken': 'email',
  'password-too-weak': 'password',
};

export function Join() {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<unknown>(undefined);
  const [busy, setBusy] = useState(false);
  const handle = chosen ?? handleFrom(name);
  const taken = useTaken(handle);
  // What is the same is the same wish, however often it is sent.
  const key = useMemo(requestKey, [handle, name, email, password]);

  const refused = error instanceof Refused ? error : undefined;
  const about = refused && fieldOf[refused.code];
  const faultOf = (field: 'handle' | 'email' | 'password' | 'name'): string | undefined =>
    about === field ? faultText(error) : fieldFaultText(refused?.faultOf(field));
  const elsewhere = error !== undefined && about === undefined && !refused?.problem.faults?.length;

  const submit = (event: Event): void => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    signUp({ handle, name: name.trim(), email: email.trim(), password }, key)
      .then(() => go(onward('/welcome/sports'), { replace: true }))
      .catch(setError)
      .finally(() => setBusy(false));
  };
  const hint = { taken: t('join.handleTaken'), unseen: t('join.handleUnseen') };
  return (
    <Screen title={t('join.title')}>
      <form class="card form" onSubmit={submit}>
        <p class="muted">{t('join.text')}</p>
        <Field
          label={t('name')}
          autoComplete="name"
          required
          maxLength={80}
          value={name}
          fault={faultOf('name')}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <Field
          label={t('handle')}
          autoComplete="username"
          autoCapitalize="none"
          spellcheck={false}
          required
          pattern="[a-z0-9_]{2,30}"
          title={t('join.handleHint')}
          value={handle}
          hint={taken ? hint[taken] : t('join.handleHint')}
          fault={faultOf('handle')}
          onInput={(event) => setChosen(event.currentTarget.value.toLowerCase())}
        />
        <Field
          label={t('email')}
          type="email"
          autoComplete="email"
          required
          maxLength={254}
          value={email}
          hint={t('join.emailHint')}
          fault={faultOf('email')}
          onInput={(event) => setEmail(event.currentTarget.value)}
        />
        <Field
          label={t('password')}
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          maxLength={200}
          value={password}
          hint={t('join.passwordHint')}
          fault={faultOf('password')}
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
        {elsewhere && (
          <p class="fault" role="alert">
            {faultText(error)}
          </p>
        )}
        <button type="submit" class="btn p" disabled={busy}>
          {t('join')}
        </button>
      </form>
      <p class="hint">
        {t('join.have')} <a href={onward('/login')}>{t('login')}</a>
      </p>
    </Screen>
  );
}
