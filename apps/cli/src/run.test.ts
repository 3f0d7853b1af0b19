import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { commands } from './commands.ts';
import { optionsOf } from './command.ts';
import { problemResponse, typing } from './testing/fake-cli.ts';

describe('the command line', () => {
  test('lists every command with --help, and with nothing at all, which is not understood', async () => {
    const help = await typing(['--help']);
    const nothing = await typing([]);
    assert.deepEqual([help.code, nothing.code], [0, 2]);
    for (const { name } of commands) assert.match(help.out.join(), new RegExp(`^  ${name}\\b`, 'm'));
    assert.deepEqual(nothing.err, help.out);
  });

  for (const command of commands) {
    test(`${command.name} --help tells its usage, its arguments and all of its options`, async () => {
      const { code, out, where } = await typing([...command.name.split(' '), '--help']);
      const text = out.join('\n');
      assert.deepEqual([code, where], [0, []]);
      assert.ok(text.startsWith(`Usage: npx touchline ${command.name}`));
      for (const { name } of command.arguments) assert.ok(text.includes(name), name);
      for (const name of Object.keys(optionsOf(command))) assert.match(text, new RegExp(`--${name}\\b`));
      for (const example of command.examples)
        assert.ok(text.includes(example) && example.startsWith(command.name));
    });
  }

  test('-h, help COMMAND and --version are understood', async () => {
    const all = (await typing(['--help'])).out;
    assert.deepEqual((await typing(['-h'])).out, all);
    for (const line of [['help'], ['help', 'help'], ['--help', 'events']])
      assert.deepEqual((await typing(line)).out, all);
    const one = (await typing(['events', '--help'])).out;
    assert.deepEqual((await typing(['events', '-h'])).out, one);
    assert.deepEqual((await typing(['help', 'events'])).out, one);
    assert.deepEqual(
      (await typing(['help', 'dead-letters'])).out,
      (await typing(['dead-letters', '--help'])).out,
    );
    const { code, out } = await typing(['--version']);
    assert.deepEqual([code, /^touchline \d+\.\d+\.\d+$/.test(out.join())], [0, true]);
  });

  test('a family of commands has help of its own', async () => {
    const { code, out } = await typing(['dead-letters', '--help']);
    assert.equal(code, 0);
    for (const verb of ['list', 'retry', 'skip'])
      assert.match(out.join(), new RegExp(`dead-letters ${verb}`));
  });

  test('a store keeps its number of partitions: only the environment asks for one', async () => {
    const none = (): Response => Response.json({ events: [], end: true });
    for (const [environment, partitions] of [
      [{}, undefined],
      [{ partitions: '8' }, 8],
      [{ partitions: '' }, undefined],
    ] as const) {
      const { where } = await typing(['events'], none, { environment });
      assert.deepEqual(
        where.map((one) => one.partitions),
        [partitions],
      );
    }
  });

  for (const partitions of ['abc', '0', '65', '1e1'])
    test(`TOUCHLINE_PARTITIONS=${partitions} is refused, as by a server`, async () => {
      const { code, err, where } = await typing(['events'], undefined, { environment: { partitions } });
      assert.deepEqual([code, where], [2, []]);
      assert.match(err.join(), /TOUCHLINE_PARTITIONS takes a whole number from 1 to 64, not “/);
    });

  const misunderstood: readonly (readonly [string[], RegExp])[] = [
    [['evens'], /no command “evens”. Did you mean events\?/],
    [['dead-letters'], /one more word: dead-letters list/],
    [
      ['dead-letters', 'bogus'],
      /^touchline: There is no command “dead-letters bogus”\. There are: dead-letters list/,
    ],
    [['help', 'evens'], /no command “evens”/],
    [
      ['stream', 'post-1', '--at', '-1'],
      /^touchline: --at needs a value, and “-1” looks like another option; as a value it is written --at=-1\. See [^\n]*$/,
    ],
    [['stream', 'post-1', '--at=-1'], /--at takes a whole number from 0/],
    [['events', '--frob'], /Unknown option --frob.*events --help/],
    [['events', '--limit'], /--limit.*argument missing/],
    [['events', '--limit', '0'], /--limit takes a whole number from 1/],
    [['events', '--since', 'yesterday'], /--since takes a time such as/],
    [['events', '--follow', '--until', '1h'], /--until does not go with --follow/],
    [['views', 'post'], /“post” is one argument too many/],
    [['stream'], /ID is missing/],
    [['rebuild'], /Name a view or a service, or give --all/],
    [['rebuild', 'posts', '--all'], /Name a view or a service, or give --all/],
    [['dead-letters', 'skip', 'x:0.1'], /--reason TEXT is missing/],
    [['dead-letters', 'retry'], /Give an ID/],
    [['dead-letters', 'retry', 'x:0.1', '--all'], /Give an ID/],
    [['restore', 'backup'], /--data NEW is missing/],
    [['restore', 'backup', '--data', ''], /--data takes NEW, and it is empty: the data folder to make/],
    [['backup', ''], /DIR is empty: a folder that does not exist yet/],
    [['stream', ''], /ID is empty/],
    [['events', '--type', 'A', '--type', ''], /--type takes TYPE, and it is empty/],
    [['import-graph', 'edges.txt', '--handle-prefix', 'Fan '], /--handle-prefix takes/],
  ];
  for (const [line, message] of misunderstood) {
    test(`touchline ${line.join(' ')} is not understood, and says what to type`, async () => {
      const { code, err, out, asked } = await typing(line);
      assert.deepEqual([code, out, asked], [2, [], []]);
      assert.match(err.join('\n'), message);
    });
  }

  test('what the system says no with is told with its details, and ends with 1', async () => {
    const { code, err } = await typing(['rebuild', 'pots'], () =>
      problemResponse(404, 'no-such-target', 'Nothing here has this name.', {
        details: { known: ['posts/post'] },
      }),
    );
    assert.equal(code, 1);
    assert.deepEqual(err, ['touchline: Nothing here has this name.\n  known: posts/post']);
  });

  test('what nobody foresaw is told in one line, without a stack trace', async () => {
    const { code, err } = await typing(['views'], () =>
      Promise.reject(new TypeError('x is not a thing\nat y')),
    );
    assert.deepEqual(
      [code, err],
      [1, ['touchline: The command failed in a way that was not foreseen (TypeError: x is not a thing).']],
    );
  });

  test('an answer that is none of ours, and one that needs another token, say so', async () => {
    const page = await typing(['views'], () => new Response('<html>', { status: 502 }));
    assert.match(page.err.join(), /502.*Is this address right/);
    const stranger = await typing(['views'], () => problemResponse(401, 'unauthenticated', ''));
    assert.match(stranger.err.join(), /token is not valid/);
    assert.deepEqual([page.code, stranger.code], [1, 1]);
  });

  test('what only the key of the data folder may takes no token, nor one of the environment', async () => {
    const typed = await typing(['import-graph', 'edges', '--url', 'http://mine', '--token', 't']);
    assert.deepEqual([typed.code, typed.asked, typed.where], [2, [], []]);
    assert.match(typed.err.join(), /import-graph acts for everybody.* no token: run it with --data DIR/);
    const environment = { url: 'http://mine', token: 't' };
    const [where] = (await typing(['import-graph', '/dev/null'], undefined, { environment })).where;
    assert.deepEqual([where?.token, where?.ownKeyOnly], [undefined, 'import-graph']);
    assert.doesNotMatch((await typing(['import-graph', '--help'])).out.join(), /--token/);
  });

  test('options win over the environment; a folder that is named wins over a server in the environment', async () => {
    const environment = { data: '/env/data', url: 'http://env', token: 'env-token' };
    const [plain] = (await typing(['views', '--json'], undefined, { environment })).where;
    assert.deepEqual([plain?.dataFolder, plain?.url, plain?.token], ['/env/data', 'http://env', 'env-token']);
    const [folder] = (await typing(['views', '--json', '--data', '/mine'], undefined, { environment })).where;
    assert.deepEqual([folder?.dataFolder, folder?.url, folder?.token], ['/mine', undefined, undefined]);
    const [server] = (
      await typing(['views', '--json', '--url', 'http://mine', '--token', 't'], undefined, { environment })
    ).where;
    assert.deepEqual([server?.url, server?.token], ['http://mine', 't']);
  });
});
