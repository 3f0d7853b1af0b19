import { stringify } from 'yaml';
import { locationsOf } from '../../apps/cli/src/gateway/locations.ts';
import { nginxConfig } from '../../apps/cli/src/gateway/nginx-config.ts';
import { upstreamsFrom } from '../../apps/cli/src/gateway/upstreams.ts';
import { declaredServices } from '../../apps/server/src/declared-services.ts';
import { serviceNames } from '../../apps/server/src/service-names.ts';
import { gatewayPort } from './addresses.ts';
import { composeFile, gatewayServices } from './compose.ts';
import { dashboard } from './dashboard.ts';
import { neighbours } from './kubernetes/neighbours.ts';
import { network } from './kubernetes/network.ts';
import { processes } from './kubernetes/processes.ts';

const note = '# Written by deploy/src/write.ts from the declared services: change it there.\n';
const yaml = (...documents: readonly object[]): string =>
  note + documents.map((one) => stringify(one, { aliasDuplicateObjects: false, lineWidth: 0 })).join('---\n');
const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** Every file that is made from the declared services, by its path in `deploy/`. */
export async function deployFiles(): Promise<ReadonlyMap<string, string>> {
  const declared = await declaredServices();
  const names = serviceNames;
  const nginxConf = await nginxConfig({
    locations: locationsOf(declared),
    upstreams: upstreamsFrom([gatewayServices(names)], names),
    port: gatewayPort,
    accessLog: '/dev/stdout',
    serverName: undefined,
    tls: undefined,
  });
  const kubernetes = {
    'processes.yaml': processes(names),
    'neighbours.yaml': neighbours(nginxConf),
    'network.yaml': network(),
  };
  const kustomization = {
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    namespace: 'touchline',
    resources: Object.keys(kubernetes),
  };
  return new Map([
    ['compose.yaml', yaml(composeFile(names))],
    ['nginx.conf', nginxConf],
    ['grafana/touchline.json', json(dashboard())],
    ...Object.entries({ ...kubernetes, 'kustomization.yaml': [kustomization] }).map(
      ([name, documents]): [string, string] => [`kubernetes/${name}`, yaml(...documents)],
    ),
  ]);
}
