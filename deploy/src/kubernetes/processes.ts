import { environment, port, secrets, whole } from '../addresses.ts';
import { processLabels } from './labels.ts';
import { workload } from './workload.ts';

/** A Deployment per service, and one that runs them all. */
export const processes = (services: readonly string[]): object[] =>
  [whole, ...services].flatMap((name) =>
    workload({
      name,
      replicas: 2,
      user: 1000,
      port,
      labels: processLabels,
      container: {
        image: 'registry.example/touchline:0.1.0',
        env: Object.entries({
          ...environment('https://club.example'),
          ...(name !== whole && { TOUCHLINE_SERVICES: name }),
        }).map(([variable, value]) => ({ name: variable, value })),
        // The first start makes the tables; nobody is asked for work before that.
        startupProbe: { httpGet: { path: '/healthz', port: 'main' }, periodSeconds: 2, failureThreshold: 90 },
        livenessProbe: { httpGet: { path: '/healthz', port: 'main' }, periodSeconds: 10, timeoutSeconds: 3 },
        readinessProbe: { httpGet: { path: '/readyz', port: 'main' }, periodSeconds: 5, timeoutSeconds: 3 },
        // The gateway learns that a process goes before the process does.
        lifecycle: { preStop: { sleep: { seconds: 5 } } },
        resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '512Mi' } },
        volumeMounts: [
          { name: 'secrets', mountPath: '/run/secrets', readOnly: true },
          { name: 'data', mountPath: '/data' },
          { name: 'tmp', mountPath: '/tmp' },
        ],
      },
      volumes: [
        {
          name: 'secrets',
          secret: {
            secretName: 'touchline',
            defaultMode: 0o440,
            items: Object.values(secrets).map((key) => ({ key, path: key })),
          },
        },
        { name: 'data', emptyDir: { sizeLimit: '16Mi' } },
        { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
      ],
    }),
  );
