import { accessSync, constants, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '@touchline/engine-embedded';
import { systemClock, type Clock } from '@touchline/kernel';
import { assertCanListen, serveApp } from '@touchline/kernel/http';
import { compose, type ComposeOptions, type Composed } from './compose.ts';
import { ConfigFault, type Config } from './config.ts';
import { newDemoPassword, readDemoAccount, writeDemoAccount, type DemoAccount } from './demo/demo-account.ts';
import { fillDemo } from './demo/fill-demo.ts';
import { filesOfOthers } from './files-of-others.ts';
import { placeOf } from './open-engine.ts';
import type { Log } from './log.ts';
import { serviceNames } from './service-names.ts';
import { newOperatorKey, removeServerFile, writeServerFile } from './server-file.ts';
import { startTracing } from './tracing/start-tracing.ts';
import { version } from './version.ts';

/** Where the builds of the apps lie. */
const builtApps = {
  web: join(import.meta.dirname, '../../web/dist'),
  console: join(import.meta.dirname, '../../console/dist'),
};

export interface RunningServer {
  readonly url: string;
  readonly composed: Composed;
  /** Lets requests in flight finish, then closes the stores. Twice is once. */
  close(): Promise<void>;
}

/** Opens the data folder, starts the services, listens; says what it does. */
export async function startServer(
  given: Omit<Config, 'engine' | 'services'> & Partial<Config>,
  say: Log,
  options: Pick<ComposeOptions, 'openEngine' | 'faces'> = {},
): Promise<RunningServer> {
  const dataFolder = resolve(given.dataFolder);
  const config: Config = { engine: { name: 'embedded' }, services: serviceNames, ...given, dataFolder };
  prepareFolder(dataFolder);
  await assertCanListen(config);
  const others = filesOfOthers(dataFolder);
  if (others !== undefined) say(others, { level: 'warn', event: 'files-of-others' });
  const operatorKey = newOperatorKey();
  const clock = shiftedClock();
  let guest: DemoAccount | undefined;
  const tracer = config.tracing && (await startTracing(config.tracing, version));
  const composed = await compose(config, {
    operatorKey,
    clock,
    log: say,
    tracer,
    faces: builtApps,
    guest: () => guest,
    ...options,
  });
  try {
    const { events } = composed.host.engine;
    const written = async (): Promise<number> => (await events.heads()).reduce((sum, head) => sum + head, 0);
    const total = await written();
    if (config.demo) {
      if (total > 0) say('The event store is not empty, so --demo leaves it as it is.');
      else await moveIn(composed, operatorKey, clock, dataFolder, say);
      guest = await readDemoAccount(dataFolder);
    }
    const served = await serveApp(composed.app, config);
    await writeServerFile(dataFolder, { pid: process.pid, url: served.url, key: operatorKey });
    say(`Touchline is at ${served.url}  (API reference: ${served.url}/docs)`);
    const there = await written();
    say(`Data: ${placeOf(config)}, ${there === 0 ? 'no events yet' : `${there} events`}.`);
    say(`Durability: ${events.durability}`);
    say(`Services: ${config.services.join(', ')}`);
    if (config.tracing)
      say(`Traces: ${config.tracing.ratio * 100} % of requests, to ${new URL(config.tracing.url).host}`);
    for (const line of whatNext(served.url, config, total === 0)) say(line);
    let closing: Promise<void> | undefined;
    const close = async (): Promise<void> => {
      composed.letGo();
      await served.close();
      await composed.close();
      await tracer?.stop();
      await removeServerFile(dataFolder);
    };
    return { url: served.url, composed, close: () => (closing ??= close()) };
  } catch (error) {
    await composed.close();
    throw error;
  }
}

/** Fills an empty folder with a community, and lets a visitor be one of it. */
async function moveIn(
  composed: Composed,
  key: string,
  clock: ShiftedClock,
  dataFolder: string,
  say: (line: string) => void,
): Promise<void> {
  const send = async (
    method: string,
    path: string,
    body: object | undefined,
    as: string | null,
  ): Promise<unknown> => {
    const authorization = `Bearer ${as === null ? key : `${key}/${as}`}`;
    const init = {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    };
    const answer = await composed.app.request(path, init);
    if (!answer.ok) throw new Error(`The demo could not ${method} ${path}: ${await answer.text()}`);
    return answer.status === 204 ? undefined : answer.json();
  };
  const guest = { login: 'mara_hill', name: 'Mara Hill', password: newDemoPassword() };
  const made = await fillDemo(send, (ms) => clock.shift(-ms), guest);
  await writeDemoAccount(dataFolder, guest);
  say(`A demo community of ${made.people} people and ${made.posts} posts moved in. Nobody in it exists.`);
}

function whatNext(url: string, { services, engine, demo: filled }: Config, empty: boolean): string[] {
  const all = services.length === serviceNames.length;
  const account = `'{"handle":"kai","email":"kai@example.org","name":"Kai","password":"a long pass phrase"}'`;
  const lines = [
    ...(services.includes('posts') ? [`  curl ${url}/v1/feed/public`] : []),
    ...(services.includes('identity')
      ? [`  curl -X POST ${url}/v1/accounts -H 'content-type: application/json' -d ${account}`]
      : []),
    '  npx touchline events --follow',
    ...(empty && !filled && all && engine.name === 'embedded'
      ? ['  npm start -- --demo --data ./demo     (a small community to look at)']
      : []),
  ];
  return ['Try next:', ...lines, 'Stop with Ctrl-C.'];
}

interface ShiftedClock extends Clock {
  shift(ms: number): void;
}

/** The system's clock, set back while the demo writes its past. */
function shiftedClock(): ShiftedClock {
  let shiftMs = 0;
  return { ...systemClock, now: () => systemClock.now() + shiftMs, shift: (ms) => void (shiftMs = ms) };
}

/** Made where it is missing, and written into: else one would hear of it in the words of the first file that fails. */
function prepareFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isDirectory())
    throw new ConfigFault(`The data folder ${path} is a file: choose another with --data.`);
  const what = found ? 'written to' : 'made';
  try {
    makeFolder(path);
    accessSync(path, constants.W_OK);
  } catch (cause) {
    throw new ConfigFault(
      `The data folder ${path} cannot be ${what} (${(cause as NodeJS.ErrnoException).code}): choose another with --data.`,
    );
  }
}
