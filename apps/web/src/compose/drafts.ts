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

function stored(): Drafts {
  try {
    return JSON.parse(localStorage.getItem(name) ?? '{}') as Drafts;
  } catch {
    return {};
  }
}

export const drafts = signal<Drafts>(stored());

const slot = (replyTo: string | undefined): string => replyTo ?? 'new';

export const draftOf = (replyTo?: string): Draft => drafts.value[slot(replyTo)] ?? none;

/** Keeps what was typed, at every keystroke. The oldest goes when there are many. */
export function saveDraft(replyTo: string | undefined, draft: Draft): void {
  const { [slot(replyTo)]: _, ...others } = drafts.value;
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
