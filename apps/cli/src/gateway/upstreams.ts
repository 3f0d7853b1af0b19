import { usageFault } from '../cli-fault.ts';

/** Where the processes of each service listen, as `host:port`. `all` are processes that run every service. */
export type Upstreams = ReadonlyMap<string, readonly string[]>;

const serversMax = 100;

/** Reads `posts=http://10.0.0.4:4100,feed=http://feed-1:4100,feed=http://feed-2:4100`. */
export function upstreamsFrom(lists: readonly string[], services: readonly string[]): Upstreams {
  const found = new Map<string, string[]>();
  const known = [...services, 'all'];
  const parts = lists
    .flatMap((list) => list.split(','))
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length > serversMax)
    throw usageFault(`--services names ${parts.length} processes; ${serversMax} are the most.`);
  for (const part of parts) {
    const [name = '', address] = part.split(/=(.*)/s, 2);
    if (!known.includes(name))
      throw usageFault(`--services names “${name}”, which is no service; there are ${known.join(', ')}.`);
    const servers = found.get(name) ?? [];
    const server = serverOf(name, address);
    if (servers.includes(server)) throw usageFault(`--services names ${name}=http://${server} twice.`);
    found.set(name, [...servers, server]);
  }
  // A page listens to several services with one stream, and only a process that runs them all tells of all.
  if (!found.has('all'))
    throw usageFault(
      'Live updates, pages and what operators ask need a process that runs every service: add all=http://HOST:PORT to --services.',
    );
  return found;
}

function serverOf(name: string, address: string | undefined): string {
  const url = address === undefined ? null : URL.parse(address);
  if (url?.protocol !== 'http:' || url.href !== `${url.origin}/` || !/^[\w.:[\]-]+$/.test(url.host))
    throw usageFault(
      `--services takes ${name}=http://HOST:PORT, not “${name}=${address ?? ''}”; what is encrypted ends at the gateway.`,
    );
  return url.port === '' ? `${url.host}:80` : url.host;
}
