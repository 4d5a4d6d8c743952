// Asks the server: a session once, then answers that come in lines, with word of how far they are.
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Line } from '../wire.ts';

export class Refusal extends Error {}
/** The session is over, or never was. */
export class NoSession extends Refusal {}

/** Trades the token behind `#` for a cookie, and takes it out of the address. */
export async function beginSession(): Promise<void> {
  const token = location.hash.slice(1);
  if (!/^[\w-]{40,60}$/.test(token)) return;
  history.replaceState(null, '', '/#findings');
  await fetch('/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ token }) });
}

export interface Far {
  readonly done: number;
  readonly total: number | undefined;
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (let chunk = await reader?.read(); chunk !== undefined && !chunk.done; chunk = await reader?.read()) {
    const parts = (rest + chunk.value).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
}

/** @param body undefined: a GET, which changes nothing */
export async function ask<Result>(name: string, body?: unknown, tell: (far: Far) => void = () => undefined, signal?: AbortSignal): Promise<Result> {
  const sent = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`/api/${name}`, { ...sent, ...(signal === undefined ? {} : { signal }) }).catch((error: unknown) => {
    if (signal?.aborted === true) throw error;
    throw new Refusal('The server does not answer. Is `secrets-hooks ui` still running?');
  });
  if (response.status === 401) throw new NoSession(await response.text());
  if (!response.ok) throw new Refusal(await response.text());
  for await (const line of linesOf(response)) {
    const said = JSON.parse(line) as Line<Result>;
    if ('progress' in said) tell(said.progress);
    else if ('failed' in said) throw new Refusal(said.failed);
    else return said.result;
  }
  throw new Refusal('The answer broke off. Is `secrets-hooks ui` still running?');
}

export type Asked<Result> =
  | { readonly state: 'idle' }
  | { readonly state: 'busy'; readonly far: Far | undefined }
  | { readonly state: 'done'; readonly result: Result }
  | { readonly state: 'failed'; readonly error: Error };

/** One question that can be asked again; a new one breaks off the one before. */
export function useAsk<Result>(name: string): readonly [Asked<Result>, (body?: unknown) => void] {
  const [asked, setAsked] = useState<Asked<Result>>({ state: 'idle' });
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const go = useCallback(
    (body?: unknown) => {
      running.current?.abort();
      const mine = new AbortController();
      running.current = mine;
      const say = (next: Asked<Result>): void => {
        if (!mine.signal.aborted) setAsked(next);
      };
      setAsked({ state: 'busy', far: undefined });
      ask<Result>(
        name,
        body,
        (far) => {
          say({ state: 'busy', far });
        },
        mine.signal,
      ).then(
        (result) => {
          say({ state: 'done', result });
        },
        (error: unknown) => {
          say({ state: 'failed', error: error instanceof Error ? error : new Error('It failed.') });
        },
      );
    },
    [name],
  );
  return [asked, go];
}
