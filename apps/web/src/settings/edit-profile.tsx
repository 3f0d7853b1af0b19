import { useEffect, useState } from 'preact/hooks';
import { call } from '../api/call.ts';
import { Refused } from '../api/failure.ts';
import { paths } from '../api/paths.ts';
import { member, setMember } from '../api/session.ts';
import type { Person } from '../api/shapes.ts';
import { t } from '../i18n/locale.ts';
import { fieldFaultText } from '../i18n/refusal-text.ts';
import { sportName } from '../i18n/sport-names.ts';
import { useSports } from '../people/sport-chips.tsx';
import { go } from '../router/router.ts';
import { Screen } from '../shell/screen.tsx';
import { readPerson } from '../store/people.ts';
import { FaultNote } from '../ui/fault-note.tsx';
import { faultText } from '../ui/fault-text.ts';
import { Field } from '../ui/field.tsx';
import { Loading } from '../ui/loading.tsx';
import { Picks } from '../ui/picks.tsx';
import { say } from '../ui/toast.ts';

type Fields = Pick<Person, 'name' | 'bio' | 'location' | 'links' | 'sports'>;

export function EditProfile() {
  const handle = member.value?.handle ?? '';
  const [fields, setFields] = useState<Fields | undefined>(undefined);
  const [fault, setFault] = useState<unknown>(undefined);
  const read = (): void => {
    setFault(undefined);
    call<Person>('GET', paths.person(handle)).then(setFields, setFault);
  };
  useEffect(read, [handle]);
  return (
    <Screen title={t('settings.profile')} back>
      {fault !== undefined && <FaultNote error={fault} retry={read} />}
      {!fields && fault === undefined && <Loading cards={1} />}
      {fields && <ProfileForm fields={fields} handle={handle} />}
    </Screen>
  );
}

function ProfileForm({ fields, handle }: { fields: Fields; handle: string }) {
  const [name, setName] = useState(fields.name);
  const [bio, setBio] = useState(fields.bio);
  const [location, setLocation] = useState(fields.location);
  const [link, setLink] = useState(fields.links[0] ?? '');
  const [sports, setSports] = useState(fields.sports);
  const [fault, setFault] = useState<unknown>(undefined);
  const known = useSports();
  const refused = fault instanceof Refused ? fault : undefined;
  const submit = (event: Event): void => {
    event.preventDefault();
    const links = [...(link.trim() === '' ? [] : [link.trim()]), ...fields.links.slice(1)];
    call('PUT', paths.profile, {
      body: { name: name.trim(), bio: bio.trim(), location: location.trim(), links, sports },
    })
      .then(async () => {
        if (member.value) setMember({ ...member.value, name: name.trim() });
        await readPerson(handle);
        say(t('said.profileSaved'));
        go(`/u/${handle}`);
      })
      .catch(setFault);
  };
  return (
    <form class="card form" onSubmit={submit}>
      <Field
        label={t('name')}
        required
        maxLength={80}
        value={name}
        fault={fieldFaultText(refused?.faultOf('name'))}
        onInput={(event) => setName(event.currentTarget.value)}
      />
      <div class="field">
        <label for="bio">{t('profile.bio')}</label>
        <textarea
          id="bio"
          rows={3}
          maxLength={500}
          dir="auto"
          value={bio}
          onInput={(event) => setBio(event.currentTarget.value)}
        />
      </div>
      <Field
        label={t('profile.location')}
        maxLength={80}
        value={location}
        onInput={(event) => setLocation(event.currentTarget.value)}
      />
      <Field
        label={t('profile.link')}
        type="url"
        maxLength={200}
        placeholder="https://"
        value={link}
        fault={fieldFaultText(refused?.faultOf('links.0'))}
        onInput={(event) => setLink(event.currentTarget.value)}
      />
      <div class="field">
        <span class="label">{t('profile.sports')}</span>
        <Picks
          label={t('profile.sports')}
          picks={(known ?? []).map(({ slug, name: english }) => ({
            value: slug,
            text: sportName(slug, english),
          }))}
          chosen={new Set(sports)}
          toggle={(slug) =>
            setSports(
              sports.includes(slug) ? sports.filter((one) => one !== slug) : [...sports, slug].slice(0, 20),
            )
          }
        />
      </div>
      {fault !== undefined && !refused?.problem.faults?.length && (
        <p class="fault" role="alert">
          {faultText(fault)}
        </p>
      )}
      <button type="submit" class="btn p">
        {t('save')}
      </button>
    </form>
  );
}
