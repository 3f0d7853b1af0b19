import { member } from '../api/session.ts';
import { toggleKudos } from '../deeds/wishes.ts';
import type { Key } from '../i18n/catalogue.ts';
import { showFresh } from '../post/show-fresh.ts';
import { go, goBack } from '../router/router.ts';
import { route } from '../shell/routes.ts';
import { postLists, type PostList } from '../store/post-lists.ts';
import { isLocal, postOf } from '../store/posts.ts';
import { undoLast } from '../ui/toast.ts';
import { currentCard, moveCard } from './cards.ts';
import { opened } from './opened.ts';

export interface Shortcut {
  readonly keys: string;
  readonly says: Key;
  readonly act: () => void;
}

const idHere = (): string | undefined => currentCard()?.dataset['post'] ?? route.value.params['id'];

function openHere(): void {
  const id = currentCard()?.dataset['post'];
  if (id !== undefined && !isLocal(id)) go(`/p/${id}`);
}

function kudosHere(): void {
  const post = postOf(idHere() ?? '').value;
  if (post && post.author.id !== member.value?.id) toggleKudos(post);
}

function replyHere(): void {
  const id = idHere();
  if (id !== undefined && isLocal(id)) return;
  if (id !== undefined && route.value.params['id'] !== id) go(`/p/${id}#reply`);
  else document.getElementById('reply')?.focus();
}

function listHere(): PostList | undefined {
  const { name, params } = route.value;
  if (name === 'everyone' || (name === 'home' && !member.value)) return postLists.everyone();
  if (name === 'home') return postLists.home();
  return name === 'post' ? postLists.replies(params['id'] ?? '') : undefined;
}

function write(): void {
  const composer = document.getElementById('compose');
  if (composer) composer.focus();
  else go('/compose');
}

/** All keys there are, in the order in which the help shows them. */
export const shortcuts: readonly Shortcut[] = [
  { keys: 'j', says: 'keys.next', act: () => moveCard(1) },
  { keys: 'k', says: 'keys.previous', act: () => moveCard(-1) },
  { keys: 'o', says: 'keys.open', act: openHere },
  { keys: 'l', says: 'keys.kudos', act: kudosHere },
  { keys: 'c', says: 'keys.reply', act: replyHere },
  { keys: 'n', says: 'keys.write', act: write },
  {
    keys: '.',
    says: 'keys.fresh',
    act() {
      const list = listHere();
      if (list) void showFresh(list);
    },
  },
  { keys: 'u', says: 'keys.undo', act: () => void undoLast() },
  { keys: 'g h', says: 'keys.home', act: () => go('/') },
  { keys: 'g e', says: 'keys.everyone', act: () => go('/public') },
  { keys: 'g p', says: 'keys.profile', act: () => go(member.value ? `/u/${member.value.handle}` : '/login') },
  { keys: 'g s', says: 'keys.settings', act: () => go('/settings') },
  { keys: 'g b', says: 'keys.back', act: goBack },
  { keys: '/', says: 'keys.menu', act: () => void (opened.value = 'menu') },
  { keys: 'mod+k', says: 'keys.menu', act: () => void (opened.value = 'menu') },
  { keys: '?', says: 'keys.help', act: () => void (opened.value = 'help') },
];
