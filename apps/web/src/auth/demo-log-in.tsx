import { useEffect, useState } from 'preact/hooks';
import { logIn } from '../api/session.ts';
import { t } from '../i18n/locale.ts';
import { go } from '../router/router.ts';
import { faultText } from '../ui/fault-text.ts';
import { say } from '../ui/toast.ts';

interface DemoAccount {
  readonly login: string;
  readonly password: string;
  readonly name: string;
}

/** What the operator says about this place; a server without a demo says nothing. */
async function readDemo(): Promise<DemoAccount | undefined> {
  const answer = await fetch('/config.json', { headers: { accept: 'application/json' } });
  if (!answer.ok || !answer.headers.get('content-type')?.includes('json')) return undefined;
  return ((await answer.json()) as { demo?: DemoAccount }).demo;
}

/** In a demo, one tap makes the visitor somebody. */
export function DemoLogIn() {
  const [demo, setDemo] = useState<DemoAccount | undefined>(undefined);
  useEffect(() => {
    readDemo().then(setDemo, () => {});
  }, []);
  if (!demo) return null;
  const enter = (): void => {
    logIn(demo.login, demo.password).then(
      () => go('/'),
      (error: unknown) => say(faultText(error), { bad: true }),
    );
  };
  return (
    <button type="button" class="btn" onClick={enter}>
      {t('demo.enter', { name: demo.name })}
    </button>
  );
}
