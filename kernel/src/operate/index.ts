/** What operators do with a running host, without HTTP: the same functions serve the command line and the console. */
export { browseEvents, type Browse, type EventPage } from './browse-events.ts';
export {
  deadLetters,
  retryDeadLetters,
  skipDeadLetter,
  type DeadLetter,
  type DeadLetters,
  type Which,
} from './dead-letters.ts';
export type { EventFilter } from './event-filter.ts';
export { followEvents, type Follow } from './follow-events.ts';
export { operateRefusals, type OperateCode } from './operate-refusals.ts';
export type { Tried } from './parking-lot.ts';
export { pause, resume, type Paused } from './pause.ts';
export { rebuild, rebuildable, retire, rollBack, type Rebuilding, type Rebuilt } from './rebuild.ts';
export type { SeenEvent } from './seen-event.ts';
export type { Skip } from './skips.ts';
export { streamAt, type At, type StreamAt, type StreamStep } from './stream-at.ts';
export { stateDiff, type Change } from './state-diff.ts';
export { verifyViews, type VerifiedViews } from './verify-views.ts';
export { verifyLog, type VerifyProgress } from './verify-log.ts';
export {
  lagOf,
  viewStatus,
  type BuildStatus,
  type ConsumerStatus,
  type ReaderStatus,
  type ServiceStatus,
  type Status,
  type ViewStatus,
} from './view-status.ts';
