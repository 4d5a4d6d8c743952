// What a tool call would put where git takes it up: the file as it would be, less what stands there already.
import { readFile, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { inspectChanges, type Edge } from '../../inspect.ts';
import { WINDOW_BYTES } from '../../limits.ts';
import { gitEnvironment } from '../../io/environment.ts';
import { gitOf, type Git } from '../../io/git.ts';
import { hasherOf } from '../../io/hasher.ts';
import type { BlobId, Change, Path, Report } from '../../model.ts';
import type { Policy } from '../../policy/policy.ts';
import { engineUnder } from '../looking.ts';
import { memoryAt, rulebookOf } from '../rulebook.ts';
import { hookReport } from '../verdicts.ts';
import type { World } from '../world.ts';
import type { Write } from './call.ts';

export interface Judged {
  readonly report: Report;
  readonly policy: Policy;
}

/** @returns undefined where git takes nothing of it up: outside of a repository, or ignored there */
export async function judgeWrites(writes: readonly Write[], cwd: string, world: World): Promise<Judged | undefined> {
  const places = (await Promise.all(writes.map(async (write) => ({ write, place: await placeOf(write.path, cwd, world) })))).filter(
    (one): one is { write: Write; place: Place } => one.place !== undefined,
  );
  const [first] = places;
  if (first === undefined) return undefined;
  const { git, top } = first.place;
  try {
    const blobs = new Map<string, Buffer>();
    const changes: Change[] = [];
    for (const [index, { write, place }] of places.filter((one) => one.place.top === top).entries()) {
      const before = await readFile(place.real).catch(() => undefined);
      blobs.set(`new${index}`, edited(before, write));
      if (before !== undefined) blobs.set(`old${index}`, before);
      changes.push({
        path: place.path,
        blob: `new${index}` as BlobId,
        mode: '100644',
        origin: 'file',
        olds: before === undefined ? [] : [`old${index}` as BlobId],
      });
    }
    return await judged(git, changes, blobs, world);
  } finally {
    git.objects.close();
  }
}

async function judged(git: Git, changes: readonly Change[], blobs: ReadonlyMap<string, Buffer>, world: World): Promise<Judged> {
  // what has landed judges, not what an agent may have written beside it
  const { policy } = await rulebookOf(git, 'HEAD', 'HEAD');
  const edge: Edge = {
    // eslint-disable-next-line @typescript-eslint/require-await -- the texts are here already
    async *read(ids) {
      for (const id of ids) {
        const bytes = blobs.get(id) ?? Buffer.alloc(0);
        yield bytes.length > WINDOW_BYTES ? { id, size: bytes.length } : { id, bytes };
      }
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- the texts are here already
    async *stream(id) {
      yield blobs.get(id) ?? Buffer.alloc(0);
    },
    renames: () => Promise.resolve(new Map()),
  };
  const { findings, unread, files, bytes } = await inspectChanges(changes, edge, await engineUnder(policy), hasherOf(policy.salt));
  const stats = { files, bytes, commits: 0, durationMs: 0 };
  return { report: await hookReport({ findings, unread, stats }, policy, world.today(), () => memoryAt(git, 'HEAD')), policy };
}

/** The text after the edits; a piece that is not found there is added, so that it is looked at in any case. */
function edited(before: Buffer | undefined, write: Write): Buffer {
  let text = before?.toString('utf8') ?? '';
  for (const edit of write.edits) {
    if (edit.before === undefined) text = edit.after;
    else if (edit.before !== '' && text.includes(edit.before)) text = text.split(edit.before).join(edit.after);
    else text += `\n${edit.after}`;
  }
  return Buffer.from(text, 'utf8');
}

interface Place {
  readonly git: Git;
  readonly top: string;
  readonly path: Path;
  readonly real: string;
}

/** Where a file that is, or will be, stands in its repository; undefined where git does not take it up. */
async function placeOf(file: string, cwd: string, world: World): Promise<Place | undefined> {
  const real = resolve(cwd, file);
  const folder = await nearest(dirname(real));
  const environment = gitEnvironment(world.env);
  const asked = await gitOf(folder, environment).maybe(['rev-parse', '--show-toplevel']);
  if (asked === undefined) return undefined;
  const top = await realpath(asked);
  const inside = relative(top, join(await realpath(folder), relative(folder, real))).replaceAll('\\', '/');
  if (inside === '' || inside.startsWith('..') || isAbsolute(inside) || inside.split('/')[0] === '.git') return undefined;
  const git = gitOf(top, environment);
  const tracked = (await git.maybe(['ls-files', '--error-unmatch', '--', inside])) !== undefined;
  const ignored = !tracked && (await git.maybe(['check-ignore', '-q', '--', inside])) !== undefined;
  return ignored ? undefined : { git, top, path: inside as Path, real };
}

/** The nearest folder that is there: the agent may make the others. */
async function nearest(folder: string): Promise<string> {
  for (let at = folder; ; at = dirname(at)) {
    if ((await realpath(at).catch(() => undefined)) !== undefined) return at;
    if (dirname(at) === at || basename(at) === '') return at;
  }
}
