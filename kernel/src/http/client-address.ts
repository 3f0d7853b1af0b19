import { header, incomingOf, type EdgeContext } from './edge-request.ts';

/**
 * The address a request comes from, for counting. Each proxy in front adds the address it sees at the end of
 * `X-Forwarded-For`: what stands before those of the proxies is the client's own say, and not listened to.
 */
export function clientAddress(c: EdgeContext, proxies: number): string {
  const seen = incomingOf(c)?.socket.remoteAddress ?? 'none';
  if (proxies === 0) return counted(seen);
  const told = (header(c, 'x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  return counted(told.at(-proxies) || seen);
}

/** Of an IPv6 address the network: whoever has one has them all. */
function counted(address: string): string {
  const v4 = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  if (v4 !== undefined) return v4;
  if (!address.includes(':')) return address.slice(0, 64);
  const [head = '', tail] = address.toLowerCase().split('::', 2);
  const before = head.split(':').filter((part) => part !== '');
  const after = tail === undefined ? [] : tail.split(':').filter((part) => part !== '');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  const groups = [...before, ...zeros, ...after].slice(0, 4);
  return groups.map((group) => group.replace(/^0+(?=.)/, '').slice(0, 4)).join(':');
}
