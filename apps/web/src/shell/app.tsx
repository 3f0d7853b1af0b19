import type { ComponentChildren } from 'preact';
import { t } from '../i18n/locale.ts';
import { opened } from '../keyboard/opened.ts';
import { KeyboardDialogs } from '../keyboard/dialogs.tsx';
import { Everyone, Home } from '../screens/home.tsx';
import { PostScreen } from '../screens/post-screen.tsx';
import { PeopleScreen, Profile } from '../screens/profile.tsx';
import { ConfirmDialog } from '../ui/confirm.tsx';
import { Icon } from '../ui/icon.tsx';
import { lazy } from '../ui/lazy.tsx';
import { ToastStrip } from '../ui/toast-strip.tsx';
import { Context } from './context.tsx';
import { usePlace } from './keep-place.ts';
import { Logo, Rail, TabBar } from './nav.tsx';
import { roomBeside } from './room-beside.ts';
import { route } from './routes.ts';
import { Safe } from './safe.tsx';
import { Strips } from './strips.tsx';

const Hashtag = lazy(async () => (await import('../screens/hashtag.tsx')).Hashtag);
const History = lazy(async () => (await import('../screens/history.tsx')).History);
const Compose = lazy(async () => (await import('../screens/compose.tsx')).Compose);
const Waiting = lazy(async () => (await import('../screens/waiting.tsx')).Waiting);
const Entrance = lazy(async () => (await import('../auth/entrance.tsx')).Entrance);
const Settings = lazy(async () => (await import('../settings/settings.tsx')).SettingsScreens);
const About = lazy(async () => (await import('../screens/about.tsx')).About);
const Rules = lazy(async () => (await import('../screens/about.tsx')).Rules);
const NotFound = lazy(async () => (await import('../screens/not-found.tsx')).NotFound);

function CurrentScreen(): ComponentChildren {
  const { name, params } = route.value;
  switch (name) {
    case 'home':
      return <Home />;
    case 'everyone':
      return <Everyone />;
    case 'post':
      return <PostScreen key={params['id']} id={params['id'] ?? ''} />;
    case 'history':
      return <History id={params['id'] ?? ''} />;
    case 'profile':
      return <Profile key={params['handle']} handle={params['handle'] ?? ''} />;
    case 'followers':
    case 'following':
      return <PeopleScreen handle={params['handle'] ?? ''} which={name} />;
    case 'hashtag':
      return <Hashtag key={params['tag']} tag={params['tag'] ?? ''} />;
    case 'compose':
      return <Compose />;
    case 'outbox':
      return <Waiting />;
    case 'join':
    case 'login':
    case 'welcomeSports':
    case 'welcomePeople':
      return <Entrance which={name} />;
    case 'about':
      return <About />;
    case 'rules':
      return <Rules />;
    case undefined:
      return <NotFound />;
    default:
      return <Settings which={name} />;
  }
}

export function App() {
  usePlace();
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        {t('skip')}
      </a>
      <header class="top">
        <Logo />
        <button
          type="button"
          class="btn g icon"
          aria-label={t('command.title')}
          onClick={() => void (opened.value = 'menu')}
        >
          <Icon name="search" />
        </button>
      </header>
      <Rail />
      <main id="main" tabIndex={-1}>
        <Strips />
        <Safe>
          <CurrentScreen />
        </Safe>
      </main>
      {roomBeside.value && (
        <aside aria-label={t('context.label')}>
          <Context />
        </aside>
      )}
      <TabBar />
      <ToastStrip />
      <ConfirmDialog />
      <KeyboardDialogs />
    </>
  );
}

function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
