import { render } from 'preact';
import { positions } from './api/call.ts';
import { keepPosition } from './api/kept-position.ts';
import { followOtherTabs, keepSessionFresh, member, readMe, whenForgotten } from './api/session.ts';
import { forgetDrafts, shareDrafts } from './compose/drafts.ts';
import { myOutbox, startOutbox } from './deeds/my-outbox.ts';
import { followChoice, preferredLocale, speak } from './i18n/locale.ts';
import { startKeyboard } from './keyboard/keyboard.ts';
import { startLive } from './live/live.ts';
import { hearOfScreen } from './live/wanted-topics.ts';
import { countRequests } from './people/follow-requests.ts';
import { startRouter } from './router/router.ts';
import { App } from './shell/app.tsx';
import { applySettings } from './shell/settings.ts';
import { startWorker } from './shell/updates.ts';
import { forgetPeople } from './store/people.ts';
import { forgetLists, forgetSavedPages } from './store/post-lists.ts';
import { forgetPosts } from './store/posts.ts';
import { forgetToasts } from './ui/toast.ts';
import { startTicking } from './ui/time-ago.tsx';
import './styles/layers.css';

const besideMs = 2_500;

applySettings();
startRouter();
startTicking();
startKeyboard();
keepSessionFresh();
keepPosition(positions.last);
followOtherTabs();
shareDrafts();
for (const forget of [forgetLists, forgetSavedPages, forgetPosts, forgetPeople, forgetToasts, myOutbox.letGo])
  whenForgotten(forget);
for (const forget of [forgetDrafts, myOutbox.clear]) whenForgotten(forget, { unsent: true });

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app to draw in.');
// A language that cannot be fetched now is no reason to show nothing.
await speak(preferredLocale()).catch(() => speak('en'));
render(<App />, root);
followChoice();
startOutbox();
hearOfScreen();
startLive();
// What one came for is read and drawn first.
setTimeout(() => {
  if (member.value) readMe().catch(() => {});
  countRequests();
}, besideMs);
startWorker().catch(() => {});
