import { useState } from 'preact/hooks';
import type { Post } from '../api/shapes.ts';
import { Count, textMax } from '../compose/count.tsx';
import { draftOf, dropDraft, editOf, saveDraft } from '../compose/drafts.ts';
import { lengthOf } from '../compose/length.ts';
import { editPost } from '../deeds/change-post.ts';
import { t } from '../i18n/locale.ts';
import { discardEdit } from './unsaved-edit.tsx';

/** When the text that is shown was written. */
const writtenAt = ({ createdAt, editedAt }: Post): string => editedAt ?? createdAt;

/** A post's text, to be changed in its place. What is typed is kept at every keystroke. */
export function EditForm({ post, close }: { post: Post; close: () => void }) {
  const own = editOf(post.id);
  const [text, setText] = useState(draftOf(own).text || post.text);
  const [since] = useState(draftOf(own).since ?? writtenAt(post));
  const length = lengthOf(text);
  const fits = length > 0 && length <= textMax;
  const changed = text.trim() !== post.text;
  const type = (now: string): void => {
    setText(now);
    if (now === post.text) dropDraft(own);
    else saveDraft(own, { text: now, since });
  };
  const save = (event: Event): void => {
    event.preventDefault();
    if (!fits) return;
    // Until the server has it the draft stays: a page may be closed before.
    const saved = changed ? editPost(post, text.trim()) : Promise.resolve(true);
    void saved.then((done) => {
      if (done && draftOf(own).text === text) dropDraft(own);
    });
    close();
  };
  return (
    <form class="compose inline" onSubmit={save}>
      <textarea
        aria-label={t('post.editLabel')}
        dir="auto"
        rows={3}
        value={text}
        ref={(area) => void (area && document.activeElement?.closest('form') !== area.form && area.focus())}
        onInput={(event) => type(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.isComposing) close();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event);
        }}
      />
      {changed && since !== writtenAt(post) && (
        <p class="s" role="status">
          {t('post.changedSince')}
        </p>
      )}
      <div class="row">
        <Count length={length} />
        <span class="sp" />
        <button
          type="button"
          class="btn sm"
          onClick={() => {
            discardEdit(post.id);
            close();
          }}
        >
          {t(changed ? 'post.discard' : 'cancel')}
        </button>
        <button type="submit" class="btn sm p" disabled={!fits}>
          {t('save')}
        </button>
      </div>
    </form>
  );
}
