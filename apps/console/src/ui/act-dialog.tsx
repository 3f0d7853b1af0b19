import { signal } from '@preact/signals';
import { Dialog } from '@touchline/web/dialog';
import { useEffect, useState } from 'preact/hooks';

interface Question {
  readonly title: string;
  /** Exactly what will happen, and how much. */
  readonly tells: readonly string[];
  readonly yes: string;
  readonly danger?: boolean;
  /** Whether a reason must be given; it is kept with the act. */
  readonly reasonNeeded?: boolean;
  /** What cannot be taken back is typed first. */
  readonly typed?: string;
}

interface Agreed {
  readonly reason: string | undefined;
}

const asked = signal<(Question & { readonly answer: (agreed: Agreed | undefined) => void }) | undefined>(
  undefined,
);

/** Says what will happen and asks once. `undefined`: it was not wanted. */
export function agree(question: Question): Promise<Agreed | undefined> {
  return new Promise((resolve) => {
    asked.value?.answer(undefined);
    asked.value = { ...question, answer: resolve };
  });
}

/** Leaves the console with who is in it: another one is not asked what the one before began. */
function letGo(): void {
  asked.value?.answer(undefined);
  asked.value = undefined;
}

export function ActDialog() {
  useEffect(() => letGo, []);
  const question = asked.value;
  return question ? <Asking key={question.title} {...question} /> : null;
}

const reasonLeast = 3;

function Asking({ title, tells, yes, danger, reasonNeeded, typed, answer }: NonNullable<typeof asked.value>) {
  const [reason, setReason] = useState('');
  const close = (agreed: Agreed | undefined): void => {
    asked.value = undefined;
    answer(agreed);
  };
  const given = reason.trim();
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    if (!reasonNeeded || given.length >= reasonLeast) close({ reason: given === '' ? undefined : given });
  };
  return (
    <Dialog label={title} onClose={() => close(undefined)} wide>
      <form class="form" onSubmit={onSubmit}>
        <h2>{title}</h2>
        <ul class="tells">
          {tells.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
        <label class="field">
          <span>Why {!reasonNeeded && <span class="muted">(may be left empty)</span>}</span>
          <input
            value={reason}
            maxLength={500}
            required={reasonNeeded}
            minLength={reasonNeeded ? reasonLeast : undefined}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
          <span class="xs muted">Kept in the audit with your name, for as long as the log.</span>
        </label>
        {typed !== undefined && (
          <label class="field">
            <span>
              Type <code>{typed}</code>
            </span>
            <input class="mono" required autoComplete="off" pattern={typed} title={typed} />
          </label>
        )}
        <div class="row end">
          <button type="button" class="btn" onClick={() => close(undefined)}>
            Leave it
          </button>
          <button type="submit" class={danger ? 'btn danger' : 'btn p'}>
            {yes}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
