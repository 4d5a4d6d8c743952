// The pipe for documents that arrive in pieces: each window is scanned, compared with what was there before, and sealed before the next one is read.
import { DocumentScan, type WindowLook } from './detect/document-scan.ts';
import type { Engine } from './detect/engine.ts';
import type { Candidate, Document, Finding, Unread } from './model.ts';
import { seal, type Hasher } from './seal.ts';
import { Remaining } from './subtract.ts';

/** A document whose bytes come one after the other. */
export interface Source<Chunks> extends Pick<Document, 'path' | 'origin'> {
  readonly chunks: Chunks;
  /** in bytes, where it is known */
  readonly size?: number;
}

export interface Inspected {
  readonly findings: readonly Finding[];
  readonly unread: readonly Unread[];
}

/** Findings of the windows so far. No window is kept: neither its text nor anything that refers to it. */
class Sealing {
  readonly findings: Finding[] = [];
  readonly unread: Unread[] = [];
  readonly #hasher: Hasher;
  readonly #commit: string | undefined;
  readonly #told = new Set<string>();

  constructor(hasher: Hasher, commit: string | undefined) {
    this.#hasher = hasher;
    this.#commit = commit;
  }

  add({ document, look, place }: WindowLook, candidates: readonly Candidate[]): void {
    for (const one of look.unread) {
      const key = `${one.reason}\n${one.file}\n${one.detail ?? ''}`;
      if (!this.#told.has(key)) this.unread.push(one);
      this.#told.add(key);
    }
    const sealed = seal(candidates, document, look.view, this.#hasher, this.#commit, look.candidates);
    for (const [index, finding] of sealed.entries()) {
      const { start, end } = candidates[index] ?? { start: 0, end: 0 };
      this.findings.push(detached(start === end ? finding : moved(finding, place)));
    }
  }
}

function moved(finding: Finding, place: WindowLook['place']): Finding {
  const start = place({ line: finding.startLine, column: finding.startColumn });
  const end = place({ line: finding.endLine, column: finding.endColumn });
  return { ...finding, startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A part of a string keeps all of it in memory: a finding with strings of its own doesn't. */
const detached = (finding: Finding): Finding => JSON.parse(JSON.stringify(finding)) as Finding;

/** For what can be read without waiting: files on disk, bytes in memory. */
export function inspectChunks(source: Source<Iterable<Uint8Array>>, engine: Engine, hasher: Hasher, commit?: string): Inspected {
  const scan = new DocumentScan(engine, { path: source.path, origin: source.origin }, source.size);
  const sealing = new Sealing(hasher, commit);
  for (const chunk of source.chunks) for (const window of scan.push(chunk)) sealing.add(window, window.look.candidates);
  for (const window of scan.end()) sealing.add(window, window.look.candidates);
  return sealing;
}

/** @param before what is there already, asked once something is found */
export async function inspectStream(
  source: Source<AsyncIterable<Uint8Array>>,
  engine: Engine,
  hasher: Hasher,
  commit?: string,
  before?: () => Promise<Remaining>,
): Promise<Inspected> {
  const sealing = new Sealing(hasher, commit);
  let remaining: Remaining | undefined;
  for await (const window of windowsOf(source, engine)) {
    const { candidates } = window.look;
    if (candidates.length > 0 && before !== undefined) remaining ??= await before();
    sealing.add(window, remaining === undefined ? candidates : remaining.take(candidates));
  }
  return sealing;
}

export async function* windowsOf(source: Source<AsyncIterable<Uint8Array>>, engine: Engine): AsyncGenerator<WindowLook> {
  const scan = new DocumentScan(engine, { path: source.path, origin: source.origin }, source.size);
  for await (const chunk of source.chunks) yield* scan.push(chunk);
  yield* scan.end();
}
