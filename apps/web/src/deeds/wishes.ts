import type { Method } from '../api/call.ts';
import { paths } from '../api/paths.ts';
import { member } from '../api/session.ts';
import type { Post } from '../api/shapes.ts';
import { t } from '../i18n/locale.ts';
import type { WishKind } from '../outbox/wish.ts';
import { go } from '../router/router.ts';
import { say } from '../ui/toast.ts';
import { myOutbox } from './my-outbox.ts';
import type { PublishBody } from './publish-deed.ts';
import { requestKey } from '../api/request-key.ts';

interface Asked {
  readonly kind: WishKind;
  readonly subject: string;
  readonly method: Method;
  readonly path: string;
  readonly body?: object;
}

/** Asks for something in the member's name; who is not logged in is asked to. `false` when it was not taken. */
async function wish(asked: Asked, key: string = requestKey()): Promise<boolean> {
  const person = member.value?.id;
  if (person === undefined) {
    go(`/login?to=${encodeURIComponent(location.pathname)}`);
    return false;
  }
  const taken = await myOutbox.wish({ ...asked, key, person, at: new Date().toISOString() });
  if (!taken) say(t('outbox.full'), { bad: true });
  return taken;
}

export function publish(body: PublishBody): Promise<boolean> {
  const key = requestKey();
  return wish({ kind: 'publish', subject: `local-${key}`, method: 'POST', path: paths.posts, body }, key);
}

export function toggleKudos({ id, viewer }: Post): void {
  void wish({ kind: 'kudos', subject: id, method: viewer.kudos ? 'DELETE' : 'PUT', path: paths.kudos(id) });
}

export function toggleRepost({ id, viewer }: Post): void {
  const method = viewer.reposted ? 'DELETE' : 'PUT';
  void wish({ kind: 'repost', subject: id, method, path: paths.repost(id) });
}

export function follow(person: string): void {
  void wish({ kind: 'follow', subject: person, method: 'PUT', path: paths.follow(person) });
}

export function unfollow(person: string, name: string): void {
  void wish({ kind: 'follow', subject: person, method: 'DELETE', path: paths.follow(person) });
  say(t('said.unfollowed', { name }), { undo: () => follow(person) });
}
