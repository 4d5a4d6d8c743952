// Archives that are odd, damaged or made to mislead: what is in them is looked at, or it is said that it was not.
import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { zipSync } from 'fflate';
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
