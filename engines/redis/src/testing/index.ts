export { redisServer, type RedisServer } from './redis-server.ts';
export { tcpProxy, type TcpProxy } from './tcp-proxy.ts';
export { redisBinary, withRedis } from './with-redis.ts';
