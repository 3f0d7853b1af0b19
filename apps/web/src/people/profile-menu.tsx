import { call } from '../api/call.ts';
import { paths } from '../api/paths.ts';
import type { Person } from '../api/shapes.ts';
import { t } from '../i18n/locale.ts';
import { meetNoMore, readListsAgain } from '../store/post-lists.ts';
import { postsOf } from '../store/posts.ts';
import { takeAway } from '../store/take-away.ts';
import { changeRelation, readRelation, relationTo } from '../store/people.ts';
import { confirm } from '../ui/confirm.tsx';
import { faultText } from '../ui/fault-text.ts';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { say } from '../ui/toast.ts';

type What = 'blocking' | 'muting';

async function set(person: Person, what: What, on: boolean): Promise<void> {
  const path = what === 'blocking' ? paths.block(person.id) : paths.mute(person.id);
  changeRelation(person.id, { [what]: on });
  try {
    await call(on ? 'PUT' : 'DELETE', path);
    if (on && what === 'blocking') takeAway(postsOf(person.id));
    if (on && what === 'muting') meetNoMore(postsOf(person.id));
    if (!on) readListsAgain();
    // A block ends follows both ways: the server knows best how the two stand now.
    await readRelation(person.id);
    say(t(`said.${what}.${on ? 'on' : 'off'}`, { name: person.name }), {
      undo: () => void set(person, what, !on),
    });
  } catch (error) {
    changeRelation(person.id, { [what]: !on });
    say(faultText(error), { bad: true });
  }
}

/** Mute and block: rarely wanted, quickly found. */
export function ProfileMenu({ person }: { person: Person }) {
  const relation = relationTo(person.id).value;
  const block = async (): Promise<void> => {
    if (await confirm(t('block.ask', { name: person.name }), t('block'))) await set(person, 'blocking', true);
  };
  const items: readonly MenuItem[] = [
    relation?.muting
      ? { icon: 'mute', text: t('unmute'), act: () => void set(person, 'muting', false) }
      : { icon: 'mute', text: t('mute'), act: () => void set(person, 'muting', true) },
    relation?.blocking
      ? { icon: 'block', text: t('unblock'), act: () => void set(person, 'blocking', false) }
      : { icon: 'block', text: t('block'), act: () => void block(), bad: true },
  ];
  return <Menu label={t('profile.more', { name: person.name })} items={items} />;
}
