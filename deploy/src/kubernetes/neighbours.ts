import type { ConfigMap } from 'kubernetes-types/core/v1.d.ts';
import { cache, gatewayPort } from '../addresses.ts';
import { labelsOf } from './labels.ts';
import { workload } from './workload.ts';

/** What stands beside the processes: the gateway with its configuration, and the cache. */
export function neighbours(nginxConf: string): object[] {
  const configuration: ConfigMap = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'gateway', labels: labelsOf('gateway') },
    data: { 'default.conf': nginxConf },
  };
  return [
    configuration,
    ...workload({
      name: 'gateway',
      replicas: 2,
      user: 101,
      port: gatewayPort,
      container: {
        image: 'nginxinc/nginx-unprivileged:1.28-alpine',
        livenessProbe: { tcpSocket: { port: 'main' }, periodSeconds: 10 },
        readinessProbe: { httpGet: { path: '/healthz', port: 'main' }, periodSeconds: 5 },
        lifecycle: { preStop: { sleep: { seconds: 5 } } },
        resources: { requests: { cpu: '50m', memory: '32Mi' }, limits: { memory: '128Mi' } },
        volumeMounts: [
          { name: 'configuration', mountPath: '/etc/nginx/conf.d', readOnly: true },
          { name: 'tmp', mountPath: '/tmp' },
        ],
      },
      volumes: [
        { name: 'configuration', configMap: { name: 'gateway' } },
        { name: 'tmp', emptyDir: {} },
      ],
    }),
    // It holds nothing that cannot be made again: one will do, and nothing of it is kept.
    ...workload({
      name: cache.host,
      replicas: 1,
      user: 999,
      port: cache.port,
      container: {
        image: 'valkey/valkey:8-alpine',
        args: ['valkey-server', '--save', '', '--maxmemory', '256mb', '--maxmemory-policy', 'allkeys-lru'],
        livenessProbe: { tcpSocket: { port: 'main' }, periodSeconds: 10 },
        readinessProbe: { tcpSocket: { port: 'main' }, periodSeconds: 5 },
        resources: { requests: { cpu: '50m', memory: '64Mi' }, limits: { memory: '320Mi' } },
        volumeMounts: [{ name: 'data', mountPath: '/data' }],
      },
      volumes: [{ name: 'data', emptyDir: { sizeLimit: '16Mi' } }],
    }),
  ];
}
