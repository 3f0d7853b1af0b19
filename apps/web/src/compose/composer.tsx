import { useEffect, useRef } from 'preact/hooks';
import { member } from '../api/session.ts';
import type { Post } from '../api/shapes.ts';
import { publish } from '../deeds/wishes.ts';
import { t } from '../i18n/locale.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Count, textMax } from './count.tsx';
import { draftOf, dropDraft, saveDraft, visibilities } from './drafts.ts';
import { lengthOf } from './length.ts';

interface Props {
  readonly replyTo?: Post;
  readonly autofocus?: boolean;
  readonly onSent?: () => void;
}

/** Where posts and replies are written. What is typed is kept at every keystroke. */
export function Composer({ replyTo, autofocus = false, onSent }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const me = member.value;
  const draft = draftOf(replyTo?.id);
  const length = lengthOf(draft.text);
  const fits = length > 0 && length <= textMax;
  useEffect(() => {
    if (autofocus) area.current?.focus();
  }, [autofocus]);
  if (!me) return null;

  const save = (change: Partial<typeof draft>): void => saveDraft(replyTo?.id, { ...draft, ...change });
  const send = (event: Event): void => {
    event.preventDefault();
    if (!fits) return area.current?.focus();
    const { text, visibility } = draft;
    const body = {
      text: text.trim(),
      ...(visibility && { visibility }),
      ...(replyTo && { replyTo: replyTo.id }),
    };
    dropDraft(replyTo?.id);
    void publish(body).then((taken) => {
      if (!taken) saveDraft(replyTo?.id, draft);
      else onSent?.();
    });
  };
  const label = replyTo ? t('compose.replyTo', { name: replyTo.author.name }) : t('compose.prompt');
  return (
    <form class="card compose" onSubmit={send}>
      <Avatar id={me.id} name={me.name} />
      <div class="grow">
        <textarea
          ref={area}
          id={replyTo ? 'reply' : 'compose'}
          aria-label={label}
          placeholder={label}
          dir="auto"
          rows={draft.text === '' && !autofocus ? 1 : 3}
          value={draft.text}
          onInput={(event) => save({ text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event);
            if (event.key === 'Escape') area.current?.blur();
          }}
        />
        {(draft.text !== '' || autofocus) && (
          <div class="row">
            {!replyTo && (
              <select
                class="btn sm"
                aria-label={t('compose.visibility')}
                value={draft.visibility ?? 'public'}
                onChange={(event) => save({ visibility: event.currentTarget.value as Post['visibility'] })}
              >
                {visibilities.map((one) => (
                  <option key={one} value={one}>
                    {t(`visibility.${one}`)}
                  </option>
                ))}
              </select>
            )}
            <span class="sp" />
            <Count length={length} />
            <button type="submit" class="btn p" disabled={!fits}>
              {t(replyTo ? 'compose.reply' : 'compose.post')}
            </button>
          </div>
        )}
      </div>
    </form>
  );
}
