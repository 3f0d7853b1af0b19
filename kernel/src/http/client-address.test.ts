import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { clientAddress } from './client-address.ts';
import type { EdgeContext } from './edge-request.ts';

const from = (remoteAddress: string, forwarded?: string): EdgeContext =>
  ({
    env: { incoming: { socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } } },
  }) as unknown as EdgeContext;

test('without proxies the address is that of the connection, whatever the client says', () => {
  equal(clientAddress(from('203.0.113.7', '10.0.0.1'), 0), '203.0.113.7');
  equal(clientAddress(from('::ffff:203.0.113.7'), 0), '203.0.113.7');
});

test('behind proxies it is what the outermost of them saw; what was sent before does not count', () => {
  const c = from('127.0.0.1', '6.6.6.6, 198.51.100.4, 10.0.0.2');
  equal(clientAddress(c, 1), '10.0.0.2');
  equal(clientAddress(c, 2), '198.51.100.4');
  equal(clientAddress(from('127.0.0.1'), 1), '127.0.0.1');
  equal(clientAddress(from('127.0.0.1', '198.51.100.4'), 2), '127.0.0.1');
});

test('of an IPv6 address the network counts', () => {
  equal(clientAddress(from('2001:db8:0:7::1'), 0), '2001:db8:0:7');
  equal(clientAddress(from('2001:0DB8::1'), 0), '2001:db8:0:0');
  equal(clientAddress(from('2001:db8:1:2:3:4:5:6'), 0), '2001:db8:1:2');
  equal(clientAddress(from('::1'), 0), '0:0:0:0');
});
