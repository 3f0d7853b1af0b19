import { Blocked, Followed, Muted, Unblocked, Unfollowed, Unmuted } from '@touchline/graph/published';
import { AccountRegistered, HandleChanged } from '@touchline/identity/published';
import { command, service, stream, type NewEvent } from '@touchline/kernel';
import { ProfileEdited } from '@touchline/people/published';
import { z } from 'zod';

const same = (state: null): null => state;

/** Stands in for the services whose events are read here. */
const told = stream('told', {
  about: 'What happened in other services.',
  events: [
    AccountRegistered,
    HandleChanged,
    ProfileEdited,
    Followed,
    Unfollowed,
    Blocked,
    Unblocked,
    Muted,
    Unmuted,
  ],
  initial: () => null,
  evolve: {
    AccountRegistered: same,
    HandleChanged: same,
    ProfileEdited: same,
    Followed: same,
    Unfollowed: same,
    Blocked: same,
    Unblocked: same,
    Muted: same,
    Unmuted: same,
  },
});

type Told = NewEvent<(typeof told.events)[number]>;

/** Records one event, in the stream named by `about`: streams keep their order, and no more. */
export const tell = command(told, {
  type: 'Tell',
  about: 'Records that something happened elsewhere.',
  input: z.strictObject({ about: z.string(), event: z.custom<Told>() }),
  refusals: {},
  target: ({ about }) => about,
  decide: (_, { event }) => [event],
});

export const elsewhere = service({
  name: 'elsewhere',
  about: 'Other services.',
  streams: [told],
  commands: [tell],
});
