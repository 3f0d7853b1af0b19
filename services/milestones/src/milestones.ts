import { service } from '@touchline/kernel';
import { listMilestones } from './queries/list-milestones.ts';
import { blocks } from './views/blocks.ts';
import { personMilestones } from './views/person-milestones.ts';
import { postKudos } from './views/post-kudos.ts';

export const milestones = service({
  name: 'milestones',
  about: 'What people reach: first posts, followers, kudos, years.',
  queries: [listMilestones],
  views: [personMilestones, postKudos, blocks],
});
