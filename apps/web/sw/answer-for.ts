/** The server's own: calls, documents, another app. */
const servers = /^\/(v1|docs|console|openapi\.json|asyncapi\.json|healthz|readyz|metrics|\.well-known)(\/|$)/;

/** Where an answer comes from: the app's page and files out of the cache, all else over the network. */
export function answerFor(
  method: string,
  url: URL,
  ownOrigin: string,
  isNavigation: boolean,
): 'page' | 'file' | 'network' {
  if (method !== 'GET' || url.origin !== ownOrigin || servers.test(url.pathname)) return 'network';
  if (isNavigation) return 'page';
  // What the operator says about the place changes without a new version of the app.
  return url.pathname === '/config.json' ? 'network' : 'file';
}
