// The ways in which the same files can be looked at. All must yield the same: what a document yields does not depend on what it is scanned with.
import * as fs from 'node:fs';
import { join } from 'node:path';
import { readBlob, STAGE, TREE, walk } from 'isomorphic-git';
import { engineUnder, planUnder } from '../../src/commands/looking.ts';
import { lookAtFiles } from '../../src/commands/scan/files-task.ts';
import { scanHistoryAlone, aloneAt } from '../../src/commands/scan/scan-alone.ts';
import { scanRange, scanStaged } from '../../src/commands/scan/scan-git.ts';
import { scanHistory } from '../../src/commands/scan/scan-history.ts';
import { engineOf, type Engine } from '../../src/detect/engine.ts';
import { slowGate } from '../../src/detect/gate/gate.ts';
import { tableGate } from '../../src/detect/gate/table-gate.ts';
import { inspectDocument } from '../../src/inspect.ts';
import { gitEnvironment } from '../../src/io/environment.ts';
import { gitOf, type Git } from '../../src/io/git.ts';
import { hasherOf } from '../../src/io/hasher.ts';
import type { Finding, Path } from '../../src/model.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';

export interface Looks {
  readonly top: string;
  readonly paths: readonly string[];
  readonly worker: URL;
}

const policy = defaultPolicy;
const hasher = hasherOf(policy.salt);

/** All that a finding says of its place, in words that can be compared. */
export const said = (findings: readonly Finding[]): readonly string[] =>
  findings
    .map((one) => `${one.file} ${one.startLine}:${one.startColumn} ${one.ruleId} ${one.severity} ${one.certainty} ${one.fingerprint} ${one.decodedFrom.join()}`)
    .sort();

export async function withGit<T>(top: string, work: (git: Git) => Promise<T>): Promise<T> {
  const git = gitOf(top, gitEnvironment(process.env));
  try {
    return await work(git);
  } finally {
    git.objects.close();
  }
}

const documents = ({ top, paths }: Looks, engine: Engine): readonly Finding[] =>
  paths.flatMap((path) => inspectDocument({ path: path as Path, origin: 'file', bytes: fs.readFileSync(join(top, path)) }, engine, hasher).findings);

const files =
  (threads: number) =>
  async ({ top, paths, worker }: Looks): Promise<readonly Finding[]> => {
    const listed = paths.map((path) => ({ path: path as Path, real: Buffer.from(join(top, path)).toString('latin1') }));
    return (await lookAtFiles({ files: listed, policy }, { engine: await engineUnder(policy), hasher }, worker, () => undefined, undefined, threads)).findings;
  };

export const history =
  (reader: 'packs' | 'git', threads: number, pieceSize?: number) =>
  ({ top, worker }: Looks): Promise<readonly Finding[]> =>
    withGit(
      top,
      async (git) =>
        (
          await scanHistory(
            git,
            { engine: await engineUnder(policy), hasher },
            { policy, worker, reader, threads, ...(pieceSize === undefined ? {} : { pieceSize }) },
          )
        ).findings,
    );

export const historyAlone = async ({ top }: Looks): Promise<readonly Finding[]> =>
  (await scanHistoryAlone(aloneAt(top, {})!, { engine: await engineUnder(policy), hasher }, policy.places)).findings;

/** What is staged, as isomorphic-git sees it. */
async function stagedAlone({ top }: Looks): Promise<readonly Finding[]> {
  const engine = await engineUnder(policy);
  const found: Finding[] = [];
  await walk({
    fs,
    dir: top,
    trees: [TREE({ ref: 'HEAD' }), STAGE()],
    map: async (path, [old, staged]) => {
      if (path === '.' || staged === null || staged === undefined || (await staged.type()) !== 'blob') return true;
      const id = await staged.oid();
      if (id === (await old?.oid())) return true;
      const { blob } = await readBlob({ fs, dir: top, oid: id });
      found.push(...inspectDocument({ path: path as Path, origin: 'file', bytes: blob }, engine, hasher).findings);
      return true;
    },
  });
  return found;
}

type Way = readonly [name: string, look: (looks: Looks) => Promise<readonly Finding[]>];

/** While the files are staged, and not committed. */
export const stagedWays: readonly Way[] = [
  ['staged', ({ top }) => withGit(top, async (git) => (await scanStaged(git, { engine: await engineUnder(policy), hasher })).findings)],
  ['staged, by isomorphic-git', stagedAlone],
  ['each file', async (looks) => documents(looks, await engineUnder(policy))],
  ['each file, another gate', async (looks) => documents(looks, engineOf(await planUnder(policy), tableGate))],
  ['each file, no gate but a plain search', async (looks) => documents(looks, engineOf(await planUnder(policy), slowGate))],
  ['work tree', files(0)],
  ['work tree, one worker', files(1)],
  ['work tree, four workers', files(4)],
];

/** When they are the last commit. */
export const committedWays: readonly Way[] = [
  ['range', ({ top }) => withGit(top, async (git) => (await scanRange(git, 'HEAD~1..HEAD', { engine: await engineUnder(policy), hasher })).findings)],
  ['history', history('packs', 0)],
  ['history, small pieces', history('packs', 0, 2000)],
  ['history, four workers, small pieces', history('packs', 4, 2000)],
  ['history, by cat-file', history('git', 0)],
  ['history, by isomorphic-git', historyAlone],
];
