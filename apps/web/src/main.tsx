import { render } from 'preact';
import { keepSessionFresh, member, readMe, whenForgotten } from './api/session.ts';
import { forgetDrafts } from './compose/drafts.ts';
import { myOutbox, startOutbox } from './deeds/my-outbox.ts';
import { preferredLocale, speak } from './i18n/locale.ts';
import { startRouter } from './router/router.ts';
import { App } from './shell/app.tsx';
import { applySettings } from './shell/settings.ts';
import { startWorker } from './shell/updates.ts';
import { forgetPeople } from './store/people.ts';
import { forgetLists } from './store/post-lists.ts';
import { forgetPosts } from './store/posts.ts';
import { startTicking } from './ui/time-ago.tsx';
import './styles/layers.css';

applySettings();
startRouter();
startTicking();
keepSessionFresh();
for (const forget of [forgetLists, forgetPosts, forgetPeople, forgetDrafts, myOutbox.clear])
  whenForgotten(forget);

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no #app to draw in.');
await speak(preferredLocale());
render(<App />, root);
startOutbox();
if (member.value) readMe().catch(() => {});
startWorker().catch(() => {});
