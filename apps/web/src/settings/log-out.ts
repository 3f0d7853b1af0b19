import { Refused } from '../api/failure.ts';
import { endSession, forgetMember } from '../api/session.ts';
import { drafts } from '../compose/drafts.ts';
import { myOutbox } from '../deeds/my-outbox.ts';
import { t } from '../i18n/locale.ts';
import { go } from '../router/router.ts';
import { confirm } from '../ui/confirm.tsx';
import { faultText } from '../ui/fault-note.tsx';
import { say } from '../ui/toast.ts';

/** Logs out; asks first when something unsent would be lost. Nothing private stays in the browser. */
export async function leaveAsking(): Promise<void> {
  const unsent = Object.keys(drafts.value).length + myOutbox.wishes.value.length;
  if (unsent > 0 && !(await confirm(t('logout.ask', { n: unsent }), t('logout')))) return;
  try {
    await endSession();
  } catch (error) {
    // A session that is over anyway needs no ending; without an answer the log-out did not happen.
    if (!(error instanceof Refused) || error.problem.status !== 401) {
      say(faultText(error), { bad: true });
      return;
    }
  }
  await forgetMember();
  go('/');
  say(t('said.loggedOut'));
}
