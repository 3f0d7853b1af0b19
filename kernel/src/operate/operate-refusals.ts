import { conflict, notFound, type Refusals } from '../refusal.ts';

/** What an operator can be told "no" with. `details` of the refusal name what was found. */
export const operateRefusals = {
  'no-such-stream': notFound(
    'No stream of this name has any events. Names look like `post-01k9…`; `events` lists them.',
  ),
  'no-such-target': notFound('Nothing here has this name. What there is stands under `known`.'),
  'ambiguous-target': conflict('Several services have something of this name; say which as `service/name`.'),
  'no-such-dead-letter': notFound(
    'No event waits under this id; it may have been retried or skipped meanwhile.',
  ),
  'no-earlier-build': conflict('There is no earlier build: it was retired, or this view was never rebuilt.'),
  'rebuild-under-way': conflict('This view is being rebuilt right now; wait until that rebuild has ended.'),
  'not-backed-up-here': conflict(
    'PostgreSQL is backed up with its own tools: a base backup and the archived log. See its manual, chapter 25.',
  ),
  'no-place-for-backup': 'The backup cannot be put there; `details.because` says why.',
  'not-proved': conflict('This is no backup that is whole; `details.because` says what was found.'),
  'no-such-event': notFound('No event stands at this place; places look like `0.42`.'),
  'no-rebuild': conflict('This view is not being rebuilt; the rebuild may have ended meanwhile.'),
  'bad-filter': 'This filter cannot be read; `details.faults` says what is wrong with it.',
  'bad-cursor': 'This is no cursor of an earlier page; take `next` as it was given.',
} as const satisfies Refusals;

export type OperateCode = keyof typeof operateRefusals;
