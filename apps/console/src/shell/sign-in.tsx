import { logIn, member } from '@touchline/web/session';
import { useState } from 'preact/hooks';
import { operatorKey } from '../api/ask.ts';
import { faultText } from '../ui/fault-note.tsx';
import { entry, goOut, lookAgain } from './state.ts';

/** The way in: an account that has a role here, or the key of the server. */
export function SignIn() {
  return (
    <main class="entrance">
      <h1 class="logo">Touchline console</h1>
      <Why />
      <LogInForm />
      <KeyForm />
      <p class="s">
        <a href="/">Back to Touchline</a>
      </p>
    </main>
  );
}

function Why() {
  if (entry.value === 'away')
    return (
      <div class="card line bad" role="alert">
        <p>The server does not answer. This page goes on trying.</p>
      </div>
    );
  if (entry.value !== 'not-allowed') return <p>For those who run this Touchline.</p>;
  return (
    <div class="card line bad" role="alert">
      <p>
        {member.value ? `@${member.value.handle} has` : 'This account has'} no role in the console. An
        administrator gives one under Accounts.
      </p>
    </div>
  );
}

function LogInForm() {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFault('');
    try {
      await logIn(login, password);
      await lookAgain();
    } catch (error) {
      setFault(faultText(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="card form" onSubmit={(event) => void onSubmit(event)}>
      <h2>With your account</h2>
      <label class="field">
        <span>Handle or e-mail address</span>
        <input
          value={login}
          autoComplete="username"
          autoCapitalize="none"
          required
          onInput={(event) => setLogin(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>Password</span>
        <input
          type="password"
          value={password}
          autoComplete="current-password"
          required
          onInput={(event) => setPassword(event.currentTarget.value)}
        />
      </label>
      {fault !== '' && (
        <p class="fault" role="alert">
          {fault}
        </p>
      )}
      <button type="submit" class="btn p" disabled={busy}>
        Log in
      </button>
    </form>
  );
}

function KeyForm() {
  const [key, setKey] = useState('');
  const [fault, setFault] = useState('');
  const onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault();
    operatorKey.value = key.trim();
    setKey('');
    setFault('');
    await lookAgain();
    // While the server is away nobody can tell.
    if (entry.value === 'out') setFault('The server does not know this key. It has a new one at each start.');
  };
  return (
    <details class="card">
      <summary>With the key of the server</summary>
      <form class="form" onSubmit={(event) => void onSubmit(event)}>
        <p class="s">
          <code>npx touchline operator-key</code> prints it on the machine of the server. It opens every door,
          so it stays in the memory of this page: a reload forgets it.
        </p>
        <label class="field">
          <span>Key</span>
          <input
            type="password"
            value={key}
            autoComplete="off"
            required
            pattern=" *operator\..+"
            title="begins with operator."
            onInput={(event) => setKey(event.currentTarget.value)}
          />
        </label>
        {fault !== '' && (
          <p class="fault" role="alert">
            {fault}
          </p>
        )}
        <button type="submit" class="btn">
          Go in
        </button>
      </form>
    </details>
  );
}

/** With the key it is forgotten; an account stays logged in where it came from. */
export function leave(): void {
  if (operatorKey.value === undefined) {
    location.assign('/');
    return;
  }
  goOut('out');
}
