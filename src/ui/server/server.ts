// The page's server: on the loopback address only; static files for anybody who asks by the right name, answers for the session alone.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Line } from '../wire.ts';
import { isOurHost, isOwnPage, Session } from './session.ts';

/** Tells how far it is. */
export type Tells = (done: number, total: number | undefined) => void;
/** What is asked for by name; `body` is what was sent, as JSON. */
export interface Answers {
  /** looked up at once; nothing is changed by it */
  readonly gets: Readonly<Record<string, () => Promise<unknown>>>;
  /** may take long, or may change something; `undefined` where it was asked wrongly */
  readonly posts: Readonly<Record<string, (body: unknown, tells: Tells) => Promise<unknown>>>;
}

const files: Readonly<Record<string, readonly [name: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/app.js': ['app.js', 'text/javascript; charset=utf-8'],
  '/app.css': ['app.css', 'text/css; charset=utf-8'],
};
const largestBody = 1_000_000;

const headers = (nonce: string): Readonly<Record<string, string>> => ({
  'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
});

export interface Served {
  readonly url: string;
  readonly server: Server;
}

/** @param folder of the page's files @param port 0: any that is free @param sayFailure turns an error into words without a value */
export async function serve(folder: URL, port: number, answers: Answers, sayFailure: (error: unknown) => string): Promise<Served> {
  const place: { session?: Session; port: number } = { port };
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 10_000 }, (request, response) => {
    const { session } = place;
    if (session === undefined) {
      response.writeHead(503).end();
      return;
    }
    answered(request, response, { folder, answers, session, port: place.port, sayFailure }).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.maxHeadersCount = 100;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  place.port = (server.address() as AddressInfo).port;
  place.session = new Session(place.port);
  return { url: `http://127.0.0.1:${place.port}/#${place.session.token}`, server };
}

interface Place {
  readonly folder: URL;
  readonly answers: Answers;
  readonly session: Session;
  readonly port: number;
  readonly sayFailure: (error: unknown) => string;
}

/** Why a question is not answered, before anything is read. */
function refusalOf({ request, port, pathname }: Asked): readonly [status: number, why: string] | undefined {
  if (!isOurHost(request.headers.host, port)) return [421, 'This server answers to its own name only.'];
  if (!isOwnPage(request, port)) return [403, 'This server answers its own page only.'];
  const api = pathname.startsWith('/api/');
  if (request.method !== 'GET' && !(api && request.method === 'POST')) return [405, 'Only GET, and POST where something is asked.'];
  return api && request.method === 'POST' && request.headers['content-type'] !== 'application/json' ? [415, 'Only JSON.'] : undefined;
}

interface Asked extends Place {
  readonly request: IncomingMessage;
  readonly pathname: string;
}

const noSession = [401, 'Open the link that `secrets-hooks ui` printed. It opens once: if it was used, start the command again.'] as const;
const unknown = [404, 'There is no such page.'] as const;

async function answered(request: IncomingMessage, response: ServerResponse, place: Place): Promise<void> {
  const nonce = randomBytes(16).toString('base64url');
  for (const [name, value] of Object.entries(headers(nonce))) response.setHeader(name, value);
  const pathname = (request.url ?? '').split('?')[0] ?? '';
  const refusal = refusalOf({ ...place, request, pathname }) ?? (await given({ ...place, request, pathname }, response, nonce));
  if (refusal !== undefined) response.writeHead(refusal[0], { 'content-type': 'text/plain; charset=utf-8' }).end(`${refusal[1]}\n`);
}

/** Answers, or says why not. */
async function given(asked: Asked, response: ServerResponse, nonce: string): Promise<readonly [number, string] | undefined> {
  const { request, pathname, folder, session, answers, sayFailure } = asked;
  const file = Object.hasOwn(files, pathname) ? files[pathname] : undefined;
  if (file !== undefined) {
    const text = await readFile(new URL(file[0], folder), 'utf8');
    response.writeHead(200, { 'content-type': file[1] }).end(file[0] === 'index.html' ? text.replaceAll('NONCE', nonce) : text);
    return undefined;
  }
  const name = /^\/api\/([a-z-]{1,40})$/.exec(pathname)?.[1];
  if (name === undefined) return unknown;
  if (request.method === 'GET') {
    if (!session.holds(request)) return noSession;
    const get = Object.hasOwn(answers.gets, name) ? answers.gets[name] : undefined;
    if (get === undefined) return unknown;
    await streamed(response, get, sayFailure);
    return undefined;
  }
  const body = await bodyOf(request);
  if (body === undefined) return [400, 'This is no JSON, or too much of it.'];
  if (name === 'session') {
    const cookie = session.begin((body.value as { readonly token?: unknown } | null)?.token);
    if (cookie === undefined) return [401, 'This link was used, or is another one: start `secrets-hooks ui` again.'];
    response.writeHead(204, { 'set-cookie': cookie }).end();
    return undefined;
  }
  if (!session.holds(request)) return noSession;
  const post = Object.hasOwn(answers.posts, name) ? answers.posts[name] : undefined;
  if (post === undefined) return unknown;
  await streamed(response, (tells) => post(body.value, tells), sayFailure);
  return undefined;
}

async function bodyOf(request: IncomingMessage): Promise<{ readonly value: unknown } | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // read to its end, so that the answer arrives, and kept no further
    if (size <= largestBody) chunks.push(chunk);
  }
  if (size > largestBody) return undefined;
  try {
    return { value: JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown };
  } catch {
    return undefined;
  }
}

/** Lines of JSON, so that the page can tell how far a long look is. */
async function streamed(response: ServerResponse, work: (tells: Tells) => Promise<unknown>, sayFailure: (error: unknown) => string): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson; charset=utf-8' });
  const say = (line: Line<unknown>): void => {
    response.write(`${JSON.stringify(line)}\n`);
  };
  let next = 0;
  try {
    const result = await work((done, total) => {
      const now = performance.now();
      if (now < next) return;
      next = now + 100;
      say({ progress: { done, total } });
    });
    say({ result });
  } catch (error) {
    say({ failed: sayFailure(error) });
  }
  response.end();
}
