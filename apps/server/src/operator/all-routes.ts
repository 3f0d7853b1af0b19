import type { OperatorRoute } from './operator-route.ts';
import { deadLetterRoutes } from './routes/dead-letter-routes.ts';
import { erasureRoutes } from './routes/erasure-routes.ts';
import { eventRoutes } from './routes/event-routes.ts';
import { logRoutes } from './routes/log-routes.ts';
import { overviewRoutes } from './routes/overview-routes.ts';
import { peopleRoutes } from './routes/people-routes.ts';
import { rebuildRoutes } from './routes/rebuild-routes.ts';
import { nameRoutes } from './routes/name-routes.ts';
import { moveRoutes } from './routes/move-routes.ts';
import { viewRoutes } from './routes/view-routes.ts';

export const allRoutes: readonly OperatorRoute[] = [
  ...overviewRoutes,
  ...eventRoutes,
  ...viewRoutes,
  ...rebuildRoutes,
  ...deadLetterRoutes,
  ...logRoutes,
  ...erasureRoutes,
  ...nameRoutes,
  ...peopleRoutes,
  ...moveRoutes,
];
