import type { ComponentChildren } from 'preact';
import { CommandMenu } from '../keyboard/command-menu.tsx';
import { KeysHelp } from '../keyboard/keys-help.tsx';
import { Ledger } from '../ledger/ledger.tsx';
import { Overview } from '../overview/overview.tsx';
import { ActDialog } from '../ui/act-dialog.tsx';
import { Loading } from '../ui/empty.tsx';
import { lazy } from '../ui/lazy.tsx';
import { Said } from '../ui/said.tsx';
import { Nav } from './nav.tsx';
import { route } from './routes.ts';
import { Screen } from './screen.tsx';
import { SignIn } from './sign-in.tsx';
import { entry } from './state.ts';

const Stream = lazy(async () => (await import('../stream/stream.tsx')).Stream);
const FindStream = lazy(async () => (await import('../stream/find-stream.tsx')).FindStream);
const Trace = lazy(async () => (await import('../trace/trace.tsx')).Trace);
const FindTrace = lazy(async () => (await import('../trace/find-trace.tsx')).FindTrace);
const Subscriptions = lazy(async () => (await import('../subscriptions/subscriptions.tsx')).Subscriptions);
const Rebuilds = lazy(async () => (await import('../rebuilds/rebuilds.tsx')).Rebuilds);
const DeadLetters = lazy(async () => (await import('../dead-letters/dead-letters.tsx')).DeadLetters);
const Services = lazy(async () => (await import('../services/services.tsx')).Services);
const Health = lazy(async () => (await import('../health/health.tsx')).Health);
const Backups = lazy(async () => (await import('../health/backups.tsx')).Backups);
const People = lazy(async () => (await import('../people/people.tsx')).People);
const Person = lazy(async () => (await import('../people/person.tsx')).Person);
const Audit = lazy(async () => (await import('../audit/audit.tsx')).Audit);

function CurrentScreen(): ComponentChildren {
  const { name, params } = route.value;
  const id = params['id'] ?? '';
  switch (name) {
    case 'overview':
      return <Overview />;
    case 'ledger':
      return <Ledger />;
    case 'streams':
      return <FindStream />;
    case 'stream':
      return <Stream key={id} id={id} />;
    case 'trace':
      return <FindTrace />;
    case 'traced':
      return <Trace key={id} id={id} />;
    case 'subscriptions':
      return <Subscriptions />;
    case 'rebuilds':
      return <Rebuilds />;
    case 'deadLetters':
      return <DeadLetters />;
    case 'services':
      return <Services />;
    case 'health':
      return <Health />;
    case 'backups':
      return <Backups />;
    case 'people':
      return <People />;
    case 'person':
      return <Person key={id} id={id} />;
    case 'audit':
      return <Audit />;
    case undefined:
      return (
        <Screen title="Nothing here">
          <p>
            The console has no such page. <a href="/console">Go to the overview.</a>
          </p>
        </Screen>
      );
  }
}

export function App() {
  if (entry.value === 'asking') return <Loading />;
  if (entry.value !== 'in') return <SignIn />;
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <Nav />
      <main id="main" tabIndex={-1}>
        <CurrentScreen />
      </main>
      <Said />
      <ActDialog />
      <CommandMenu />
      <KeysHelp />
    </>
  );
}

function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
