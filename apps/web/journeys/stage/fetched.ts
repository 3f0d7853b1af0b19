import type { APIResponse, Route } from 'playwright-core';

/**
 * What the server answers to a request that a page sends. On a connection kept open the server may hang up at the moment the
 * request leaves; as a browser does, it is then sent again on a new one.
 */
export const fetched = (route: Route): Promise<APIResponse> => route.fetch({ maxRetries: 1 });
