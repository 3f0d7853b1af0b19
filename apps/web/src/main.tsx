import { render } from 'preact';
import { followOtherTabs, keepSessionFresh, member, readMe, whenForgotten } from './api/session.ts';
import { forgetDrafts, shareDrafts } from './compose/drafts.ts';
import { myOutbox, startOutbox } from './deeds/my-outbox.ts';
import { preferredLocale, speak } from './i18n/locale.ts';
import { startKeyboard } from './keyboard/keyboard.ts';
import { startLive } from './live/live.ts';
import { hearOfScreen } from './live/wanted-topics.ts';
import { startRouter } from './router/router.ts';
import { App } from './shell/app.tsx';
import { applySettings } from './shell/settings.ts';
import { startWorker } from './shell/updates.ts';
import { forgetPeople } from './store/people.ts';
import { forgetLists, forgetSavedPages } from './store/post-lists.ts';
import { forgetPosts } from './store/posts.ts';
import { startTicking } from './ui/time-ago.tsx';
import './styles/layers.css';

applySettings();
startRouter();
startTicking();
startKeyboard();
keepSessionFresh();
followOtherTabs();
shareDrafts();
for (const forget of [forgetLists, forgetSavedPages, forgetPosts, forgetPeople]) whenForgotten(forget);
for (const forget of [forgetDrafts, myOutbox.clear]) whenForgotten(forget, { unsent: true });

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app to draw in.');
// A language that cannot be fetched now is no reason to show nothing.
await speak(preferredLocale()).catch(() => speak('en'));
render(<App />, root);
startOutbox();
hearOfScreen();
startLive();
if (member.value) readMe().catch(() => {});
startWorker().catch(() => {});
