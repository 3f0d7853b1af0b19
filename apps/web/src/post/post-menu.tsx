import type { Post } from '../api/shapes.ts';
import { member } from '../api/session.ts';
import { removePost } from '../deeds/change-post.ts';
import { t } from '../i18n/locale.ts';
import { goBack, place } from '../router/router.ts';
import { confirm } from '../ui/confirm.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { say } from '../ui/toast.ts';

async function copyLink(id: string): Promise<void> {
  await navigator.clipboard.writeText(`${location.origin}/p/${id}`);
  say(t('said.copied'));
}

async function askToRemove(post: Post): Promise<void> {
  if (!(await confirm(t('post.deleteAsk'), t('post.delete')))) return;
  // Nobody stays on the page of what is not there any more.
  if (place.value.path === `/p/${post.id}`) goBack();
  if (await removePost(post)) say(t('said.deleted'));
}

/** What is rarer than kudos and replies. */
export function PostMenu({ post, edit }: { post: Post; edit: () => void }) {
  const copy: MenuItem = { icon: 'link', text: t('post.copyLink'), act: () => void copyLink(post.id) };
  const own: readonly MenuItem[] = [
    { icon: 'pen', text: t('post.edit'), act: edit },
    { icon: 'bin', text: t('post.delete'), act: () => void askToRemove(post), bad: true },
  ];
  const mine = member.value?.id === post.author.id;
  return <Menu label={t('post.more', { name: post.author.name })} items={mine ? [copy, ...own] : [copy]} />;
}
