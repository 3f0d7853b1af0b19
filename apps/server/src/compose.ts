import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Hono } from 'hono';
import { backupFolder, NoPlace, type embeddedEngine, type EmbeddedEngine } from '@touchline/engine-embedded';
import { sessionIdleS } from '@touchline/identity';
import {
  refuse,
  systemClock,
  type Clock,
  type Deliver,
  type Refusal,
  type Service,
  type Tracer,
} from '@touchline/kernel';
import { httpApp, type EdgeEnv } from '@touchline/kernel/http';
import { MoveRefused } from '@touchline/kernel/moving';
import type { Secrets } from '@touchline/kernel/ports';
import { startHost, type Host } from '@touchline/kernel/runtime';
import { contractDocuments } from './contract-documents.ts';
import type { Config } from './config.ts';
import type { DemoAccount } from './demo/demo-account.ts';
import { appConfig } from './faces/app-config.ts';
import { contentSecurityReports } from './faces/content-security-reports.ts';
import { facePages, type FaceOptions } from './faces/face-pages.ts';
import type { Log } from './log.ts';
import { metricsOf, type Metrics } from './metrics/metrics.ts';
import { openEngine } from './open-engine.ts';
import { operatorCaller } from './operator-token.ts';
import { recordedActs } from './operator/acts/recorded-acts.ts';
import { moveRunning } from './moving/move-running.ts';
import { operatorRoutes } from './operator/operator-routes.ts';
import { runningSigns } from './operator/signs/running-signs.ts';
import { workUnderWay } from './operator/work-under-way.ts';
import { pageRoutes } from './pages/page-routes.ts';
import { proveBackup } from './prove-backup.ts';
import { readiness } from './readiness.ts';
import { servicesOf } from './services.ts';
import { webhook } from './webhook.ts';

/** Everything but the socket: the same app is served over HTTP and called in process by the command line. */
export interface Composed {
  readonly app: Hono<EdgeEnv>;
  readonly host: Host;
  /** Lets go of those who follow events or listen to live updates, so that the requests in flight come to an end. */
  letGo(): void;
  close(): Promise<void>;
}

export interface ComposeOptions {
  readonly operatorKey: string;
  readonly clock?: Clock;
  readonly log?: Log;
  /** The folders of the built apps. Without them there is a plain page at `/`. */
  readonly faces?: Pick<FaceOptions, 'web' | 'console'>;
  /** As whom a visitor of a demo may look around. */
  readonly guest?: () => DemoAccount | undefined;
  /** Hears what is done for every request. */
  readonly tracer?: Tracer | undefined;
  /** Opens the storage of the embedded engine. Tests bound it, or break it on purpose. */
  readonly openEngine?: typeof embeddedEngine;
}

export async function compose(
  config: Pick<Config, 'dataFolder' | 'partitions' | 'origin' | 'webhook' | 'proxies'> &
    Partial<Pick<Config, 'engine' | 'services'>>,
  options: ComposeOptions,
): Promise<Composed> {
  const { operatorKey, clock = systemClock, log = () => {}, openEngine: open } = options;
  const tracing = options.tracer && { tracer: options.tracer };
  const { dataFolder, partitions } = config;
  const engine = open ? await open({ folder: dataFolder, partitions }) : await openEngine(config, clock, log);
  const { services, authenticate, stillStands } = await servicesOf(engine.secrets, clock, config.services);
  const host = await startHost({
    services,
    engine,
    clock,
    ...tracing,
    deliver: await deliverers(services, config.webhook, engine.secrets),
    member: `${hostname()}/${process.pid}/${randomUUID()}`,
    notices: {
      parked: ({ consumer, stream, partition, position, error }) =>
        log(
          `${consumer} set an event of ${stream} aside: ${firstLine(error)}. See: npx touchline dead-letters list`,
          { level: 'error', event: 'parked', consumer, stream, place: `${partition}.${position}` },
        ),
      givenUp: ({ id, kind }, error) =>
        log(`The message ${kind} (${id}) was given up: ${error} See: npx touchline dead-letters list`, {
          level: 'error',
          event: 'given-up',
          message: id,
          kind,
        }),
      failing: (consumer, error) =>
        log(`${consumer} cannot go on and will try again: ${firstLine(error)}`, {
          level: 'warn',
          event: 'failing',
          consumer,
        }),
    },
  });
  const callerOf = authenticate(host);
  const holds = stillStands(host);
  const all = (token: string) => operatorCaller(token, operatorKey) ?? callerOf(token);
  const stopping = new AbortController();
  const underWay = workUnderWay();
  const signs = runningSigns(host, config.dataFolder);
  let metrics: Metrics | undefined;
  let made: ReturnType<typeof contractDocuments> | undefined;
  const documents = () => (made ??= contractDocuments(services));
  const page = options.faces ? facePages({ ...options.faces, origin: config.origin, read }) : noPage;
  const app = httpApp({
    dispatch: host,
    authenticate: all,
    clock,
    ...tracing,
    page,
    proxies: config.proxies ?? 0,
    browser: { origin: config.origin, keptS: sessionIdleS },
    live: { hub: host.live, holds },
    documents,
    ready: () => readiness(host),
    metrics: () => (metrics ??= metricsOf(host)).text(),
    onRequest(seen) {
      (metrics ??= metricsOf(host)).seen(seen);
      if (seen.method !== 'GET') signs.commands.note(seen);
    },
    onError: requestFailed,
    extra(own, edge) {
      own.route(
        '/v1/operator',
        operatorRoutes({
          host,
          authenticate: all,
          holds,
          cookie: (c, requestId) => edge.browser?.token(c, requestId),
          acts: recordedActs(host),
          signs,
          backup: async (folder) =>
            engine.name === 'embedded'
              ? backupFolder(engine as EmbeddedEngine, folder).catch(refuseUnplaced)
              : refuse('not-backed-up-here'),
          proveBackup: async (folder) =>
            engine.name === 'embedded'
              ? proveBackup(config.dataFolder, folder).catch(refuseUnproved)
              : refuse('not-backed-up-here'),
          move:
            engine.name === 'embedded'
              ? moveRunning(engine as EmbeddedEngine, clock)
              : () => Promise.reject(new MoveRefused('Not from here: npx touchline migrate --from postgres')),
          stopping: stopping.signal,
          underWay,
          onError: requestFailed,
        }),
      );
      contentSecurityReports(
        own,
        edge,
        (violated) => (metrics ??= metricsOf(host)).contentSecurity(violated),
        () => clock.now(),
      );
      appConfig(own, edge, options.guest ?? (() => undefined));
      pageRoutes(own, edge, clock, page, () => documents().asyncApi);
    },
  });

  function requestFailed(error: unknown, requestId: string): void {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    log(`request ${requestId}: ${what}`, { level: 'error', event: 'request-failed', requestId });
  }

  async function read(path: string): Promise<unknown> {
    const answer = await app.request(path);
    return answer.ok ? answer.json() : undefined;
  }

  return {
    app,
    host,
    letGo() {
      stopping.abort();
      host.live.letGo();
    },
    async close() {
      stopping.abort();
      // Its end is recorded in the log, which must still be open then.
      await underWay.ended();
      signs.stop();
      await host.stop();
      await engine.close();
    },
  };
}

const noPage = async (): Promise<undefined> => undefined;
/** Every message goes to the one address that was configured; without one nobody is told anything. */
async function deliverers(
  services: readonly Service[],
  url: string | undefined,
  secrets: Secrets,
): Promise<Readonly<Record<string, Deliver>>> {
  if (url === undefined) return {};
  const deliver = webhook({ url, secret: await secrets.secret('webhook') });
  const messages = services.flatMap(({ policies }) => policies.flatMap(({ tells }) => tells));
  return Object.fromEntries(messages.map(({ name }) => [name, deliver]));
}

const firstLine = (error: unknown): string =>
  String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';

function refuseUnplaced(error: unknown): Refusal {
  if (error instanceof NoPlace) return refuse('no-place-for-backup', { because: error.message });
  throw error;
}

/** Whatever kept it from being restored: it is not proved. */
const refuseUnproved = (error: unknown): Refusal =>
  refuse('not-proved', { because: error instanceof Error ? error.message : String(error) });
