import type { NetworkPolicy, NetworkPolicySpec } from 'kubernetes-types/networking/v1.d.ts';
import { cache, database, gatewayPort, port } from '../addresses.ts';
import { labelsOf, processLabels } from './labels.ts';

const policy = (name: string, spec: NetworkPolicySpec): NetworkPolicy => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, labels: { 'app.kubernetes.io/part-of': 'touchline' } },
  spec,
});

const names = { ports: [{ protocol: 'UDP', port: 53 }, { protocol: 'TCP', port: 53 }] }; // prettier-ignore
const processPods = { podSelector: { matchLabels: { ...processLabels } } };
const podsOf = (name: string) => ({ podSelector: { matchLabels: labelsOf(name) } });

/** Nothing may be asked or ask, but for what is named here. */
export const network = (): NetworkPolicy[] => [
  policy('nothing-else', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
  policy('gateway', {
    ...podsOf('gateway'),
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ ports: [{ port: gatewayPort }] }],
    egress: [names, { to: [processPods], ports: [{ port }] }],
  }),
  policy('processes', {
    ...processPods,
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      { from: [podsOf('gateway')], ports: [{ port }] },
      // Figures are read from the processes themselves; the gateway does not pass them on.
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [{ port }],
      },
    ],
    egress: [
      names,
      { to: [podsOf(cache.host)], ports: [{ port: cache.port }] },
      { ports: [{ port: database.port }] },
    ],
  }),
  policy('cache', {
    ...podsOf(cache.host),
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [processPods], ports: [{ port: cache.port }] }],
  }),
];
