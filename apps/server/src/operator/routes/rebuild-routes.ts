import { isRefusal } from '@touchline/kernel';
import {
  cancelRebuild,
  rebuild,
  rebuildable,
  rebuildPlan,
  retire,
  rollBack,
  verifyViews,
  type Rebuilding,
  type VerifiedViews,
} from '@touchline/kernel/operate';
import { z } from 'zod';
import { liveBuildShape, rebuildLineShape, verifyViewsLineShape } from '../answer-shapes.ts';
import { planShape } from '../console-shapes.ts';
import { field } from '../input-fields.ts';
import { operatorRoute } from '../operator-route.ts';
import { progressLines } from '../progress-lines.ts';

const named = z.strictObject({ name: field.target, reason: field.reason });
const moved = (before: Rebuilding, now: Rebuilding): boolean =>
  before.state !== now.state || before.target !== now.target;

export const rebuildRoutes = [
  operatorRoute({
    operationId: 'PlanRebuild',
    about: 'Counts what a rebuild would do, and does nothing.',
    method: 'GET',
    path: '/rebuilds/plan',
    input: z.strictObject({ target: field.target }),
    answers: planShape,
    answer: ({ target }, { host }) => rebuildPlan(host, target),
  }),
  operatorRoute({
    operationId: 'RebuildViews',
    about: 'Rebuilds views beside the live ones and switches over; tells the progress, one line at a time.',
    method: 'POST',
    path: '/rebuilds',
    input: z.strictObject({ target: field.target, reason: field.reason }),
    answers: rebuildLineShape,
    lines: true,
    on: ({ target }) => target,
    told: (answer) => rebuiltText(answer as { rebuilt: readonly Rebuilding[] }),
    async answer({ target }, { host, stopping }) {
      const targets = rebuildable(host, target);
      if (isRefusal(targets)) return targets;
      return progressLines<Rebuilding>(async (onProgress) => {
        const done = await rebuild(host, target, onProgress, stopping);
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
    input: z.strictObject({ target: field.target, reason: field.reason }),
    answers: verifyViewsLineShape,
    lines: true,
    on: ({ target }) => target,
    told: (answer) => verifiedText(answer as VerifiedViews),
    async answer({ target }, { host, stopping }) {
      const targets = rebuildable(host, target);
      if (isRefusal(targets)) return targets;
      return progressLines<Rebuilding>(async (onProgress) => {
        const done = await verifyViews(host, target, onProgress, stopping);
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
    on: ({ name }) => name,
    told: (answer) => `build ${(answer as { live: number }).live} is read again`,
    answer: ({ name }, { host }) => rollBack(host, name),
  }),
  operatorRoute({
    operationId: 'RetireBuild',
    about: 'Drops the build before the last rebuild, which can no longer be rolled back then.',
    method: 'POST',
    path: '/views/:name/retire',
    input: named,
    answers: liveBuildShape,
    on: ({ name }) => name,
    told: (answer) => `build ${(answer as { live: number }).live} is the only one`,
    answer: ({ name }, { host }) => retire(host, name),
  }),
  operatorRoute({
    operationId: 'CancelRebuild',
    about: 'Ends a rebuild under way; what it had built is dropped, and readers stay where they are.',
    method: 'POST',
    path: '/views/:name/cancel',
    input: named,
    answers: z.object({ cancelled: z.string() }),
    on: ({ name }) => name,
    answer: async ({ name }, { host }) => cancelRebuild(host, name),
  }),
];

const rebuiltText = ({ rebuilt }: { readonly rebuilt: readonly Rebuilding[] }): string =>
  rebuilt.map(({ target, finding }) => `${target} ${finding ?? 'verified'}`).join('; ');

const verifiedText = ({ views }: VerifiedViews): string =>
  views
    .map((view) =>
      'skipped' in view
        ? `${view.target} skipped: ${view.skipped}`
        : `${view.target} ${view.differences === 0 ? 'equal' : `${view.differences} differences`}`,
    )
    .join('; ');
