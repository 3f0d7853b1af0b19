import { useState } from 'preact/hooks';
import type { Post } from '../api/shapes.ts';
import { Count, textMax } from '../compose/count.tsx';
import { lengthOf } from '../compose/length.ts';
import { editPost } from '../deeds/change-post.ts';
import { t } from '../i18n/locale.ts';

/** A post's text, to be changed in its place. */
export function EditForm({ post, close }: { post: Post; close: () => void }) {
  const [text, setText] = useState(post.text);
  const length = lengthOf(text);
  const fits = length > 0 && length <= textMax;
  const save = (event: Event): void => {
    event.preventDefault();
    if (!fits) return;
    if (text.trim() !== post.text) void editPost(post, text.trim());
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
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save(event);
        }}
      />
      <div class="row">
        <Count length={length} />
        <span class="sp" />
        <button type="button" class="btn sm" onClick={close}>
          {t('cancel')}
        </button>
        <button type="submit" class="btn sm p" disabled={!fits}>
          {t('save')}
        </button>
      </div>
    </form>
  );
}
