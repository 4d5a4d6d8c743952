// Reads objects through one `git cat-file --batch`: ids on stdin, bytes on stdout, nothing taken on trust.
import type * as ChildProcess from 'node:child_process';
import { GIT_OUTPUT_TIMEOUT_MS, MAX_WHOLE_FILE_BYTES, WINDOW_BYTES } from '../limits.ts';
import { fetchAll, Failure, gitMissing, gitSilent, isUnfetched } from './failure.ts';
import type { Git } from './git.ts';

/** An object as git stores it, or why it could not be had. `asked` is the name under which it was asked for. */
export type GitObject =
  | { readonly asked: string; readonly id: string; readonly type: 'blob' | 'commit' | 'tree' | 'tag'; readonly bytes: Buffer }
  | { readonly asked: string; readonly missing: 'absent' | 'too-large'; readonly size?: number };

export const patience = GIT_OUTPUT_TIMEOUT_MS;
const fullId = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/**
 * Objects in the order in which they were asked for, from the process that this repository's reader keeps open.
 * @param names ids or expressions without line breaks
 * @throws Failure where git fails, falls silent, or answers something else than was asked
 */
export async function* readObjects(git: Git, names: readonly string[]): AsyncGenerator<GitObject> {
  if (names.length > 0) yield* git.objects.read(names);
}

/** One `git cat-file --batch` for as long as a hook works: the policy, the blobs and the old blobs all come through it. */
export class ObjectReader {
  readonly #place: Pick<Git, 'folder' | 'env'>;
  readonly #fed = new Map<string, GitObject>();
  #stream: ObjectStream | undefined;
  #kept = false;

  constructor(place: Pick<Git, 'folder' | 'env'>) {
    this.#place = place;
  }

  /** Starts the process before it is needed, and keeps it until `close`; otherwise each read has a process of its own. */
  warm(): void {
    this.#kept = true;
    this.#stream ??= new ObjectStream(this.#place);
  }

  /** What git has answered before this process began: these names are not asked for again. */
  feed(objects: Iterable<GitObject>): void {
    for (const object of objects) this.#fed.set(object.asked, object);
  }

  async *read(names: readonly string[]): AsyncGenerator<GitObject> {
    if (this.#fed.size === 0) {
      yield* this.#ask(names);
      return;
    }
    const asked = this.#ask(names.filter((name) => !this.#fed.has(name)));
    try {
      for (const name of names) {
        yield this.#fed.get(name) ?? ((await asked.next()) as IteratorYieldResult<GitObject>).value;
      }
    } finally {
      await asked.return(undefined);
    }
  }

  async *#ask(names: readonly string[]): AsyncGenerator<GitObject> {
    if (names.length === 0) return;
    const stream = (this.#stream ??= new ObjectStream(this.#place));
    stream.ask(names);
    let answered = 0;
    try {
      while (answered < names.length) {
        for (const object of await stream.next()) {
          const asked = names[answered] ?? '';
          answered += 1;
          if ('id' in object && fullId.test(asked) && object.id !== asked)
            throw new Failure('object-stream', 'git cat-file answered something else than was asked', 'Run `git fsck`.');
          yield { ...object, asked };
        }
      }
    } finally {
      // whoever goes away in the middle leaves answers behind that belong to nobody
      if (answered < names.length || !this.#kept) this.close();
    }
  }

  close(): void {
    this.#stream?.end();
    this.#stream = undefined;
  }
}

/** The process and what came out of it so far. Every wait is bounded. */
class ObjectStream {
  readonly #child: ChildProcess.ChildProcessWithoutNullStreams;
  readonly #chunks: AsyncIterator<Buffer>;
  readonly #parser = new BatchParser();
  #failure: Failure | undefined;
  #stderr = '';

  constructor({ folder, env }: Pick<Git, 'folder' | 'env'>) {
    // the module is loaded where a process is started: what a hook's shim has fed in needs none
    const { spawn } = process.getBuiltinModule('node:child_process');
    this.#child = spawn('git', ['-c', 'core.fsmonitor=false', 'cat-file', '--batch'], { cwd: folder, env, stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    this.#child.on('error', () => {
      this.#failure ??= gitMissing('git cat-file');
    });
    this.#child.stdin.on('error', () => undefined);
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr = (this.#stderr + text).slice(0, 400);
    });
    this.#chunks = (this.#child.stdout as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  ask(names: readonly string[]): void {
    this.#child.stdin.write(`${names.join('\n')}\n`);
  }

  /** The objects that the next piece of output completes. */
  async next(): Promise<readonly GitObject[]> {
    const timer = setTimeout(() => {
      this.#failure = gitSilent('git cat-file');
      this.#child.kill('SIGKILL');
    }, patience);
    try {
      const chunk = await this.#chunks.next();
      if (chunk.done !== true) return [...this.#parser.feed(chunk.value)];
      throw (
        this.#failure ??
        new Failure(
          'object-stream',
          `git cat-file ended early: ${this.#stderr.split('\n')[0]?.slice(0, 160) ?? ''}`,
          isUnfetched(this.#stderr) ? fetchAll : 'Run `git fsck` to see which object is damaged.',
        )
      );
    } catch (error) {
      throw this.#failure ?? error;
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    this.#child.stdin.end();
    this.#child.kill();
  }
}

/** `<id> <type> <size>\n<bytes>\n`, or `<name> missing\n`. */
export class BatchParser {
  #head: Buffer[] = [];
  #open: { id: string; type: string; size: number; bytes: Buffer | undefined; filled: number } | undefined;

  get unfinished(): boolean {
    return this.#open !== undefined || this.#head.some((part) => part.length > 0);
  }

  *feed(chunk: Buffer): Generator<GitObject> {
    let at = 0;
    while (at < chunk.length) {
      if (this.#open === undefined) {
        const end = chunk.indexOf(10, at);
        this.#head.push(chunk.subarray(at, end < 0 ? chunk.length : end));
        if (end < 0) return;
        at = end + 1;
        const line = Buffer.concat(this.#head).toString('latin1');
        this.#head = [];
        const match = /^([0-9a-f]{40,64}) (blob|commit|tree|tag) (\d+)$/.exec(line);
        if (match === null) {
          if (!/ (?:missing|ambiguous)$/.test(line)) throw new Failure('object-stream', 'git cat-file answered something unknown', 'Run `git fsck`.');
          yield { asked: '', missing: 'absent' };
          continue;
        }
        const size = Number(match[3]);
        // a blob that is larger than a window is read by `blobChunks`
        const most = match[2] === 'blob' ? WINDOW_BYTES : MAX_WHOLE_FILE_BYTES;
        this.#open = { id: match[1] ?? '', type: match[2] ?? '', size, bytes: size > most ? undefined : Buffer.allocUnsafe(size), filled: 0 };
      }
      const open = this.#open;
      const take = Math.min(open.size - open.filled, chunk.length - at);
      if (open.bytes !== undefined) chunk.copy(open.bytes, open.filled, at, at + take);
      open.filled += take;
      at += take;
      if (open.filled < open.size || at >= chunk.length) continue;
      at += 1; // the line break behind the content
      this.#open = undefined;
      if (open.bytes === undefined) yield { asked: open.id, missing: 'too-large', size: open.size };
      else yield { asked: open.id, id: open.id, type: open.type as 'blob', bytes: open.bytes };
    }
  }
}
