/** What operators do with a running host, without HTTP: the same functions serve the command line and the console. */
export { backlog, type Backlog } from './backlog.ts';
export { browseEvents, type Browse, type EventPage } from './browse-events.ts';
export { deadLetterGroups, type DeadLetterGroup, type DeadLetterGroups } from './dead-letter-groups.ts';
export {
  deadLetters,
  retryDeadLetters,
  skipDeadLetter,
  type DeadLetter,
  type DeadLetters,
  type Which,
} from './dead-letters.ts';
export { eventEffects, type EventEffects, type EventReader, type Telling } from './event-effects.ts';
export type { EventFilter } from './event-filter.ts';
export { eventWords } from './event-words.ts';
export { followEvents, type Follow } from './follow-events.ts';
export { operateRefusals, type OperateCode } from './operate-refusals.ts';
export type { Tried } from './parking-lot.ts';
export { pause, resume, type Paused } from './pause.ts';
export { rebuildPlan, type PlannedView, type RebuildPlan } from './rebuild-plan.ts';
export {
  cancelRebuild,
  rebuild,
  rebuildable,
  retire,
  rollBack,
  type Rebuilding,
  type Rebuilt,
} from './rebuild.ts';
export { countMatching, retryMatching, type Matching, type RetryProgress } from './retry-matching.ts';
export type { SeenEvent } from './seen-event.ts';
export { serviceMap, type DescribedReader, type DescribedService } from './service-map.ts';
export type { Skip } from './skips.ts';
export { streamAt, type At, type StreamAt, type StreamStep } from './stream-at.ts';
export { stateDiff, type Change } from './state-diff.ts';
export { traceEvent, type Trace, type TracedEvent } from './trace.ts';
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
