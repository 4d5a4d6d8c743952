// However a history lies on disk, it yields what `git cat-file` gives: deltas of any depth, loose objects, borrowed ones, several packs, SHA-256.
import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { exposuresOf } from '../../src/commands/audit/exposures.ts';
import { engineUnder } from '../../src/commands/looking.ts';
import { scanHistory } from '../../src/commands/scan/scan-history.ts';
import { gitEnvironment } from '../../src/io/environment.ts';
import { gitOf } from '../../src/io/git.ts';
import { hasherOf } from '../../src/io/hasher.ts';
import { PackStore } from '../../src/io/pack/store.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { folder, Repo, tidy, token } from '../hooks/lab.ts';

afterAll(tidy);

const worker = new URL('../../dist/worker.js', import.meta.url);

async function found(top: string, reader: 'packs' | 'git', threads = 0) {
  const git = gitOf(top, gitEnvironment(process.env));
  const look = { engine: await engineUnder(defaultPolicy), hasher: hasherOf(defaultPolicy.salt) };
  try {
    const { reader: used, ...rest } = await scanHistory(git, look, { policy: defaultPolicy, worker, reader, threads });
    return { used, rest };
  } finally {
    git.objects.close();
  }
}

/** Files with many versions: edits in all places, secrets planted whole and cut in two by what stood there, and taken away again. */
function manyVersions(repo: Repo, commits: number): string[] {
  const planted: string[] = [];
  const files = ['src/app.ts', 'deploy/values.yaml', 'docs/notes.md', 'big.ts'];
  const texts = new Map(
    files.map((file) => [file, Array.from({ length: file === 'big.ts' ? 9000 : 120 }, (_, n) => `  const value_${n} = other_key(${n}, token.of(${n}));`)]),
  );
  let halves: { readonly file: string; readonly rest: string } | undefined;
  // dealt, not diced: of seven edits each kind is one, so that chance never leaves out the secrets
  let deal: number[] = [];
  for (let commit = 0; commit < commits; commit += 1) {
    const file = files[randomInt(files.length)]!;
    const lines = texts.get(file)!;
    const at = randomInt(lines.length);
    if (deal.length === 0) deal = [0, 1, 2, 3, 4, 5, 6];
    const kind = deal.splice(randomInt(deal.length), 1)[0]!;
    if (kind < 3) lines.splice(at, randomInt(3), `  // edit ${commit} ${randomBytes(6).toString('hex')}`);
    else if (kind === 3) {
      const secret = token();
      planted.push(secret);
      lines.splice(at, 0, `const github = "${secret}";`);
    } else if (kind === 4) {
      // half of it in one version, the other half put behind it in the next
      const secret = token();
      planted.push(secret);
      lines.splice(at, 0, `const half = "${secret.slice(0, 17)}";`);
      halves = { file, rest: secret.slice(17) };
    } else if (kind === 5) lines.splice(at, 1, `db: postgres://app:${randomBytes(9).toString('hex')}@db.internal/x`);
    else lines.push(...lines.slice(at, at + 8));
    repo.write(file, `${lines.join('\n')}\n`);
    repo.git('add', '-N', '.');
    repo.past('commit', '-q', '-a', '-m', `change ${commit}`);
    if (halves !== undefined) {
      const half = halves;
      const whole = texts
        .get(half.file)!
        .map((text) => (text.startsWith('const half = "') && !text.includes(half.rest) && text.length === 33 ? `${text.slice(0, -2)}${half.rest}";` : text));
      texts.set(half.file, whole);
      repo.write(half.file, `${whole.join('\n')}\n`);
      repo.past('commit', '-q', '-a', '-m', `put together ${commit}`);
      halves = undefined;
    }
  }
  return planted;
}

/** What an audit tells, in whichever way it reads. */
async function exposed(top: string, reader: 'packs' | 'git', threads = 0) {
  const git = gitOf(top, gitEnvironment(process.env));
  const look = { engine: await engineUnder(defaultPolicy), hasher: hasherOf(defaultPolicy.salt) };
  return exposuresOf(git, look, { policy: defaultPolicy, worker, reader, threads }).finally(() => {
    git.objects.close();
  });
}

let repo: Repo;
beforeAll(() => {
  repo = Repo.make();
  expect(manyVersions(repo, 28)).toHaveLength(8);
  repo.past('tag', '-a', 'v1', '-m', `release with ${token()}`);
}, 240_000);

async function same(top: string): Promise<void> {
  const oracle = await found(top, 'git');
  expect(oracle).toMatchObject({ used: 'git' });
  expect(oracle.rest.findings.length).toBeGreaterThan(3);
  expect(await found(top, 'packs')).toEqual({ used: 'packs', rest: oracle.rest });
}

test('loose objects', () => same(repo.top), 120_000);

test.each([
  ['deep', ['--depth=250', '--window=50']],
  ['shallow', ['--depth=2', '--window=3']],
  ['none', ['--depth=0', '--window=0']],
])(
  'one pack, deltas %s',
  async (_, options) => {
    repo.git('repack', '-q', '-a', '-d', '-f', ...options);
    await same(repo.top);
  },
  120_000,
);

test('two packs, loose objects besides, an index of several packs, threads', async () => {
  repo.git('repack', '-q', '-a', '-d', '-f');
  manyVersions(repo, 6);
  repo.git('repack', '-q', '-d');
  repo.git('multi-pack-index', 'write');
  manyVersions(repo, 4);
  await same(repo.top);
  expect(await found(repo.top, 'packs', 2)).toEqual(await found(repo.top, 'packs'));
}, 120_000);

test('an audit sees a blob under each of its paths, also under one with a line break in it', async () => {
  const value = token();
  for (const path of ['one/a.ts', 'two/b.ts', 'docs/a\nb.md']) repo.write(path, `const github = "${value}";\n`);
  repo.git('add', '.');
  repo.past('commit', '-q', '-m', 'three places');
  repo.git('repack', '-q', '-a', '-d', '-f');
  const oracle = await exposed(repo.top, 'git');
  expect(Math.max(...oracle.exposures.map(({ places }) => places.length))).toBeGreaterThan(2);
  expect(oracle.exposures.some(({ places }) => ['one/a.ts', 'two/b.ts', 'docs/a\nb.md'].every((path) => places.some(({ file }) => file === path)))).toBe(true);
  expect(await exposed(repo.top, 'packs', 1)).toEqual(oracle);
}, 120_000);

test('an object that lies in two packs counts once', async () => {
  const ids = repo
    .git('rev-list', '--objects', '--all', '-n', '12')
    .split('\n')
    .map((line) => line.split(' ')[0]);
  repo.run(['pack-objects', '-q', '.git/objects/pack/pack'], { input: `${ids.join('\n')}\n` });
  expect(readdirSync(join(repo.top, '.git/objects/pack')).filter((name) => name.endsWith('.pack')).length).toBeGreaterThan(1);
  await same(repo.top);
}, 120_000);

test('borrowed objects', async () => {
  const borrower = new Repo(join(folder(), 'borrower'));
  repo.git('clone', '-q', '--shared', repo.top, borrower.top);
  await same(borrower.top);
}, 120_000);

test('SHA-256', async () => {
  const other = new Repo(folder());
  other.git('init', '-q', '-b', 'main', '--object-format=sha256');
  for (const [name, value] of [
    ['user.name', 'Lab'],
    ['user.email', 'lab@example.org'],
    ['commit.gpgsign', 'false'],
  ])
    other.git('config', name!, value!);
  manyVersions(other, 25);
  other.git('repack', '-q', '-a', '-d', '-f');
  await same(other.top);
}, 120_000);

test('an index that is not understood is left to git', async () => {
  const copy = folder();
  cpSync(repo.top, copy, { recursive: true });
  const odd = new Repo(copy);
  odd.git('repack', '-q', '-a', '-d', '-f');
  const oracle = await found(copy, 'git');
  const packs = join(copy, '.git/objects/pack');
  const index = readdirSync(packs).find((name) => name.endsWith('.idx'))!;
  odd.git('index-pack', '--index-version=1', join(packs, index.replace('.idx', '.pack')));
  expect(readFileSync(join(packs, index)).readUInt32BE(0)).not.toBe(0xff744f63);
  expect(await found(copy, 'packs')).toEqual(oracle);
}, 120_000);

test('a pack with damage in it is never clean', async () => {
  const copy = folder();
  cpSync(repo.top, copy, { recursive: true });
  new Repo(copy).git('repack', '-q', '-a', '-d', '-f');
  const packs = join(copy, '.git/objects/pack');
  const pack = join(
    packs,
    readdirSync(packs).find((name) => name.endsWith('.pack'))!,
  );
  const bytes = readFileSync(pack);
  for (let at = bytes.length >> 1; at < (bytes.length >> 1) + 200; at += 1) bytes[at] = (bytes[at]! ^ 0x5a) & 255;
  chmodSync(pack, 0o644);
  writeFileSync(pack, bytes);
  await expect(found(copy, 'packs')).rejects.toThrow();
}, 120_000);

test('a damaged index of a pack never hangs, and leaves nothing out', async () => {
  const copy = folder();
  cpSync(repo.top, copy, { recursive: true });
  new Repo(copy).git('repack', '-q', '-a', '-d', '-f');
  const oracle = await found(copy, 'git');
  const packs = join(copy, '.git/objects/pack');
  const index = join(
    packs,
    readdirSync(packs).find((name) => name.endsWith('.idx'))!,
  );
  const pack = index.replace('.idx', '');
  const whole = readFileSync(index);
  const count = whole.readUInt32BE(8 + 255 * 4);
  const offsets = 8 + 1024 + count * 24;
  const harm: readonly ((bytes: Buffer) => void)[] = [
    // larger than half of all numbers: a search by halves of the sum would never end
    (bytes) => bytes.fill(0xff, 8, 8 + 200 * 4),
    (bytes) => bytes.writeUInt32BE(0xffffffff, offsets),
    (bytes) => bytes.writeUInt32BE(0x7fffffff, offsets),
    (bytes) => bytes.writeUInt32BE(bytes.readUInt32BE(offsets), offsets + 4),
  ];
  chmodSync(index, 0o644);
  for (const damage of harm) {
    const bytes = Buffer.from(whole);
    damage(bytes);
    writeFileSync(index, bytes);
    expect(() => new PackStore([pack], 20)).toThrow();
  }
  writeFileSync(index, whole);
  expect((await found(copy, 'packs')).rest).toEqual(oracle.rest);
}, 120_000);
