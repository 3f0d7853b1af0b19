import { leave } from '../api/session.ts';
import { drafts } from '../compose/drafts.ts';
import { myOutbox } from '../deeds/my-outbox.ts';
import { t } from '../i18n/locale.ts';
import { go } from '../router/router.ts';
import { confirm } from '../ui/confirm.tsx';
import { faultText } from '../ui/fault-text.ts';
import { say } from '../ui/toast.ts';

/** Logs out; asks first when something unsent would be lost. Nothing private stays in the browser. */
export async function leaveAsking(): Promise<void> {
  const unsent = Object.keys(drafts.value).length + myOutbox.wishes.value.length;
  if (unsent > 0 && !(await confirm(t('logout.ask', { n: unsent }), t('logout')))) return;
  try {
    await leave();
  } catch (error) {
    say(faultText(error), { bad: true });
    return;
  }
  go('/');
  say(t('said.loggedOut'));
}
