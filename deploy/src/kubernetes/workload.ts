import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Container, Service, Volume } from 'kubernetes-types/core/v1.d.ts';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts';
import { hardenedContainer, hardenedPod } from './hardened.ts';
import { labelsOf } from './labels.ts';

interface Workload {
  readonly name: string;
  readonly replicas: number;
  readonly user: number;
  readonly port: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly container: Omit<Container, 'name' | 'securityContext' | 'ports'>;
  readonly volumes: Volume[];
}

/** A program with its address and, where there are several, the promise that one of them always stands. */
export function workload({ name, replicas, user, port, labels, container, volumes }: Workload): object[] {
  const own = labelsOf(name);
  const deployment: Deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: own },
    spec: {
      replicas,
      selector: { matchLabels: own },
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
      template: {
        metadata: { labels: { ...own, ...labels } },
        spec: {
          ...hardenedPod(user),
          // Requests in flight are finished within ten seconds.
          terminationGracePeriodSeconds: 30,
          topologySpreadConstraints: [
            {
              maxSkew: 1,
              topologyKey: 'kubernetes.io/hostname',
              whenUnsatisfiable: 'ScheduleAnyway',
              labelSelector: { matchLabels: own },
            },
          ],
          containers: [
            {
              name,
              ...container,
              ports: [{ name: 'main', containerPort: port }],
              securityContext: hardenedContainer,
            },
          ],
          volumes,
        },
      },
    },
  };
  const service: Service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, labels: own },
    spec: { selector: own, ports: [{ name: 'main', port, targetPort: 'main' }] },
  };
  const budget: PodDisruptionBudget = {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name, labels: own },
    spec: { maxUnavailable: 1, selector: { matchLabels: own } },
  };
  return replicas > 1 ? [deployment, service, budget] : [deployment, service];
}
