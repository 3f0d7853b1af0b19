import { command, event, refuse, service, stream, view } from '@touchline/kernel';
import { z } from 'zod';

const DoorOpened = event('DoorOpened', {
  about: 'A door was opened.',
  schema: z.strictObject({ by: z.string(), why: z.string() }),
  personal: { of: 'by', fields: ['why'] },
});
const door = stream('door', {
  about: 'A door.',
  events: [DoorOpened],
  initial: (): { readonly opened: number } => ({ opened: 0 }),
  evolve: { DoorOpened: ({ opened }) => ({ opened: opened + 1 }) },
});
export const openDoor = command(door, {
  type: 'OpenDoor',
  about: 'Opens a door.',
  input: z.strictObject({ door: z.string(), why: z.string() }),
  refusals: { empty: 'Say why.' },
  target: (input) => input.door,
  decide: (_state, { why }, { actor }) => (why === '' ? refuse('empty') : [DoorOpened({ by: actor, why })]),
});
/** While it is broken the view fails at every event. */
export const hinge = { isBroken: false };
const doors = view('doors', {
  about: 'Doors, and how often they were opened.',
  reads: [DoorOpened],
  row: z.strictObject({ opened: z.int() }),
  personal: 'none',
  project: {
    DoorOpened: {
      key: (e) => e.id,
      fold(row) {
        if (hinge.isBroken) throw new Error('the hinge broke');
        return { opened: (row?.opened ?? 0) + 1 };
      },
    },
  },
});
/** A service for tests of what operators do. */
export const house = service({
  name: 'house',
  about: 'A house.',
  streams: [door],
  commands: [openDoor],
  views: [doors],
});
