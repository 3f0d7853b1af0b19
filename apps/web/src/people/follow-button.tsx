import { useEffect } from 'preact/hooks';
import { member } from '../api/session.ts';
import { follow, unfollow } from '../deeds/wishes.ts';
import { t } from '../i18n/locale.ts';
import { go } from '../router/router.ts';
import { readRelation, relationTo } from '../store/people.ts';

interface Props {
  readonly person: { readonly id: string; readonly name: string };
  readonly small?: boolean;
}

/** Follow, requested or following: one button, three situations. */
export function FollowButton({ person: { id, name }, small = false }: Props) {
  const me = member.value;
  const relation = relationTo(id).value;
  useEffect(() => {
    if (me && me.id !== id && !relationTo(id).value) readRelation(id).catch(() => {});
  }, [id, me?.id]);
  if (me?.id === id) return null;
  const size = small ? ' sm' : '';
  if (relation?.blocking) return null;
  if (relation?.following || relation?.requested) {
    const text = relation.following ? t('follow.following') : t('follow.requested');
    return (
      <button
        type="button"
        class={`btn${size}`}
        aria-pressed="true"
        aria-label={`${text}: ${name}`}
        onClick={() => unfollow(id, name)}
      >
        {text}
      </button>
    );
  }
  return (
    <button
      type="button"
      class={`btn p${size}`}
      aria-pressed="false"
      // Not before it is known: a button must not change its meaning under the finger.
      disabled={me !== null && !relation}
      aria-label={`${t('follow')} ${name}`}
      onClick={() => (me ? follow(id) : go(`/join?to=${encodeURIComponent(location.pathname)}`))}
    >
      {relation?.followedBy ? t('follow.back') : t('follow')}
    </button>
  );
}
