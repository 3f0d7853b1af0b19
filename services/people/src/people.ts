import { service } from '@touchline/kernel';
import { editProfile } from './commands/edit-profile.ts';
import { profile } from './profile/profile.ts';
import { ProfileEdited } from './published.ts';
import { listSports } from './queries/list-sports.ts';
import { readPerson } from './queries/read-person.ts';
import { blocks } from './views/blocks.ts';
import { followCounts } from './views/follow-counts.ts';
import { personPage } from './views/person-page.ts';

export const people = service({
  name: 'people',
  about: 'Profiles: who someone is to others.',
  streams: [profile],
  publishes: [ProfileEdited],
  commands: [editProfile],
  queries: [readPerson, listSports],
  views: [personPage, followCounts, blocks],
});
