import { signal } from '@preact/signals';
import type { Post } from '../api/shapes.ts';

export interface Draft {
  readonly text: string;
  readonly visibility?: Post['visibility'];
}

const name = 'touchline.drafts';
const draftsMax = 20;
const none: Draft = { text: '' };

type Drafts = Readonly<Record<string, Draft>>;

/** `undefined` where the browser keeps nothing. */
function stored(): Drafts | undefined {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '{}') as Drafts;
  } catch {
    return undefined;
  }
}

export const drafts = signal<Drafts>(stored() ?? {});

/** Takes over what is typed in other tabs. */
export function shareDrafts(): void {
  addEventListener('storage', ({ key }) => {
    if (key === name) drafts.value = stored() ?? {};
  });
}

const slot = (replyTo: string | undefined): string => replyTo ?? 'new';

export const draftOf = (replyTo?: string): Draft => drafts.value[slot(replyTo)] ?? none;

/** Keeps what was typed, at every keystroke. The oldest goes when there are many. */
export function saveDraft(replyTo: string | undefined, draft: Draft): void {
  // Another tab may have written meanwhile: nothing of it is overwritten.
  const { [slot(replyTo)]: _, ...others } = stored() ?? drafts.value;
  const all = draft.text === '' ? others : { ...others, [slot(replyTo)]: draft };
  keep(Object.fromEntries(Object.entries(all).slice(-draftsMax)));
}

export const dropDraft = (replyTo?: string): void => saveDraft(replyTo, none);

export const forgetDrafts = (): void => keep({});

function keep(all: Drafts): void {
  drafts.value = all;
  try {
    localStorage.setItem(name, JSON.stringify(all));
  } catch {
    // Without storage a draft lives as long as the page.
  }
}
