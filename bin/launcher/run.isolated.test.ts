import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const launch = fileURLToPath(new URL('../launch.mjs', import.meta.url));

/** A launcher's process around a program given as text. */
function launched(program: string) {
  const run = new URL('./run.mjs', import.meta.url).href;
  const outer = `
    import { runUntilExit } from '${run}';
    process.exitCode = await runUntilExit(process.execPath, ['-e', ${JSON.stringify(program)}], { ownSession: true });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', outer], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  return {
    child,
    started: once(child.stdout, 'data'),
    closed: once(child.stdout, 'close'),
    output: () => output,
  };
}

// Ends when the signal has been seen and the process that sent it has had time to send it again.
const patient = `
  let seen = 0;
  const stop = () => { if (++seen === 1) setTimeout(() => { console.log('seen ' + seen); process.exit(7); }, 200); };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  setInterval(() => {}, 1000);
  console.log('ready');`;

describe('the launcher', () => {
  test('hands a signal to the program once, waits for it, and ends with its code', async () => {
    const { child, started, output } = launched(patient);
    const exited = once(child, 'exit');
    await started;
    child.kill('SIGINT');
    child.kill('SIGTERM');
    assert.deepEqual(await exited, [7, null]);
    assert.match(output(), /seen 1/);
  });

  test('takes the program with it when it is killed itself', async () => {
    const { child, started, closed, output } = launched(patient);
    await started;
    child.kill('SIGKILL');
    await closed;
    assert.match(output(), /seen 1/);
  });

  test('ends as a shell would when the program dies of a signal', async () => {
    const { child } = launched("process.kill(process.pid, 'SIGKILL')");
    assert.deepEqual(await once(child, 'exit'), [137, null]);
  });

  test('says in a sentence that it does not know what to launch', () => {
    const { status, stderr } = spawnSync(process.execPath, [launch, 'kettle'], { encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stderr, /^touchline: There is no "kettle" to launch; .*\n$/);
  });

  test('says in a sentence that Node is too old', () => {
    const pretend = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"18.20.0"}})';
    const { status, stderr } = spawnSync(process.execPath, ['--import', pretend, launch], {
      encoding: 'utf8',
    });
    assert.equal(status, 1);
    assert.match(stderr, /^Touchline needs Node 20 or newer to start; this is Node 18\.20\.0\.\n$/);
  });
});
