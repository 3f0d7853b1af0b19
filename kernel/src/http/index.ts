/** The HTTP edge, made from declarations. */
export { header, type EdgeContext, type EdgeEnv } from './edge-request.ts';
export { fitted } from './fitted.ts';
export { httpApp } from './http-app.ts';
export type { Answer, Edge, HttpLimits, HttpOptions, Readiness, RequestSeen } from './http-options.ts';
export { knownProblem, problem, safetyHeaders, type ProblemParts } from './problem.ts';
export { serveApp, type Served, type ServeOptions } from './serve-app.ts';
