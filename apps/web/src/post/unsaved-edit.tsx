import type { Post } from '../api/shapes.ts';
import { member } from '../api/session.ts';
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

/** Under a post that one began to change and did not save: perhaps before a reload, or in another tab. */
export function UnsavedEdit({ post, edit }: { post: Post; edit: () => void }) {
  const { text } = draftOf(editOf(post.id));
  if (text === '' || text.trim() === post.text || member.value?.id !== post.author.id) return null;
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
