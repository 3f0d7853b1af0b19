import { z } from 'zod';
import { toldUpTo } from '../../runtime/positions.ts';
import type { Positions } from '../../runtime/dispatch.ts';
import type { Live } from '../../runtime/live/live.ts';
import { header, searchOf, type EdgeContext } from '../edge-request.ts';
import { inputFaults, type InputFault } from '../input-faults.ts';
import { queryFields } from '../query-string.ts';

const topicsMax = 50;

/** The query string of `/v1/live`. */
export const liveInput = z.strictObject({
  topic: z
    .array(z.string().max(100))
    .min(1, 'expected at least one topic')
    .max(topicsMax, `expected at most ${topicsMax} topics`)
    .meta({ description: 'What to hear of. Given several times for several.' }),
  after: z.string().max(1024).optional().meta({
    description: 'The last `id` that was received: what came since follows. `Last-Event-ID` says the same.',
  }),
  client: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/, 'expected 1 to 64 of A–Z a–z 0–9 . _ -')
    .optional()
    .meta({
      description:
        'Names this reader among those of its session: a new stream takes the place of its last one, so that lost connections do not count.',
    }),
});

export interface AskedLive {
  readonly topics: readonly string[];
  readonly after: Positions | undefined;
  readonly client: string | undefined;
}

/** What a request asks to hear, or everything that is wrong with it. */
export function askedLive(c: EdgeContext, { topics }: Live): AskedLive | readonly InputFault[] {
  const faults: InputFault[] = [];
  const fields = queryFields(searchOf(c.req.raw.url), new Set(['topic']), faults);
  const parsed = liveInput.safeParse(fields);
  if (!parsed.success) faults.push(...inputFaults(parsed.error.issues, () => 'query'));
  if (!parsed.success || faults.length > 0) return faults;
  const asked = [...new Set(parsed.data.topic)];
  const wrong = asked.filter((topic) => !isTopic(topic, topics));
  const token = header(c, 'last-event-id') ?? parsed.data.after;
  const after = token === undefined || token === '' ? undefined : toldUpTo(token);
  if (wrong.length > 0) faults.push(noTopic(topics));
  if (token && !after) faults.push(noPlace);
  return faults.length > 0 ? faults : { topics: asked, after, client: parsed.data.client };
}

function isTopic(asked: string, topics: Live['topics']): boolean {
  const [name, key, ...rest] = asked.split(':');
  const { type } = topics.find((topic) => topic.type.topic === name) ?? {};
  if (!type || rest.length > 0) return false;
  return type.key ? type.key.safeParse(key).success : key === undefined;
}

const noTopic = (topics: Live['topics']): InputFault => ({
  in: 'query',
  path: 'topic',
  what: 'Expected topics that exist, with a key where they take one.',
  values: [...new Set(topics.map(({ type }) => (type.key ? `${type.topic}:…` : type.topic)))],
});

const noPlace: InputFault = {
  in: 'query',
  path: 'after',
  what: 'Expected an `id` as the stream gave it; send it unchanged, or leave it out to begin now.',
};
