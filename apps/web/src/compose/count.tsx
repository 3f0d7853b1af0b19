import { count } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';

export const textMax = 2000;
const nearly = 100;

/** How much of the room is used; said aloud only when it gets narrow. */
export function Count({ length }: { length: number }) {
  const left = textMax - length;
  return (
    <span class={left < 0 ? 'xs num fault' : 'xs num muted'} aria-live={left <= nearly ? 'polite' : 'off'}>
      {left < 0 ? t('compose.over', { n: -left }) : `${count(length)} / ${count(textMax)}`}
    </span>
  );
}
