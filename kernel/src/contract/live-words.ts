import { z } from 'zod';
import { byeReasons } from '../runtime/live/live-event.ts';

interface Word {
  readonly kind: string;
  readonly about: string;
  readonly schema: z.ZodType;
}

const topic = z.string().meta({ examples: ['post:01k9w3m8x2f7qtb6s5n0v4c1dz'] });
const refused = z.strictObject({ topic, code: z.string() });

/** What a live stream says of itself, whatever the topics. */
export const liveWords: readonly Word[] = [
  {
    kind: 'hello',
    about: 'The first event. What is read from now on shows at least all up to its id.',
    schema: z.strictObject({
      topics: z.array(topic).meta({ description: 'Those that are heard.' }),
      refused: z.array(refused).meta({ description: 'Those that are not, with the code that says why.' }),
      resumed: z.boolean().meta({ description: 'True when what was missed follows.' }),
    }),
  },
  {
    kind: 'reset',
    about: 'More has happened than is told again: read afresh what is shown.',
    schema: z.strictObject({ reason: z.enum(['too-old', 'too-much']) }),
  },
  { kind: 'topic.lost', about: 'A topic is no longer heard: this person may not.', schema: refused },
  {
    kind: 'bye',
    about:
      'The last event. After `draining` and `failed` come back with the last id; after `session-ended` refresh or log in; after `replaced` another stream of this client goes on.',
    schema: z.strictObject({ reason: z.enum(byeReasons) }),
  },
];
