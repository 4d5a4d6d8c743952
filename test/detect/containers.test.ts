// Archives that are odd, damaged or made to mislead: what is in them is looked at, or it is said that it was not.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import sqlite from 'node-sqlite3-wasm';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import type { Path } from '../../src/model.ts';

const engine = engineOf(catalogue);
const look = (bytes: Uint8Array) => {
  const { candidates, unread } = engine({ path: 'x.bin' as Path, origin: 'file', bytes });
  return { found: candidates.filter((one) => one.decodedFrom.includes('archive')).length, unread: unread.map((one) => one.reason) };
};
const inner = Buffer.from(`note\nDB_PASSWORD="${randomBytes(9).toString('hex')}Zq8"\n`);
const archive = (): Buffer => Buffer.from(zipSync({ 'a.env.txt': inner }));
const crc = (bytes: Buffer): number => gzipSync(bytes).readUInt32LE(gzipSync(bytes).length - 8);
const central = (bytes: Buffer): number => bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'));

test('what is found in an archive knows in which file, also through an archive in it', () => {
  const nested = zipSync({ 'b/inner.zip': zipSync({ 'c.txt': inner }), 'a.txt': Buffer.from(`API_KEY="${randomBytes(9).toString('hex')}Zq8"\n`) });
  const { candidates } = engine({ path: 'x.zip' as Path, origin: 'file', bytes: nested });
  expect(candidates.map((one) => one.within).sort()).toEqual(['a.txt', 'b/inner.zip!/c.txt']);
});

describe('Zip', () => {
  test('a size of nothing in the directory hides nothing', () => {
    const bytes = archive();
    bytes.writeUInt32LE(0, central(bytes) + 24);
    expect(look(bytes)).toEqual({ found: 1, unread: [] });
  });
  test('a name that ends like a folder hides nothing', () => {
    expect(look(zipSync({ 'folder/': inner }))).toEqual({ found: 1, unread: [] });
  });
  test('a header that stands elsewhere is damage', () => {
    const bytes = archive();
    bytes.writeUInt32LE(7, central(bytes) + 42);
    expect(look(bytes)).toEqual({ found: 0, unread: ['damaged'] });
  });
  test('encrypted entries are told, those beside them are looked at', () => {
    const bytes = Buffer.from(zipSync({ 'locked.txt': inner, 'open.txt': inner }));
    bytes.writeUInt16LE(1, central(bytes) + 8);
    expect(look(bytes)).toEqual({ found: 1, unread: ['encrypted'] });
  });
  test('zip64 sizes and offsets', () => {
    const bytes = archive();
    const at = central(bytes);
    const end = bytes.length - 22;
    const name = bytes.readUInt16LE(at + 28);
    const extra = Buffer.alloc(28);
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(24, 2);
    extra.writeUInt32LE(bytes.readUInt32LE(at + 24), 4);
    extra.writeUInt32LE(bytes.readUInt32LE(at + 20), 12);
    extra.writeUInt32LE(bytes.readUInt32LE(at + 42), 20);
    const record = Buffer.concat([bytes.subarray(at, at + 46 + name), extra]);
    record.writeUInt16LE(28, 30);
    for (const field of [20, 24, 42]) record.writeUInt32LE(0xffffffff, field);
    const large = Buffer.alloc(56);
    large.write('PK\x06\x06', 'latin1');
    large.writeUInt32LE(1, 32);
    large.writeUInt32LE(at, 48);
    const locator = Buffer.alloc(20);
    locator.write('PK\x06\x07', 'latin1');
    locator.writeUInt32LE(at + record.length, 8);
    const last = Buffer.from(bytes.subarray(end));
    last.writeUInt16LE(0xffff, 10);
    last.writeUInt32LE(0xffffffff, 16);
    expect(look(Buffer.concat([bytes.subarray(0, at), record, large, locator, last]))).toEqual({ found: 1, unread: [] });
  });
});

describe('gzip', () => {
  test('what stands in front of the damage is looked at', () => {
    const bytes = gzipSync(Buffer.concat([inner, Buffer.from(randomBytes(100_000).toString('hex').replace(/.{8}/g, '$& \n'))]));
    expect(look(bytes.subarray(0, bytes.length >> 1))).toEqual({ found: 1, unread: ['damaged'] });
    expect(look(Buffer.concat([gzipSync(inner), randomBytes(40)]))).toEqual({ found: 1, unread: ['damaged'] });
  });
  test('each of several members is looked at', () => {
    expect(look(Buffer.concat([gzipSync('nothing'), gzipSync(inner)]))).toEqual({ found: 1, unread: [] });
  });
});

describe('Zstandard', () => {
  // frames by hand (RFC 8878): magic, a descriptor of one segment with four bytes of size, raw and repeated blocks
  const frame = (...blocks: Buffer[]): Buffer => {
    const size = blocks.reduce((sum, block) => sum + (((block[0]! >> 1) & 3) === 1 ? block.readUIntLE(0, 3) >> 3 : block.length - 3), 0);
    const head = Buffer.from('28b52ffda0', 'hex');
    const content = Buffer.alloc(4);
    content.writeUInt32LE(size);
    return Buffer.concat([head, content, ...blocks]);
  };
  const block = (kind: 0 | 1, size: number, body: Buffer, last: boolean): Buffer => {
    const head = Buffer.alloc(3);
    head.writeUIntLE((size << 3) | (kind << 1) | (last ? 1 : 0), 0, 3);
    return Buffer.concat([head, body]);
  };
  const raw = (body: Buffer, last = true): Buffer => block(0, body.length, body, last);
  test('is opened', () => {
    expect(look(frame(raw(inner)))).toEqual({ found: 1, unread: [] });
  });
  test('what stands in front of the damage is looked at', () => {
    expect(look(frame(raw(inner, false), raw(randomBytes(500))).subarray(0, 400))).toEqual({ found: 1, unread: ['damaged'] });
  });
  test('a bomb of repeated bytes ends at the limit', () => {
    const many = Array.from({ length: 2000 }, (_, index) => block(1, 131_072, Buffer.from('z'), index === 1999));
    expect(look(frame(...many)).unread).toEqual(['too-large']);
  });
});

/** A tar of the days before `ustar`: name, mode, size, checksum. */
function oldTar(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(512);
  head.write(name);
  head.write('0000644\0', 100);
  head.write(`${body.length.toString(8).padStart(11, '0')} `, 124);
  head.fill(' ', 148, 156);
  head.write(
    `${head
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return Buffer.concat([head, body, Buffer.alloc((512 - (body.length % 512)) % 512), Buffer.alloc(1024)]);
}

function cpio(name: string, body: Buffer): Buffer {
  const entry = (path: string, content: Buffer): Buffer => {
    const fields = [1, 0o100644, 0, 0, 1, 0, content.length, 0, 0, 0, 0, path.length + 1, 0].map((field) => field.toString(16).padStart(8, '0'));
    const head = Buffer.from(`070701${fields.join('')}${path}\0`);
    return Buffer.concat([head, Buffer.alloc(-head.length & 3), content, Buffer.alloc(-content.length & 3)]);
  };
  return Buffer.concat([entry(name, body), entry('TRAILER!!!', Buffer.alloc(0))]);
}

/** A lead, a signature of no entries, a header of no entries, the archive. */
const rpm = (archive: Buffer): Buffer => {
  const header = Buffer.from('8eade80100000000'.padEnd(32, '0'), 'hex');
  return Buffer.concat([Buffer.from('edabeedb0300', 'hex'), Buffer.alloc(90), header, header, archive]);
};

describe('Formats of the table', () => {
  const packed = gzipSync(inner);
  const program = Buffer.concat([Buffer.from('7f454c46', 'hex'), randomBytes(3000)]);
  test.each([
    ['a tar without the mark of ustar', oldTar('a.gz', packed)],
    ['what follows the end of a tar', Buffer.concat([oldTar('a.txt', Buffer.from('nothing')), packed])],
    ['a second tar behind the first', Buffer.concat([oldTar('a.txt', Buffer.from('nothing')), oldTar('a.gz', packed)])],
    ['cpio', cpio('a.gz', packed)],
    ['an RPM package', rpm(gzipSync(cpio('etc/a.txt', inner)))],
    ['zlib', deflateSync(inner)],
    ['data in front of a zip', Buffer.concat([packed, archive()])],
    ['gzip behind a program', Buffer.concat([program, packed, program])],
    ['zip between programs', Buffer.concat([program, archive(), program])],
    ['zip far in front of the end', Buffer.concat([program, archive(), Buffer.alloc(70_000, 7)])],
    ['tar behind a program', Buffer.concat([program, oldTar('a.gz', packed).fill('ustar\0', 257, 263)])],
    ['gzip behind a picture', Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(500), Buffer.from('49454e44ae426082', 'hex'), packed])],
  ])('%s', (_, bytes) => {
    // the checksum of a tar is over the whole header
    if (bytes.includes('ustar'))
      bytes.write((Number.parseInt(bytes.toString('latin1', 3004 + 148, 3004 + 154), 8) + 559).toString(8).padStart(6, '0'), 3004 + 148);
    expect(look(bytes).found).toBeGreaterThan(0);
  });
  test.each([
    ['base64 of zip', (bytes: Buffer) => bytes.toString('base64'), archive()],
    ['wrapped base64 of zip', (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\n    '), archive()],
    ['base64 of tar.gz', (bytes: Buffer) => bytes.toString('base64'), gzipSync(oldTar('a.txt', inner))],
    ['base64 of tar', (bytes: Buffer) => bytes.toString('base64'), oldTar('a.txt', inner)],
    ['hex of zip', (bytes: Buffer) => bytes.toString('hex'), archive()],
    ['base64 of base64 of zip', (bytes: Buffer) => Buffer.from(`x: ${bytes.toString('base64')}`).toString('base64'), archive()],
  ])('%s is found at its line', (_, encode, bytes) => {
    const text = `first\nsecond: ${encode(bytes)}\n`;
    const { candidates, unread } = engine({ path: 'a.yaml' as Path, origin: 'file', bytes: Buffer.from(text) });
    expect(unread).toEqual([]);
    expect(candidates.filter((one) => one.decodedFrom.includes('archive')).map((one) => text.slice(0, one.start).split('\n').length)).toEqual([2]);
  });
  const xz = Buffer.concat([Buffer.from('fd377a585a00', 'hex'), Buffer.from([0, 4]), Buffer.alloc(4), randomBytes(60)]);
  xz.writeUInt32LE(crc(Buffer.from([0, 4])), 8);
  const sevenZip = Buffer.concat([Buffer.from('377abcaf271c0004', 'hex'), Buffer.alloc(4), randomBytes(20), randomBytes(60)]);
  sevenZip.writeUInt32LE(crc(sevenZip.subarray(12, 32)), 8);
  const bzip2 = Buffer.concat([Buffer.from('BZh91AY&SY'), randomBytes(4), Buffer.alloc(1), randomBytes(60)]);
  test.each([
    ['xz', xz],
    ['7z', sevenZip],
    ['bzip2', bzip2],
    ['rar', Buffer.concat([Buffer.from('526172211a0700cf907300000d', 'hex'), randomBytes(60)])],
  ])('%s is reported, as a file, in base64, and behind a program', (_, bytes) => {
    for (const form of [bytes, Buffer.from(`archive: ${bytes.toString('base64')}\n`), Buffer.concat([program, bytes])])
      expect(look(form)).toEqual({ found: 0, unread: ['unsupported'] });
  });
  test('the signature alone, in a program that reads such formats, is no archive', () => {
    const signatures = ['fd377a585a00', '377abcaf271c', '526172211a07', '1f8b08', '504b0304', '28b52ffd', '425a68', 'edabeedb', '68737173'];
    for (const signature of signatures)
      expect(look(Buffer.concat([program, Buffer.from(signature, 'hex'), Buffer.alloc(64, 0x41)]))).toEqual({ found: 0, unread: [] });
  });
  test('a cut archive in an example in base64 is no reason to be unsure', () => {
    expect(look(Buffer.from(`zip: ${archive().subarray(0, 60).toString('base64')}\ngzip: ${packed.subarray(0, 40).toString('base64')}\n`)).unread).toEqual([]);
  });
});

describe('SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  const password = `${randomBytes(9).toString('hex')}Zq8`;
  const made = (name: string, ...statements: readonly string[]): Buffer => {
    const open = new sqlite.Database(join(folder, name));
    for (const statement of statements) open.run(statement);
    open.close();
    return readFileSync(join(folder, name));
  };
  const filling = 'lorem ipsum '.repeat(400);
  test.each([
    ['under the name of its column', ['CREATE TABLE a(host TEXT, password TEXT)', `INSERT INTO a VALUES('db1', '${password}')`]],
    ['in UTF-16', ["PRAGMA encoding = 'UTF-16'", 'CREATE TABLE a(host TEXT, password TEXT)', `INSERT INTO a VALUES('db1', '${password}')`]],
    ['over several pages', ['CREATE TABLE a(text TEXT, password TEXT)', `INSERT INTO a VALUES('${filling}', '${password}')`]],
    ['without row ids', ['CREATE TABLE a(host TEXT PRIMARY KEY, password TEXT) WITHOUT ROWID', `INSERT INTO a VALUES('db1', '${password}')`]],
    ['in a column with a quoted name', ['CREATE TABLE a("the host" TEXT, [db password] TEXT, CHECK(1 > 0))', `INSERT INTO a VALUES('db1', '${password}')`]],
    [
      'in the last of many rows',
      [
        'CREATE TABLE a(host TEXT, password TEXT)',
        ...Array.from({ length: 40 }, (_, index) => `INSERT INTO a VALUES('${filling.slice(0, 300 + index)}', '')`),
        `INSERT INTO a VALUES('db1', '${password}')`,
      ],
    ],
  ])('a value %s', (name, statements) => {
    const bytes = made(`${name}.db`, ...statements);
    expect(look(bytes)).toEqual({ found: 1, unread: [] });
    expect(() => look(bytes.subarray(0, bytes.length - 700))).not.toThrow();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
});

test('whatever is broken in an archive, the look ends, and does not throw', () => {
  const seeds = [archive(), gzipSync(inner), Buffer.from('28b52ffd2000010000', 'hex'), Buffer.from(zipSync({ 'b.zip': zipSync({ a: inner }) }))];
  fc.assert(
    fc.property(fc.constantFrom(...seeds), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }), fc.nat(), (seed, changes, cut) => {
      const bytes = Buffer.from(seed.subarray(0, cut % 3 === 0 ? seed.length : cut % seed.length));
      for (const [at, byte] of changes) if (bytes.length > 4) bytes[4 + (at % (bytes.length - 4))] = byte;
      expect(() => look(bytes)).not.toThrow();
    }),
    { numRuns: 1500 },
  );
});
