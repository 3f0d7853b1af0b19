import { useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { Refused } from '../api/failure.ts';
import { paths } from '../api/paths.ts';
import { member } from '../api/session.ts';
import { t } from '../i18n/locale.ts';
import { goBack } from '../router/router.ts';
import { Screen } from '../shell/screen.tsx';
import { faultText } from '../ui/fault-text.ts';
import { Field } from '../ui/field.tsx';
import { say } from '../ui/toast.ts';

export function Password() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [fault, setFault] = useState<unknown>(undefined);
  const weak = fault instanceof Refused && fault.code === 'password-too-weak';
  const submit = (event: Event): void => {
    event.preventDefault();
    setFault(undefined);
    call('PUT', paths.password, { body: { current, new: next } }).then(() => {
      say(t('said.passwordChanged'));
      goBack();
    }, setFault);
  };
  return (
    <Screen title={t('settings.password')} back>
      <form class="card form" onSubmit={submit}>
        <input
          class="vh"
          type="text"
          autoComplete="username"
          value={member.value?.handle}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <Field
          label={t('password.current')}
          type="password"
          autoComplete="current-password"
          required
          value={current}
          fault={fault !== undefined && !weak ? faultText(fault) : undefined}
          onInput={(event) => setCurrent(event.currentTarget.value)}
        />
        <Field
          label={t('password.new')}
          type="password"
          autoComplete="new-password"
          required
          minLength={10}
          maxLength={200}
          value={next}
          hint={t('join.passwordHint')}
          fault={weak ? faultText(fault) : undefined}
          onInput={(event) => setNext(event.currentTarget.value)}
        />
        <p class="s muted">{t('password.effect')}</p>
        <button type="submit" class="btn p">
          {t('password.change')}
        </button>
      </form>
    </Screen>
  );
}
