// What is fuzzed of the reader of packs: packs made by hand, whole and damaged. A whole one gives back each object; a damaged one gives all that it names, or fails.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { oneOf, upTo } from './random.mjs';

const sha1 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha1')).digest();
const sizeBytes = (size) => {
  const bytes = [];
  for (; size >= 128; size = Math.floor(size / 128)) bytes.push((size % 128) | 128);
  return [...bytes, size];
};

/** A delta of copies and insertions, and what it makes. */
export function deltaOf(base, random) {
  const code = [];
  const parts = [];
  for (let left = 1 + upTo(random, 4); left > 0; left -= 1) {
    if (base.length > 0 && random() < 0.6) {
      const from = upTo(random, base.length);
      const length = 1 + upTo(random, base.length - from);
      code.push(0x80 | 0x03 | 0x30, from & 255, from >> 8, length & 255, length >> 8);
      parts.push(base.subarray(from, from + length));
    } else {
      const text = Buffer.from(Array.from({ length: 1 + upTo(random, 20) }, () => upTo(random, 256)));
      code.push(text.length, ...text);
      parts.push(text);
    }
  }
  const made = Buffer.concat(parts);
  return { delta: Buffer.from([...sizeBytes(base.length), ...sizeBytes(made.length), ...code]), made };
}

/** Entries of a pack as bytes, and its index; deltas by place and by name, forwards too. */
function packOf(random) {
  const objects = [];
  for (let left = 1 + upTo(random, 6); left > 0; left -= 1) {
    const base = random() < 0.6 ? oneOf(random, objects.length > 0 ? objects : [undefined]) : undefined;
    if (base === undefined) {
      const bytes = Buffer.from(`${oneOf(random, ['a', 'line\n', 'x = 1\n'])}${random()}`.repeat(1 + upTo(random, 6)));
      const type = oneOf(random, [1, 3, 3, 3, 4]);
      objects.push({ type, kind: type, bytes, held: bytes, base: undefined });
    } else {
      const { delta, made } = deltaOf(base.bytes, random);
      objects.push({ type: oneOf(random, [6, 7]), kind: base.kind, bytes: made, held: delta, base });
    }
    const last = objects.at(-1);
    last.id = sha1(`${objects.length}`, last.bytes);
  }
  // a delta by name may stand before its base
  const order = random() < 0.2 && objects.every(({ type }) => type !== 6) ? objects.toReversed() : objects;
  const parts = [Buffer.from('PACK\0\0\0\x02', 'latin1'), Buffer.alloc(4)];
  parts[1].writeUInt32BE(objects.length);
  let at = 12;
  for (const one of order) {
    one.offset = at;
    let size = one.held.length;
    const head = [(one.type << 4) | (size & 15)];
    for (size = Math.floor(size / 16); size > 0; size = Math.floor(size / 128)) {
      head[head.length - 1] |= 128;
      head.push(size % 128);
    }
    if (one.type === 6) {
      let back = at - one.base.offset;
      const bytes = [back % 128];
      while ((back = Math.floor(back / 128)) > 0) bytes.unshift(((back -= 1) % 128) | 128);
      head.push(...bytes);
    }
    const entry = Buffer.concat([Buffer.from(head), ...(one.type === 7 ? [one.base.id] : []), deflateSync(one.held, { level: 1 })]);
    parts.push(entry);
    at += entry.length;
  }
  const body = Buffer.concat(parts);
  const sum = sha1(body);
  const sorted = objects.toSorted((a, b) => Buffer.compare(a.id, b.id));
  const index = Buffer.alloc(8 + 1024 + sorted.length * 28 + 40);
  index.writeUInt32BE(0xff744f63);
  index.writeUInt32BE(2, 4);
  for (let byte = 0; byte < 256; byte += 1) index.writeUInt32BE(sorted.filter(({ id }) => id[0] <= byte).length, 8 + byte * 4);
  for (const [place, one] of sorted.entries()) {
    one.id.copy(index, 1032 + place * 20);
    index.writeUInt32BE(one.offset, 1032 + sorted.length * 24 + place * 4);
  }
  sum.copy(index, index.length - 40);
  return { objects, pack: Buffer.concat([body, sum]), index };
}

export function packTargets(inside, random) {
  // hundreds of thousands of files: in memory, where that can be had
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'secrets-hooks-fuzz-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'pack-1');
  const harmed = (bytes, from = 0) => {
    for (let left = 1 + upTo(random, 3); left > 0; left -= 1) bytes[from + upTo(random, bytes.length - from)] = upTo(random, 256);
    return random() < 0.2 ? bytes.subarray(0, upTo(random, bytes.length + 1)) : bytes;
  };
  return [
    {
      name: 'delta',
      weight: 60,
      seed: () => '',
      most: 0,
      raw: true,
      run() {
        const base = Buffer.from(Array.from({ length: upTo(random, 40) }, () => upTo(random, 256)));
        const { delta, made } = deltaOf(base, random);
        assert.equal(inside.madeSize(delta), made.length);
        const { bytes, spans } = inside.applied(base, delta);
        assert.ok(bytes.equals(made), 'what was made');
        for (let at = 0; at < spans.length; at += 3)
          assert.ok(
            bytes.subarray(spans[at], spans[at] + spans[at + 2]).equals(base.subarray(spans[at + 1], spans[at + 1] + spans[at + 2])),
            'what was copied',
          );
        const broken = harmed(delta);
        try {
          if (inside.madeSize(broken) > 1 << 20) return;
          assert.equal(inside.applied(base, broken).bytes.length, inside.madeSize(broken));
        } catch (error) {
          assert.ok(error instanceof inside.Failure && error.code === 'object-stream', `threw ${error?.name}: ${error?.message}`);
        }
      },
    },
    {
      name: 'pack',
      weight: 4,
      seed: () => '',
      most: 0,
      raw: true,
      run() {
        const { objects, pack, index } = packOf(random);
        // what makes a pack and its index; git is asked where anything is thrown, so that any kind of error will do, but none of ours
        const harm = upTo(random, 4);
        writeFileSync(`${path}.pack`, harm === 1 || harm === 3 ? harmed(pack) : pack);
        writeFileSync(`${path}.idx`, harm === 2 ? harmed(index) : index);
        let store;
        const seen = new Map();
        try {
          store = new inside.PackStore([path], 20);
          const [forest] = store.forests;
          const told = new Set();
          for (const { from, to } of store.pieces(200))
            for (let root = from; root < to; root += 1)
              if (forest.base(root) < 0)
                inside.walk(
                  forest,
                  root,
                  ({ entry, bytes }) => {
                    assert.ok(!told.has(entry), 'an object comes once');
                    told.add(entry);
                    seen.set(forest.id(entry).toString('hex'), Buffer.from(bytes));
                    return undefined;
                  },
                  (entry) => void told.add(entry),
                );
          const rootOf = (entry) => (forest.base(entry) < 0 ? entry : rootOf(forest.base(entry)));
          // what damage made a tree of is missed by the count of blobs that `scan --history` keeps
          for (let entry = 0; entry < forest.count; entry += 1)
            assert.ok(told.has(entry) || forest.kind(rootOf(entry)) === inside.kinds.tree, `entry ${entry} of ${forest.count} was left out in silence`);
        } catch (error) {
          if (harm === 0 || !(error instanceof inside.Failure && error.code === 'object-stream')) throw error;
          return;
        } finally {
          store?.close();
        }
        if (harm === 0) for (const { id, bytes } of objects) assert.ok(seen.get(id.toString('hex'))?.equals(bytes), 'each object as it was');
      },
    },
    {
      name: 'feed of a hook',
      weight: 80,
      seed() {
        const id = (digit) => digit.repeat(40);
        const names = inside.fedNames.map((name) => (random() < 0.5 ? `${name} missing\n` : `${id('a')} blob 2 \n{}\n`));
        const staged = Array.from({ length: upTo(random, 3) }, () => {
          const text = oneOf(random, ['x\n', '', 'token\n\0']);
          return `${id('b')} blob ${text.length} 000000 100644 ${id('0')} ${id('b')} A\t${oneOf(random, ['a.txt', '"a\\tb\\303\\251"', ' '])}\n${text}\n`;
        });
        return [...names, ...staged, `${inside.endMark} missing\n`].join('');
      },
      most: 700,
      run(text) {
        const feed = inside.feedOf(Buffer.from(text, 'latin1'));
        if (feed === undefined) return;
        assert.ok(text.endsWith(`${inside.endMark} missing\n`), 'only what git told to its end counts');
        for (const { path: name, olds } of feed.entries) assert.ok(name.length > 0 && olds.length <= 1);
      },
    },
  ];
}
