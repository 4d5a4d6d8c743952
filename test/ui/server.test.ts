// The page's server: whom it answers, whom it does not, and that no value comes out of any answer.
import { request } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sampleRepository, uiIn, type Running, type Sample } from './sample.ts';

let sample: Sample;
let running: Running;
let cookie = '';

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** With node's own client: it sends any header, as a hostile page or program would. */
const send = (method: string, path: string, headers: Readonly<Record<string, string>> = {}, body?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(running.origin);
    const asked = request({ hostname, port, method, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
const json = { 'content-type': 'application/json' };
const post = (name: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  send('POST', `/api/${name}`, { ...json, origin: running.origin, cookie, ...headers }, JSON.stringify(body));
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- what is expected is said where it is asked
const resultOf = <Result>({ text }: Answer): Result => (JSON.parse(text.trim().split('\n').at(-1) ?? '') as { readonly result: Result }).result;

beforeAll(async () => {
  sample = sampleRepository();
  running = await uiIn(sample.repository.folder);
}, 120_000);
afterAll(() => {
  running.stop();
  sample.repository.end();
});

describe('Before there is a session', () => {
  test('it listens on the loopback address, by a link whose token no request line holds', () => {
    expect(running.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(running.token).toMatch(/^[\w-]{43}$/);
  });
  test('no answer without a session', async () => {
    for (const name of ['overview', 'incidents']) expect((await send('GET', `/api/${name}`)).status).toBe(401);
    for (const name of ['findings', 'check', 'replay', 'scopes', 'contract', 'save']) expect((await post(name, {})).status).toBe(401);
  });
  test.each([
    ['another token', 'x'.repeat(43)],
    ['none', undefined],
    ['an object', {}],
  ])('%s opens none', async (_, token) => {
    expect((await post('session', { token })).status).toBe(401);
  });
  test('another name for this machine is not answered: DNS can be pointed anywhere', async () => {
    const { port } = new URL(running.origin);
    for (const host of [`evil.example:${port}`, '127.0.0.1', `127.0.0.1.evil.example:${port}`, `[::1]:${port}`]) {
      expect((await send('GET', '/', { host })).status).toBe(421);
      expect((await post('session', { token: running.token }, { host })).status).toBe(421);
    }
  });
  test('another page is not answered', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }])
      expect((await post('session', { token: running.token }, headers)).status).toBe(403);
    expect((await send('POST', '/api/session', json, '{}')).status).toBe(403);
    expect((await send('POST', '/api/session', { origin: running.origin, 'content-type': 'text/plain' }, '{}')).status).toBe(415);
  });
});

describe('The session', () => {
  test('begins once, with a cookie for this page only', async () => {
    const begun = await post('session', { token: running.token });
    const [header = ''] = (begun.headers['set-cookie'] ?? []) as readonly string[];
    expect(begun.status).toBe(204);
    expect(header).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect((await post('session', { token: running.token })).status).toBe(401);
    cookie = header.split(';')[0] ?? '';
    expect((await send('GET', '/api/overview', { cookie })).status).toBe(200);
    expect((await send('GET', '/api/overview', { cookie: `${cookie}x` })).status).toBe(401);
    expect((await send('GET', '/api/overview', { cookie, origin: 'https://evil.example' })).status).toBe(403);
  });
  test('every page forbids what it does not need', async () => {
    for (const path of ['/', '/app.js', '/app.css', '/api/overview', '/nothing']) {
      const { headers } = await send('GET', path, { cookie });
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'cache-control': 'no-store' });
    }
    const [one, other] = [await send('GET', '/'), await send('GET', '/')];
    expect(one.text).not.toBe(other.text);
    expect(one.text).not.toMatch(/<style|style=|<script(?! type="module" src="\/app\.js")|onclick/);
  });
  test('only what is named is served, and a GET changes nothing', async () => {
    for (const path of ['/../package.json', '/%2e%2e/package.json', '/index.html', '/api/__proto__', '/api/constructor', '/api/../app.js/x', '//x'])
      expect([404, 400]).toContain((await send('GET', path, { cookie })).status);
    expect((await send('GET', '/api/save', { cookie })).status).toBe(404);
    expect((await send('PUT', '/api/save', { cookie, origin: running.origin })).status).toBe(405);
    expect((await send('DELETE', '/', { cookie, origin: running.origin })).status).toBe(405);
  });
  test('too much, or no JSON, is refused', async () => {
    expect((await send('POST', '/api/check', { ...json, origin: running.origin, cookie }, '{')).status).toBe(400);
    expect((await post('check', { text: 'x'.repeat(1_200_000) }).catch(() => ({ status: 400 }))).status).toBe(400);
    expect((await post('check', {})).text).toContain('failed');
    expect((await post('replay', { text: '{ "version": 1 }', last: 1e9 })).text).toContain('failed');
  });
});

describe('The answers', () => {
  const policy = '{ "version": 1, "salt": "00112233445566778899aabbccddeeff", "sections": [{ "paths": ["test/"], "refuse": "critical" }] }';
  test('hold no value, whatever is asked', async () => {
    const texts: string[] = [];
    for (const name of ['overview', 'incidents']) texts.push((await send('GET', `/api/${name}`, { cookie })).text);
    for (const name of ['findings', 'scopes', 'contract']) texts.push((await post(name, {})).text);
    texts.push((await post('check', { text: policy })).text, (await post('replay', { text: policy, last: 50 })).text);
    // a value that was put where none belongs is not quoted back
    const [canary = ''] = sample.canaries;
    for (const text of [`{ "version": 1, "refuse": "${canary}" }`, `{ "version": 1, "${canary}": 1 }`, `{ "version": 1, "extends": "${canary}" }`])
      texts.push((await post('check', { text })).text, (await post('replay', { text, last: 5 })).text, (await post('save', { text, was: null })).text);
    for (const text of texts) {
      expect(text).toMatch(/"(?:result|failed)"/);
      for (const value of sample.canaries) expect(text).not.toContain(value);
    }
  }, 120_000);

  test('findings, usage scope and incidents are those of the repository', async () => {
    const findings = resultOf<{ rows: { file: string; action: string }[] }>(await post('findings', {}));
    expect(findings.rows.map(({ file }) => file)).toEqual(expect.arrayContaining(['src/store.js', '.env', 'test/fixtures/client.py']));
    type Scope = { places: { file: string }[]; remotes: string[]; environments: string[] };
    const asked = post('scopes', {});
    const { scopes } = resultOf<{ scopes: Scope[] }>(await post('scopes', {}));
    expect(resultOf<{ scopes: Scope[] }>(await asked).scopes).toEqual(scopes);
    expect(scopes.find(({ places }) => places.some(({ file }) => file === 'src/store.js'))?.remotes).toEqual(['origin']);
    expect(scopes.find(({ environments }) => environments.length === 2)?.environments.sort()).toEqual(['production', 'staging']);
    const incidents = resultOf<{ state: string; history: unknown[] }[]>(await send('GET', '/api/incidents', { cookie }));
    expect(incidents).toMatchObject([{ state: 'rotated', history: [{ step: 'open' }, { step: 'rotated' }] }]);
  }, 120_000);

  test('a replay names what is let through, and the check says that it is weaker', async () => {
    const replayed = resultOf<{ letThrough: { file: string }[]; caught: unknown[]; inForce: { refused: number }; tried: { refused: number } }>(
      await post('replay', { text: policy, last: 50 }),
    );
    expect(replayed.letThrough.map(({ file }) => file)).toEqual(['test/fixtures/client.py']);
    expect(replayed.tried.refused).toBe(replayed.inForce.refused - 1);
    expect(resultOf(await post('check', { text: policy }))).toMatchObject({ problems: [], shifts: [{ direction: 'weaker' }] });
  }, 120_000);

  test('the contract is told row by row', async () => {
    const rows = resultOf<{ row: string; state: string; notes: { text: string }[] }[]>(await post('contract', {}));
    const of = (row: string) => rows.find((one) => one.row === row);
    expect(of('C3.1')?.state).toBe('broken');
    expect(of('C5.1')).toMatchObject({ state: 'broken', notes: [{ text: '.env:1' }] });
    expect(of('C6')).toMatchObject({ state: 'broken' });
    expect(of('C11')?.state).toBe('broken');
    expect(of('C12')?.state).toBe('holds');
  }, 120_000);

  test('saving writes what is valid, and only where nobody changed the file meanwhile', async () => {
    const file = join(sample.repository.folder, '.secrets-hooks/policy.json');
    const was = readFileSync(file, 'utf8');
    expect(resultOf(await post('save', { text: '{ "version": 2 }', was }))).toMatchObject({ problems: [{ line: 1 }] });
    expect((await post('save', { text: policy, was: `${was} ` })).text).toContain('changed meanwhile');
    expect(readFileSync(file, 'utf8')).toBe(was);
    expect(resultOf(await post('save', { text: policy, was }))).toMatchObject({ problems: [] });
    expect(readFileSync(file, 'utf8')).toBe(policy);
    expect(existsSync(`${file}.part`)).toBe(false);
    expect(resultOf(await post('save', { text: was, was: policy }))).toMatchObject({ problems: [] });
  });
});
