import type { Command } from './command.ts';
import { accounts } from './commands/accounts.ts';
import { acts } from './commands/acts.ts';
import { backlog } from './commands/backlog.ts';
import { backup } from './commands/backup.ts';
import { backups } from './commands/backups.ts';
import { deadLetterGroups } from './commands/dead-letter-groups.ts';
import { deadLetters } from './commands/dead-letters.ts';
import { doctor } from './commands/doctor.ts';
import { erasures } from './commands/erase.ts';
import { events } from './commands/events.ts';
import { gatewayConfig } from './commands/gateway-config.ts';
import { importGraph } from './commands/import-graph.ts';
import { operatorKey } from './commands/operator-key.ts';
import { newService } from './commands/new-service.ts';
import { migrate } from './commands/migrate.ts';
import { rebuild } from './commands/rebuild.ts';
import { restore } from './commands/restore.ts';
import { services } from './commands/services.ts';
import { start } from './commands/start.ts';
import { status } from './commands/status.ts';
import { stream } from './commands/stream.ts';
import { trace } from './commands/trace.ts';
import { verify } from './commands/verify.ts';
import { viewActs } from './commands/view-acts.ts';
import { views } from './commands/views.ts';

/** In the order of the help text. */
export const commands: readonly Command[] = [
  start,
  status,
  events,
  stream,
  trace,
  services,
  views,
  backlog,
  ...viewActs,
  rebuild,
  ...deadLetters,
  deadLetterGroups,
  ...erasures,
  verify,
  backup,
  ...backups,
  restore,
  ...accounts,
  acts,
  operatorKey,
  migrate,
  importGraph,
  doctor,
  gatewayConfig,
  newService,
];
