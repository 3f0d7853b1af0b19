import { service } from '@touchline/kernel';
import { act } from './act/act.ts';
import { beginAct } from './commands/begin-act.ts';
import { endAct } from './commands/end-act.ts';
import { acts } from './known/acts.ts';

export { beginAct } from './commands/begin-act.ts';
export { endAct } from './commands/end-act.ts';
export { acts, type ActRow } from './known/acts.ts';

export const operations = service({
  name: 'operations',
  about: 'What operators did, to what, why and with what end.',
  streams: [act],
  commands: [beginAct, endAct],
  views: [acts],
});
