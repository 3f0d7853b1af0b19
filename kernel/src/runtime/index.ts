/** The verbs: what runs declarations on an engine. Apps and tests start here. */
export type { Dispatch, Executed, ExecuteCall, Positions, QueryOptions } from './dispatch.ts';
export { startHost, type Host, type HostOptions } from './host.ts';
export { joined, positionsFrom, positionToken } from './positions.ts';
export type { ServiceRuntime } from './service-runtime.ts';
export { stretchLimits, type StretchLimits } from './stretch-limits.ts';
export type { Verified } from './verify-build.ts';
export type { ViewBuild } from './view-build.ts';
export type { RebuildProgress } from './rebuild-progress.ts';
export type { ViewRuntime } from './view-runtime.ts';
