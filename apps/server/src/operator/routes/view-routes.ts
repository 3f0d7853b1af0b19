import { isRefusal } from '@touchline/kernel';
import {
  pause,
  rebuild,
  rebuildable,
  resume,
  retire,
  rollBack,
  verifyViews,
  viewStatus,
  type Rebuilding,
} from '@touchline/kernel/operate';
import { z } from 'zod';
import {
  liveBuildShape,
  pausedShape,
  rebuildLineShape,
  statusShape,
  verifyViewsLineShape,
} from '../answer-shapes.ts';
import { field } from '../input-fields.ts';
import { operatorRoute } from '../operator-route.ts';
import { progressLines } from '../progress-lines.ts';

const named = z.strictObject({ name: field.target });
const moved = (before: Rebuilding, now: Rebuilding): boolean =>
  before.state !== now.state || before.target !== now.target;

export const viewRoutes = [
  operatorRoute({
    operationId: 'ReadViewStatus',
    about: 'Where every view, memory view and policy stands.',
    method: 'GET',
    path: '/views',
    input: z.strictObject({}),
    answers: statusShape,
    answer: (_input, { host }) => viewStatus(host),
  }),
  operatorRoute({
    operationId: 'RebuildViews',
    about: 'Rebuilds views beside the live ones and switches over; tells the progress, one line at a time.',
    method: 'POST',
    path: '/rebuilds',
    input: z.strictObject({ target: field.target }),
    answers: rebuildLineShape,
    lines: true,
    async answer({ target }, { host }) {
      const targets = rebuildable(host, target);
      if (isRefusal(targets)) return targets;
      return progressLines<Rebuilding>(async (onProgress) => {
        const done = await rebuild(host, target, onProgress);
        return isRefusal(done) ? { rebuilt: [] } : done;
      }, moved);
    },
  }),
  operatorRoute({
    operationId: 'VerifyViews',
    about:
      'Builds views once more from the log and compares them byte for byte with what is read; changes nothing. Tells the progress, one line at a time.',
    method: 'POST',
    path: '/views/verify',
    input: z.strictObject({ target: field.target }),
    answers: verifyViewsLineShape,
    lines: true,
    async answer({ target }, { host }) {
      const targets = rebuildable(host, target);
      if (isRefusal(targets)) return targets;
      return progressLines<Rebuilding>(async (onProgress) => {
        const done = await verifyViews(host, target, onProgress);
        return isRefusal(done) ? { views: [] } : done;
      }, moved);
    },
  }),
  operatorRoute({
    operationId: 'RollBackView',
    about: 'Goes back to the build before the last rebuild, which was kept up to date.',
    method: 'POST',
    path: '/views/:name/rollback',
    input: named,
    answers: liveBuildShape,
    answer: ({ name }, { host }) => rollBack(host, name),
  }),
  operatorRoute({
    operationId: 'RetireBuild',
    about: 'Drops the build before the last rebuild, which can no longer be rolled back then.',
    method: 'POST',
    path: '/views/:name/retire',
    input: named,
    answers: liveBuildShape,
    answer: ({ name }, { host }) => retire(host, name),
  }),
  operatorRoute({
    operationId: 'PauseConsumers',
    about:
      'Stops a view, a policy or all of a service after the batch at hand, until it is resumed, also over restarts.',
    method: 'POST',
    path: '/consumers/:name/pause',
    input: named,
    answers: pausedShape,
    answer: async ({ name }, { host }) => pause(host, name),
  }),
  operatorRoute({
    operationId: 'ResumeConsumers',
    about: 'Lets what was paused go on where it stopped.',
    method: 'POST',
    path: '/consumers/:name/resume',
    input: named,
    answers: pausedShape,
    answer: async ({ name }, { host }) => resume(host, name),
  }),
];
