// Who may ask the page's server: whoever came with the one-time token, from this machine, by this server's own name.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const equal = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
};

export class Session {
  /** stands behind `#` in the link: a browser sends it to nobody by itself */
  readonly token = randomBytes(32).toString('base64url');
  readonly #cookie = randomBytes(32).toString('base64url');
  readonly #name: string;
  #used = false;

  /** @param port cookies know no ports: two of these servers must not take each other's */
  constructor(port: number) {
    this.#name = `secrets-hooks-${port}`;
  }

  /** The header that opens the session, once. */
  begin(token: unknown): string | undefined {
    if (this.#used || typeof token !== 'string' || !equal(token, this.token)) return undefined;
    this.#used = true;
    return `${this.#name}=${this.#cookie}; Path=/; HttpOnly; SameSite=Strict`;
  }

  holds(request: IncomingMessage): boolean {
    const given = (request.headers.cookie ?? '')
      .split(/;\s*/)
      .find((pair) => pair.startsWith(`${this.#name}=`))
      ?.slice(this.#name.length + 1);
    return given !== undefined && equal(given, this.#cookie);
  }
}

/** A name that some page made to point here (DNS rebinding) is not ours. */
export const isOurHost = (host: string | undefined, port: number): boolean => host === `127.0.0.1:${port}` || host === `localhost:${port}`;

/** A question that another page sends, by a form or by a script, is not answered. */
export function isOwnPage(request: IncomingMessage, port: number): boolean {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined ? request.method === 'GET' : origin === `http://127.0.0.1:${port}` || origin === `http://localhost:${port}`;
}
