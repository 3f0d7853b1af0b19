import { signal } from '@preact/signals';
import { member } from '../api/session.ts';
import type { Post } from '../api/shapes.ts';

export interface Draft {
  readonly text: string;
  readonly visibility?: Post['visibility'];
  /** Of an edit: when the post had been written that was begun with. */
  readonly since?: string;
}

/** What a draft is for: the id of the post it replies to, an edit, or without either a new post. */
export type DraftFor = string | undefined;

/** The draft for changing a post that is there. */
export const editOf = (post: string): DraftFor => `edit:${post}`;

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

/** Each their own: who finds the browser of somebody whose session was lost does not read what they had begun. */
const slot = (what: DraftFor): string => `${member.value?.id ?? ''} ${what ?? 'new'}`;

export const draftOf = (what?: DraftFor): Draft => drafts.value[slot(what)] ?? none;

/** Keeps what was typed, at every keystroke. The oldest goes when there are many. */
export function saveDraft(what: DraftFor, draft: Draft): void {
  // Another tab may have written meanwhile: nothing of it is overwritten.
  const { [slot(what)]: _, ...others } = stored() ?? drafts.value;
  const all = draft.text === '' ? others : { ...others, [slot(what)]: draft };
  keep(Object.fromEntries(Object.entries(all).slice(-draftsMax)));
}

export const dropDraft = (what?: DraftFor): void => saveDraft(what, none);

/** Who can see a post, from all to none. */
export const visibilities: readonly Post['visibility'][] = ['public', 'followers', 'only-me'];

const narrower = (a: Draft, b: Draft): Post['visibility'] | undefined =>
  visibilities.findLast((one) => one === a.visibility || one === b.visibility);

/** Gives a text back to where it was written, above what is being written there now. */
export function giveBack(what: DraftFor, draft: Draft): void {
  const there = draftOf(what);
  if (there.text === '') return saveDraft(what, draft);
  const visibility = narrower(draft, there);
  saveDraft(what, { text: `${draft.text}\n\n${there.text}`, ...(visibility && { visibility }) });
}

export const forgetDrafts = (): void => keep({});

function keep(all: Drafts): void {
  drafts.value = all;
  try {
    localStorage.setItem(name, JSON.stringify(all));
  } catch {
    // Without storage a draft lives as long as the page.
  }
}
