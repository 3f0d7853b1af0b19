import { command, service, stream, type NewEvent, type Recorded } from '@touchline/kernel';
import { z } from 'zod';
import { feed } from '../feed.ts';

const read = new Set([...feed.views, ...feed.memoryViews].flatMap(({ reads }) => reads));
const same = (state: null, _event: Recorded): null => state;

/** Stands in for the services whose events are read here. */
const told = stream('told', {
  about: 'What happened in other services.',
  events: [...read],
  initial: () => null,
  evolve: Object.fromEntries([...read].map(({ type }) => [type, same])),
});

/** Records one event, in the stream named by `about`: streams keep their order, and no more. */
export const tell = command(told, {
  type: 'Tell',
  about: 'Records that something happened elsewhere.',
  input: z.strictObject({ about: z.string(), event: z.custom<NewEvent>() }),
  refusals: {},
  access: 'anyone',
  target: ({ about }) => about,
  decide: (_, { event }) => [event],
});

export const elsewhere = service({
  name: 'elsewhere',
  about: 'Other services.',
  streams: [told],
  commands: [tell],
});
