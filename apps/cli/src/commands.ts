import type { Command } from './command.ts';
import { backup } from './commands/backup.ts';
import { deadLetters } from './commands/dead-letters.ts';
import { erasures } from './commands/erase.ts';
import { events } from './commands/events.ts';
import { importGraph } from './commands/import-graph.ts';
import { rebuild } from './commands/rebuild.ts';
import { restore } from './commands/restore.ts';
import { start } from './commands/start.ts';
import { stream } from './commands/stream.ts';
import { verify } from './commands/verify.ts';
import { viewActs } from './commands/view-acts.ts';
import { views } from './commands/views.ts';

/** In the order of the help text. */
export const commands: readonly Command[] = [
  start,
  events,
  stream,
  views,
  ...viewActs,
  rebuild,
  ...deadLetters,
  ...erasures,
  verify,
  backup,
  restore,
  importGraph,
];
