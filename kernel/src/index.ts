/** The vocabulary: declarations without I/O. A service is written with what this page exports. */
export { systemClock, type Clock } from './clock.ts';
export {
  also,
  command,
  decideAgain,
  type Access,
  type AlsoAppend,
  type Caller,
  type CommandResult,
  type CommandType,
  type DecideContext,
  type Decision,
  type EventsOf,
  type FactsCall,
  type Joint,
  type Route,
  type StateOf,
} from './command.ts';
export { erased, isErased, known, type Erased } from './erased.ts';
export { event, type Envelope, type EventType, type NewEvent, type Recorded } from './event.ts';
export { Fault, type FaultCode } from './fault.ts';
export { isoTime } from './iso-time.ts';
export { idFloor, idPattern, idSource, idTimeMs } from './id.ts';
export { idSchema } from './id-schema.ts';
export {
  liveTopic,
  patch,
  type Hearing,
  type LiveCall,
  type LiveTopic,
  type Patch,
  type PatchType,
  type Told,
} from './live.ts';
export type { Awaitable, Look, Page, RangeQuery } from './look.ts';
export { memoryView, type MemoryFollower, type MemoryLook, type MemoryViewType } from './memory-view.ts';
export { message, type Deliver, type Delivery, type MessageType } from './message.ts';
export { pageCursor, pageCursorOrId } from './page-cursor.ts';
export { policy, send, tell, type Effect, type PolicyType } from './policy.ts';
export { JsonPage, JsonText, query, type ItemPage, type QueryCall, type QueryType } from './query.ts';
export {
  conflict,
  forbidden,
  isRefusal,
  notFound,
  refusalText,
  refuse,
  unauthenticated,
  type Refusal,
  type Refusals,
  type RefusalText,
} from './refusal.ts';
export { service, type Service } from './service.ts';
export { fold, stream, streamName, type StreamType } from './stream.ts';
export { spanned, type Span, type SpanAttributes, type SpanBegin, type Tracer } from './tracer.ts';
export { view, type IndexSpec, type ViewType } from './view.ts';
