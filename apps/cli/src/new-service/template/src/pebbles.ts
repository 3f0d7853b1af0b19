import { service } from '@touchline/kernel';
import { addPebble } from './commands/add-pebble.ts';
import { pebble } from './pebble/pebble.ts';
import { PebbleAdded } from './published.ts';
import { readPebble } from './queries/read-pebble.ts';
import { pebblePage } from './views/pebble-page.ts';

export const pebbles = service({
  name: 'pebbles',
  about: 'What people add.',
  streams: [pebble],
  publishes: [PebbleAdded],
  commands: [addPebble],
  queries: [readPebble],
  views: [pebblePage],
});
