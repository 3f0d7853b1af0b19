import type { ConsumerStatus, Status } from '@touchline/kernel/operate';
import { bad, good, type Finding } from './finding.ts';

/** So far behind, people notice. */
const lagMaxS = 60;
const namedMax = 5;

/** Views and policies: whether they run, and how far they are behind the log. */
export function checkReaders({ services }: Status): Finding {
  const all = services.flatMap(({ service, readers }) =>
    readers.flatMap((reader) =>
      (reader.kind === 'view' ? reader.builds : [reader]).map((one: ConsumerStatus) => ({
        ...one,
        name: `${service}/${reader.name}`,
      })),
    ),
  );
  const troubled = all.flatMap(({ name, state, lagEvents, lagS }) => {
    if (state === 'paused' || state === 'failing') return [`${name} is ${state}`];
    return lagS > lagMaxS ? [`${name} is ${lagEvents.toLocaleString('en')} events and ${lagS} s behind`] : [];
  });
  if (troubled.length === 0) return good('views', `${all.length} views and policies follow the log`);
  const more = troubled.length > namedMax ? `, and ${troubled.length - namedMax} more` : '';
  return bad(
    'views',
    troubled.slice(0, namedMax).join('; ') + more,
    'See npx touchline views; what is paused goes on with npx touchline resume.',
  );
}
