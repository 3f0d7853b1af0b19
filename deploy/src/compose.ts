import { cache, database, environment, gatewayPort, port, secrets, whole } from './addresses.ts';

const hardened = {
  read_only: true,
  cap_drop: ['ALL'],
  security_opt: ['no-new-privileges:true'],
  restart: 'unless-stopped',
} as const;

const ready = { condition: 'service_healthy' } as const;

/** A whole Touchline on one machine: PostgreSQL, Valkey, nginx, each service in a container of its own, two of `feed`. */
export function composeFile(services: readonly string[]): object {
  const touchline = (name: string, replicas: number): object => ({
    image: 'touchline:local',
    ...(name === whole && { build: { context: '..', dockerfile: 'deploy/Dockerfile' } }),
    environment: {
      ...environment(`\${TOUCHLINE_ORIGIN:-http://localhost:${gatewayPort}}`),
      ...(name !== whole && { TOUCHLINE_SERVICES: name }),
    },
    secrets: Object.values(secrets),
    tmpfs: ['/data:uid=1000,gid=1000,mode=0700', '/tmp'],
    depends_on: { [database.host]: ready, [cache.host]: ready },
    deploy: { replicas, resources: { limits: { memory: '512M' } } },
    ...hardened,
  });
  const processes = [whole, ...services].map((name): [string, object] => [
    name,
    touchline(name, name === 'feed' ? 2 : 1),
  ]);
  return {
    name: 'touchline',
    services: {
      gateway: {
        image: 'nginxinc/nginx-unprivileged:1.28-alpine',
        ports: [`${gatewayPort}:${gatewayPort}`],
        volumes: ['./nginx.conf:/etc/nginx/conf.d/default.conf:ro'],
        tmpfs: ['/tmp'],
        depends_on: Object.fromEntries([whole, ...services].map((name) => [name, ready])),
        healthcheck: {
          test: ['CMD', 'wget', '-q', '-O', '/dev/null', `http://127.0.0.1:${gatewayPort}/healthz`],
          interval: '10s',
        },
        ...hardened,
      },
      ...Object.fromEntries(processes),
      [database.host]: {
        image: 'postgres:18',
        environment: {
          POSTGRES_DB: 'touchline',
          POSTGRES_USER: 'touchline',
          POSTGRES_PASSWORD_FILE: '/run/secrets/database-password',
        },
        secrets: ['database-password'],
        volumes: ['database:/var/lib/postgresql'],
        shm_size: '256m',
        stop_grace_period: '60s',
        healthcheck: { test: ['CMD', 'pg_isready', '-U', 'touchline'], interval: '5s', retries: 20 },
        restart: 'unless-stopped',
      },
      [cache.host]: {
        image: 'valkey/valkey:8-alpine',
        command: ['valkey-server', '--save', '', '--maxmemory', '256mb', '--maxmemory-policy', 'allkeys-lru'],
        tmpfs: ['/data'],
        healthcheck: { test: ['CMD', 'valkey-cli', 'ping'], interval: '5s', retries: 20 },
        ...hardened,
      },
    },
    volumes: { database: {} },
    secrets: Object.fromEntries(
      [...Object.values(secrets), 'database-password'].map((name) => [name, { file: `./secrets/${name}` }]),
    ),
  };
}

/** What the gateway is told of the processes: `touchline gateway-config nginx --services …`. */
export const gatewayServices = (services: readonly string[]): string =>
  [whole, ...services].map((name) => `${name}=http://${name}:${port}`).join();
