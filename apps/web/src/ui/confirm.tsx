import { signal } from '@preact/signals';
import { t } from '../i18n/locale.ts';
import { Dialog } from './dialog.tsx';

interface Question {
  readonly text: string;
  readonly yes: string;
  readonly answer: (yes: boolean) => void;
}

const asked = signal<Question | undefined>(undefined);

/** Asks before what cannot be undone. */
export function confirm(text: string, yes: string): Promise<boolean> {
  return new Promise((resolve) => {
    asked.value?.answer(false);
    asked.value = { text, yes, answer: resolve };
  });
}

export function ConfirmDialog() {
  const question = asked.value;
  if (!question) return null;
  const close = (yes: boolean): void => {
    asked.value = undefined;
    question.answer(yes);
  };
  return (
    <Dialog label={question.text} onClose={() => close(false)}>
      <p class="ask">{question.text}</p>
      <div class="row end">
        <button type="button" class="btn" onClick={() => close(false)}>
          {t('cancel')}
        </button>
        <button type="button" class="btn danger" onClick={() => close(true)}>
          {question.yes}
        </button>
      </div>
    </Dialog>
  );
}
