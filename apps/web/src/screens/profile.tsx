import { useEffect, useState } from 'preact/hooks';
import { pages } from '../api/paths.ts';
import { member } from '../api/session.ts';
import type { Person } from '../api/shapes.ts';
import { count, monthAndYear } from '../i18n/format.ts';
import { t } from '../i18n/locale.ts';
import { BlockedHere, useBlocked } from '../people/blocked-here.tsx';
import { FollowButton } from '../people/follow-button.tsx';
import { PeopleList } from '../people/people-list.tsx';
import { SportChips } from '../people/sport-chips.tsx';
import { PostList } from '../post/post-list.tsx';
import { Screen } from '../shell/screen.tsx';
import { personBy, readPerson, relationTo } from '../store/people.ts';
import { postLists } from '../store/post-lists.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Empty } from '../ui/empty.tsx';
import { FaultNote } from '../ui/fault-note.tsx';
import { Handle } from '../ui/handle.tsx';
import { Icon } from '../ui/icon.tsx';
import { Loading } from '../ui/loading.tsx';
import { ProfileMenu } from '../people/profile-menu.tsx';

function usePerson(handle: string): { person: Person | null | undefined; fault: unknown; read: () => void } {
  const [fault, setFault] = useState<unknown>(undefined);
  const read = (): void => {
    setFault(undefined);
    readPerson(handle).catch(setFault);
  };
  // Who logs in, or out, begins with nothing that was read for the one before.
  useEffect(read, [handle, member.value?.id]);
  return { person: personBy(handle).value, fault, read };
}

interface Sought {
  readonly handle: string;
  readonly gone: boolean;
  readonly fault: unknown;
  readonly read: () => void;
}

function Missing({ handle, gone, fault, read }: Sought) {
  const blocked = useBlocked(handle, gone && member.value !== null);
  return (
    <Screen title={`@${handle}`} back>
      {fault === undefined && !gone && <Loading />}
      {blocked && (
        <Empty icon="block">
          <BlockedHere id={blocked.id} read={read} />
        </Empty>
      )}
      {gone && !blocked && (
        <Empty icon="user">
          <p>{t('profile.gone', { handle })}</p>
          <a class="btn p" href="/">
            {t('goHome')}
          </a>
        </Empty>
      )}
      {fault !== undefined && !gone && <FaultNote error={fault} retry={read} />}
    </Screen>
  );
}

/** A person: who they are and what they posted. */
export function Profile({ handle }: { handle: string }) {
  const { person, fault, read } = usePerson(handle);
  if (!person) return <Missing handle={handle} gone={person === null} fault={fault} read={read} />;
  const own = member.value?.id === person.id;
  const relation = relationTo(person.id).value;
  const none = (
    <Empty icon="pen">
      <p>{own ? t('profile.noPostsOwn') : t('profile.noPosts', { name: person.name })}</p>
      {own && (
        <a class="btn p" href="/compose">
          {t('nav.newPost')}
        </a>
      )}
    </Empty>
  );
  return (
    <Screen title={person.name} back>
      <section class="card profile" aria-label={t('profile.about', { name: person.name })}>
        <div class="row">
          <Avatar id={person.id} name={person.name} size="l" />
          <span class="sp" />
          {own ? (
            <a class="btn" href="/settings/profile">
              {t('profile.edit')}
            </a>
          ) : (
            <>
              <FollowButton person={person} />
              {member.value && <ProfileMenu person={person} />}
            </>
          )}
        </div>
        <p class="names">
          <strong>
            <bdi>{person.name}</bdi>
          </strong>{' '}
          <span class="muted">
            <Handle handle={person.handle} />
          </span>{' '}
          {relation?.followedBy && <span class="chip">{t('profile.followsYou')}</span>}
        </p>
        {relation?.blocking && <p class="strip">{t('profile.blocked')}</p>}
        {person.bio !== '' && (
          <p class="text" dir="auto">
            {person.bio}
          </p>
        )}
        <SportChips sports={person.sports} />
        <ul class="facts s muted">
          {person.location !== '' && (
            <li>
              <Icon name="pin" /> <span dir="auto">{person.location}</span>
            </li>
          )}
          <li>
            <Icon name="calendar" /> {t('profile.joined', { month: monthAndYear(person.joinedAt) })}
          </li>
          {person.links.map((link) => (
            <ProfileLink key={link} link={link} />
          ))}
        </ul>
        <p class="counts">
          <a href={`/u/${person.handle}/following`}>
            <strong class="num">{count(person.following)}</strong> {t('profile.following')}
          </a>
          <a href={`/u/${person.handle}/followers`}>
            <strong class="num">{count(person.followers)}</strong>{' '}
            {t('profile.followers', { n: person.followers })}
          </a>
        </p>
      </section>
      <h2 class="between">{t('profile.posts')}</h2>
      <PostList
        list={postLists.by(person.id)}
        label={t('profile.postsOf', { name: person.name })}
        // Of somebody blocked nothing is read, and nothing said.
        empty={relation?.blocking ? null : none}
      />
    </Screen>
  );
}

/** Shows the host that it leads to, whatever the address looks like. */
function ProfileLink({ link }: { link: string }) {
  if (!URL.canParse(link)) return null;
  const { protocol, host, pathname } = new URL(link);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  return (
    <li>
      <Icon name="link" />{' '}
      <a href={link} dir="ltr" target="_blank" rel="ugc nofollow noopener me">
        {host}
        {pathname === '/' ? '' : pathname}
      </a>
    </li>
  );
}

/** Who follows a person, or whom they follow. */
export function PeopleScreen({ handle, which }: { handle: string; which: 'followers' | 'following' }) {
  const { person, fault, read } = usePerson(handle);
  if (!person) return <Missing handle={handle} gone={person === null} fault={fault} read={read} />;
  const { id, name } = person;
  const here = (one: typeof which) => (one === which ? 'page' : undefined);
  return (
    <Screen title={t(`profile.${which}Of`, { name })} heading={name} back>
      <nav class="feed-tabs" aria-label={t('profile.lists')}>
        <a href={`/u/${handle}/followers`} aria-current={here('followers')}>
          {t('profile.followersTab')}
        </a>
        <a href={`/u/${handle}/following`} aria-current={here('following')}>
          {t('profile.followingTab')}
        </a>
      </nav>
      <PeopleList
        name={`${which} ${id}`}
        path={which === 'followers' ? pages.followers(id) : pages.following(id)}
        empty={<Empty icon="users">{t(`profile.no.${which}`, { name })}</Empty>}
      />
    </Screen>
  );
}
