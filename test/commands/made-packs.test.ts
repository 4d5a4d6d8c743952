// Packs made by hand, with what git would never write: rings of deltas, deltas without a base, objects that turn into others, objects too large to be held.
import { createHash, randomBytes } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import { exposuresOf } from '../../src/commands/audit/exposures.ts';
import { engineUnder } from '../../src/commands/looking.ts';
import { lookAtHistory } from '../../src/commands/scan/history-look.ts';
import { scanHistory } from '../../src/commands/scan/scan-history.ts';
import { gitEnvironment } from '../../src/io/environment.ts';
import { gitOf } from '../../src/io/git.ts';
import { hasherOf } from '../../src/io/hasher.ts';
import { MAX_WHOLE_FILE_BYTES } from '../../src/limits.ts';
import { kinds } from '../../src/io/pack/forest.ts';
import { PackStore } from '../../src/io/pack/store.ts';
import { walk } from '../../src/io/pack/walk.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { folder, Repo, tidy } from '../hooks/lab.ts';

afterAll(tidy);

interface Made {
  readonly id: Buffer;
  /** 3 blob · 6 delta of what begins so many bytes before · 7 delta of an object by its name */
  readonly type: number;
  readonly held: Buffer;
  readonly base?: Buffer | number;
  /** what the entry says of its size, where that is not true */
  readonly size?: number;
}

const id = (digit: string): Buffer => Buffer.from(digit.repeat(40), 'hex');
const sha1 = (bytes: Uint8Array): Buffer => createHash('sha1').update(bytes).digest();
/** A delta that puts text where a base of so many bytes was. */
const delta = (baseSize: number, text: string): Buffer => Buffer.concat([Buffer.from([baseSize, text.length, text.length]), Buffer.from(text)]);

function entryOf({ type, held, base, size = held.length }: Made): Uint8Array {
  const head = [(type << 4) | (size & 15)];
  for (let left = Math.floor(size / 16); left > 0; left = Math.floor(left / 128)) {
    head.push(left & 127);
    head[head.length - 2]! |= 128;
  }
  return Buffer.concat([Buffer.from(head), typeof base === 'number' ? Buffer.from([base]) : (base ?? Buffer.alloc(0)), deflateSync(held)]);
}

/** Writes a pack and its index. @returns their path without an ending */
function pack(entries: readonly Made[], into = folder('pack-')): string {
  const path = join(into, `pack-${'0'.repeat(40)}`);
  const parts: Uint8Array[] = [Buffer.from('PACK\0\0\0\x02', 'latin1'), Buffer.from([0, 0, 0, entries.length])];
  const placed: (readonly [Buffer, number])[] = [];
  let at = 12;
  for (const one of entries) {
    placed.push([one.id, at]);
    parts.push(entryOf(one));
    at += parts.at(-1)!.length;
  }
  const body = Buffer.concat(parts);
  const sum = sha1(body);
  placed.sort(([a], [b]) => Buffer.compare(a, b));
  const tables = Buffer.alloc(8 + 1024 + placed.length * 28);
  tables.writeUInt32BE(0xff744f63);
  tables.writeUInt32BE(2, 4);
  for (let byte = 0; byte < 256; byte += 1) tables.writeUInt32BE(placed.filter(([name]) => name[0]! <= byte).length, 8 + byte * 4);
  for (const [place, [name, offset]] of placed.entries()) {
    name.copy(tables, 1032 + place * 20);
    tables.writeUInt32BE(offset, 1032 + placed.length * 24 + place * 4);
  }
  const index = Buffer.concat([tables, sum]);
  writeFileSync(`${path}.pack`, Buffer.concat([body, sum]));
  writeFileSync(`${path}.idx`, Buffer.concat([index, sha1(index)]));
  return path;
}

const blob = (name: string, text: string): Made => ({ id: id(name), type: kinds.blob, held: Buffer.from(text) });
const broken: readonly (readonly [what: string, entries: readonly Made[]])[] = [
  [
    'two deltas that name each other',
    [blob('1', 'x'), { id: id('2'), type: 7, held: delta(1, 'a'), base: id('3') }, { id: id('3'), type: 7, held: delta(1, 'b'), base: id('2') }],
  ],
  ['a delta that names itself', [{ id: id('2'), type: 7, held: delta(1, 'a'), base: id('2') }]],
  ['a delta of its own place', [blob('1', 'x'), { id: id('2'), type: 6, held: delta(1, 'a'), base: 0 }]],
  ['a delta of a name that is not there', [blob('1', 'x'), { id: id('2'), type: 7, held: delta(1, 'a'), base: id('9') }]],
  ['a delta of a place where nothing begins', [blob('1', 'x'), { id: id('2'), type: 6, held: delta(1, 'a'), base: 1 }]],
];

test('a delta by name may stand before its base', () => {
  const store = new PackStore([pack([{ id: id('2'), type: 7, held: delta(5, 'made'), base: id('1') }, blob('1', 'whole')])], 20);
  const [forest] = store.forests;
  const seen: string[] = [];
  const note = ({ bytes }: { readonly bytes: Buffer }): undefined => void seen.push(bytes.toString());
  for (let entry = 0; entry < forest!.count; entry += 1) if (forest!.base(entry) < 0) walk<never>(forest!, entry, note, () => undefined);
  store.close();
  expect(seen).toEqual(['whole', 'made']);
});

describe('What is no pack is refused, and nothing stays open', () => {
  /** The numbers that the next files get: the same where none was left open. */
  const next = (): readonly number[] => {
    const files = [1, 2, 3].map(() => openSync(import.meta.filename, 'r'));
    for (const file of files) closeSync(file);
    return files;
  };
  test.each(broken)('%s', (_, entries) => {
    const good = pack([blob('1', 'x')]);
    const bad = pack(entries);
    const before = next();
    expect(() => new PackStore([good, bad], 20)).toThrow(expect.objectContaining({ code: 'object-stream' }));
    expect(next()).toEqual(before);
  });
  test('a file that only has the name of one', () => {
    const bad = pack([blob('1', 'x')]);
    writeFileSync(`${bad}.pack`, 'no pack at all, though it is long enough to be one');
    const before = next();
    expect(() => new PackStore([bad], 20)).toThrow(expect.objectContaining({ code: 'object-stream' }));
    expect(next()).toEqual(before);
  });
});

async function looking() {
  return { engine: await engineUnder(defaultPolicy), hasher: hasherOf(defaultPolicy.salt) };
}

test('a blob that damage made a tree of is missed by the count, and git is asked', async () => {
  const repo = Repo.make();
  pack([blob('5', 'one\n'), { ...blob('6', repo.line), type: kinds.tree }], join(repo.top, '.git/objects/pack'));
  const bytes = new Uint8Array(new SharedArrayBuffer(2 * 47));
  bytes.set(Buffer.from(`${'5'.repeat(40)} a.txt\n${'6'.repeat(40)} b.txt\n`));
  const git = gitOf(repo.top, gitEnvironment(process.env));
  try {
    const told = await lookAtHistory(git, { bytes, idLength: 20, count: 2 }, await looking(), { policy: defaultPolicy, worker: undefined });
    // git names what is not there as what was asked for: a blob
    expect({ reader: told.reader, unread: told.parts.flatMap(({ unread }) => unread) }).toEqual({
      reader: 'git',
      unread: [{ file: 'b.txt', reason: 'missing-object' }],
    });
  } finally {
    git.objects.close();
  }
});

test('what is too large to be held is told by the history and by an audit', async () => {
  const repo = Repo.make();
  const huge = randomBytes(20);
  pack([{ id: huge, type: kinds.blob, held: Buffer.from('x'), size: MAX_WHOLE_FILE_BYTES + 1 }], join(repo.top, '.git/objects/pack'));
  const tree = repo.run(['mktree', '--missing'], { input: `100644 blob ${huge.toString('hex')}\thuge.bin\n` }).stdout.trim();
  repo.git('update-ref', 'refs/heads/main', repo.git('commit-tree', '-m', 'huge', '-p', 'HEAD', tree));
  const git = gitOf(repo.top, gitEnvironment(process.env));
  const look = await looking();
  try {
    const told = [{ file: 'huge.bin', reason: 'too-large' }];
    expect((await scanHistory(git, look, { policy: defaultPolicy, worker: undefined })).unread).toEqual(told);
    expect((await exposuresOf(git, look, { policy: defaultPolicy, worker: undefined })).unread).toEqual(told);
  } finally {
    git.objects.close();
  }
});

test('what a message or a tag holds too deep to be looked at is told', async () => {
  const repo = Repo.make();
  let text = repo.line;
  for (let level = 0; level < 8; level += 1) text = Buffer.from(`key: ${text}`).toString('base64');
  repo.past('commit', '-q', '--allow-empty', '-m', `deep ${text}`);
  repo.git('tag', '-a', '-m', `deeper ${text}`, 'told');
  const git = gitOf(repo.top, gitEnvironment(process.env));
  const look = await looking();
  try {
    for (const reader of ['packs', 'git'] as const) {
      const { unread } = await scanHistory(git, look, { policy: defaultPolicy, worker: undefined, reader });
      expect(unread).toEqual([
        { file: 'commit message', reason: 'too-deep' },
        { file: 'tag message', reason: 'too-deep' },
      ]);
    }
    const { unread } = await exposuresOf(git, look, { policy: defaultPolicy, worker: undefined });
    expect(new Set(unread.map(({ file, reason }) => `${file} ${reason}`))).toEqual(new Set(['commit message too-deep', 'tag message too-deep']));
  } finally {
    git.objects.close();
  }
});
