/** The HTTP edge, made from declarations. */
export { header, type EdgeContext, type EdgeEnv } from './edge-request.ts';
export { declaredRoutes } from './declared-routes.ts';
export { fitted } from './fitted.ts';
export { httpApp } from './http-app.ts';
export {
  defaultLimits,
  type Answer,
  type Edge,
  type HttpLimits,
  type HttpOptions,
  type Readiness,
  type RequestSeen,
} from './http-options.ts';
export { knownProblem, problem, safetyHeaders, type ProblemParts } from './problem.ts';
export { assertCanListen, serveApp, type Served, type ServeOptions } from './serve-app.ts';
