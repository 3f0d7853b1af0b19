import { useComputed } from '@preact/signals';
import type { Post } from '../api/shapes.ts';
import { draftOf, dropDraft, editOf, saveDraft } from '../compose/drafts.ts';
import { t } from '../i18n/locale.ts';
import { Icon } from '../ui/icon.tsx';
import { say } from '../ui/toast.ts';

/** Lets what was typed go; undo has it back. */
export function discardEdit(post: string): void {
  const draft = draftOf(editOf(post));
  if (draft.text === '') return;
  dropDraft(editOf(post));
  say(t('said.discarded'), { undo: () => saveDraft(editOf(post), draft) });
}

/** Under one's own post that one began to change and did not save: perhaps before a reload, or in another tab. */
export function UnsavedEdit({ post, edit }: { post: Post; edit: () => void }) {
  // Drafts change at every keystroke, whichever is typed: only this one's draws the card anew.
  const text = useComputed(() => draftOf(editOf(post.id)).text).value;
  if (text === '' || text.trim() === post.text) return null;
  return (
    <div class="row wrap s">
      <Icon name="pen" />
      <span>{t('post.unsaved')}</span>
      <span class="row sp">
        <span class="sp" />
        <button type="button" class="btn sm" onClick={() => discardEdit(post.id)}>
          {t('post.discard')}
        </button>
        <button type="button" class="btn sm" onClick={edit}>
          {t('post.editOn')}
        </button>
      </span>
    </div>
  );
}
