import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { openCommunity, type Community } from '../testing/community.ts';

const index = `<!doctype html><html lang="en"><head><title>Touchline</title>
<meta name="description" content="A network" /><!--head--></head><body><div id="app"></div></body></html>`;
const script = 'console.log("a script that is long enough to be worth compressing");\n'.repeat(20);
const asPage = { accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8' };

let community: Community;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchline-faces-'));
  const [web, operators] = [join(folder, 'web'), join(folder, 'console')];
  await mkdir(join(web, 'assets'), { recursive: true });
  await mkdir(operators);
  const files: Readonly<Record<string, string | Uint8Array>> = {
    'web/index.html': index,
    'web/config.json': '{}',
    'web/sw.js': 'self.skipWaiting();',
    'web/icon-512.png': new Uint8Array([137, 80, 78, 71]),
    'web/assets/shell-CJmk5das.js': script,
    'web/assets/shell-CJmk5das.js.br': brotliCompressSync(script),
    'web/assets/shell-CJmk5das.js.gz': gzipSync(script),
    'web/.sources': 'hash',
    'web/notes.exe': 'no type of ours',
    'console/index.html': '<!doctype html><title>Console</title>',
  };
  for (const [path, content] of Object.entries(files)) await writeFile(join(folder, path), content);
  community = await openCommunity(1, { origin: 'https://club.example', faces: { web, console: operators } });
});
after(async () => {
  await community.close();
  await rm(folder, { recursive: true });
});

const get = (path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET') =>
  community.composed.app.request(path, { method, headers });

test('every address that a person goes to is the app’s page; programs and missing files are told the truth', async () => {
  for (const path of ['/', '/p/none', '/settings/sessions', '/compose', '/u/nobody', '/index.html']) {
    const page = await get(path, asPage);
    deepEqual([page.status, await page.text()], [200, index], path);
  }
  equal((await get('/settings/sessions', { accept: 'application/json' })).status, 404);
  equal((await get('/settings/sessions', { accept: '*/*' })).status, 404);
  for (const headers of [undefined, { accept: '*/*' }])
    equal(
      await (await get('/u/nobody', headers)).text(),
      index,
      'a link that is shared, to whoever previews it',
    );
  equal((await get('/u/nobody', { accept: 'application/json, */*' })).status, 404);
  equal((await get('/assets/gone-12345678.js', asPage)).status, 404);
  for (const path of ['/v1/nothing', '/v1', '/docs/nothing', '/.sources', '/notes.exe', '/../server.json'])
    equal((await get(path, { accept: '*/*' })).status, 404, path);
  equal((await get('/v1/nothing', asPage)).headers.get('content-type'), 'application/problem+json');
  equal(((await (await get('/')).json()) as { openapi: string }).openapi, '/openapi.json');
  equal((await get('/compose', asPage, 'POST')).status, 404);
  match(await (await get('/console/views', asPage)).text(), /<title>Console/);
  match(await (await get('/console/correlation/0.42', asPage)).text(), /<title>Console/, 'no ending');
  equal((await get('/console/missing.js', asPage)).status, 404);
  match(await (await get('/console', asPage)).text(), /<title>Console/);
});

test('files with a hash in their name are kept for ever, all others asked for again', async () => {
  const caching = async (path: string): Promise<string | null> =>
    (await get(path, asPage)).headers.get('cache-control');
  equal(await caching('/assets/shell-CJmk5das.js'), 'public, max-age=31536000, immutable');
  for (const path of ['/', '/config.json', '/sw.js', '/p/none']) equal(await caching(path), 'no-cache', path);
});

test('a file goes out compressed as the client can take it, with a tag of its own, and once', async () => {
  const path = '/assets/shell-CJmk5das.js';
  const seen = new Set<string | null>();
  for (const [accepted, encoding, unpack] of [
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0', null, undefined],
    ['', null, undefined],
  ] as const) {
    const answer = await get(path, { 'accept-encoding': accepted });
    equal(answer.headers.get('content-encoding'), encoding, accepted);
    equal(answer.headers.get('content-type'), 'text/javascript; charset=utf-8');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    equal(new TextDecoder().decode(unpack ? unpack(bytes) : bytes), script);
    const etag = answer.headers.get('etag') ?? '';
    seen.add(etag);
    const again = await get(path, { 'accept-encoding': accepted, 'if-none-match': etag });
    deepEqual([again.status, await again.text()], [304, '']);
  }
  equal(seen.size, 3);
  const head = await get(path, {}, 'HEAD');
  deepEqual([head.status, await head.text()], [200, '']);
});

test('pages forbid whatever is not their own', async () => {
  for (const path of ['/', '/console', '/p/none']) {
    const { headers } = await get(path, asPage);
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "require-trusted-types-for 'script'",
    ])
      ok(policy.split('; ').includes(part), part);
    ok(!/unsafe|\*|https?:/.test(policy), policy);
    equal(headers.get('x-content-type-options'), 'nosniff');
    equal(headers.get('referrer-policy'), 'same-origin');
    equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    match(headers.get('permissions-policy') ?? '', /camera=\(\)/);
  }
});

test('HT9: what stands beside the declared routes forbids sniffing, framing and active content, too', async () => {
  for (const answer of [await get('/'), await get('/v1/reports/content-security', {}, 'POST')]) {
    equal(answer.headers.get('x-content-type-options'), 'nosniff');
    match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'; frame-ancestors 'none'/);
  }
});

test('a shared link tells what everybody may know, as text, and nothing else', async () => {
  const person = await community.person('mia');
  const as = community.tokenOf(person);
  const profile = {
    name: 'Mia $& "><script>alert(1)</script>',
    bio: 'Runs & swims',
    sports: [],
    location: '',
    links: [],
  };
  await community.ask('PUT', '/v1/me/profile', { as, body: profile });
  const post = async (body: object): Promise<string> =>
    (await community.ask<{ id: string }>('POST', '/v1/posts', { as, body })).body.id;
  const text = `</title><img src=x onerror=alert(1)> 'quoted' & "so" $1\n${'ä'.repeat(400)}`;
  const open = await (await get(`/p/${await post({ text })}`, asPage)).text();
  ok(!open.includes('<img'), open);
  ok(!open.includes('<script>alert'));
  match(
    open,
    /<meta property="og:title" content="Mia \$&amp; &quot;&gt;&lt;script&gt;alert\(1\)&lt;\/script&gt; \(@mia\) on Touchline" \/>/,
  );
  match(
    open,
    /<meta property="og:description" content="&lt;\/title&gt;&lt;img src=x onerror=alert\(1\)&gt; &#39;quoted&#39; &amp; &quot;so&quot; \$1 ä+…" \/>/,
  );
  match(open, /<meta property="og:url" content="https:\/\/club\.example\/p\/[0-9a-z]{26}" \/>/);
  match(open, /<meta property="og:image" content="https:\/\/club\.example\/icon-512\.png" \/>/);
  match(open, /<meta name="description" content="&lt;\/title&gt;/);
  match(open, /<title>Mia \$&amp;/);

  for (const visibility of ['followers', 'only-me'])
    equal(await (await get(`/p/${await post({ text: 'Secret', visibility })}`, asPage)).text(), index);
  const own = { ...asPage, authorization: `Bearer ${as}` };
  equal(await (await get(`/p/${await post({ text: 'Secret', visibility: 'only-me' })}`, own)).text(), index);
  match(
    await (await get('/u/mia', asPage)).text(),
    /<meta property="og:description" content="Runs &amp; swims" \/>/,
  );
  for (const path of ['/p/..%2f..%2fhealthz', '/p/%00', '/u/..', '/p/a/b'])
    equal((await get(path, asPage)).status, 200, path);
});

test('an app that was built again is served anew', async () => {
  const path = join(folder, 'console/index.html');
  await writeFile(path, '<!doctype html><title>Newer console</title>');
  await utimes(path, new Date(), new Date(Date.now() + 5000));
  match(await (await get('/console', asPage)).text(), /Newer console/);
});

test('a report of a violated policy is counted by its directive', async () => {
  const body = JSON.stringify([{ body: { effectiveDirective: 'script-src-elem' } }]);
  const headers = { 'content-type': 'application/reports+json', 'content-length': String(body.length) };
  const sent = { method: 'POST', headers, body };
  equal((await community.composed.app.request('/v1/reports/content-security', sent)).status, 204);
  const metrics = await (await get('/metrics')).text();
  match(metrics, /content_security_reports_total\{directive="script-src-elem"\} 1\n/);
});
