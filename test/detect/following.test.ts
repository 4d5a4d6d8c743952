// A version that is looked at by what was copied and what was put between yields what it yields when it is looked at whole.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf, type Look } from '../../src/detect/engine.ts';
import { following, type Trail } from '../../src/detect/gate/following.ts';
import { Seen } from '../../src/detect/gate/seen.ts';
import { versionsEngine } from '../../src/detect/versions.ts';
import type { Document, Path } from '../../src/model.ts';
import { open } from '../../src/secret.ts';
import { token } from '../hooks/lab.ts';

const engine = engineOf(catalogue);
const b64 = (text: string): string => Buffer.from(text, 'latin1').toString('base64');
const word = fc.array(fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGH0123456789_'), { minLength: 3, maxLength: 24 }).map((parts) => parts.join(''));
const random = fc
  .array(fc.constantFrom(...'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'), { minLength: 20, maxLength: 44 })
  .map((parts) => parts.join(''));
const issued = fc.constant(0).map(() => token());

/** Lines of which texts are made: most say nothing, some wake something, a few hold something. */
const line = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(word, word, word).map(([a, b, c]) => `  const ${a} = ${b}(${c}); // the next one\n`) },
  { weight: 3, arbitrary: word.map((name) => `  if (user.${name}_key === token.${name}) return auth(access_${name});\n`) },
  { weight: 2, arbitrary: fc.tuple(word, random).map(([name, value]) => `${name}_secret: "${value}"\n`) },
  { weight: 1, arbitrary: random.map((value) => `password = '${value}';\n`) },
  { weight: 1, arbitrary: issued.map((value) => `export GITHUB=${value}\n`) },
  { weight: 1, arbitrary: issued.map((value) => `blob: ${b64(`token is ${value} and so on`)}\n`) },
  { weight: 1, arbitrary: issued.map((value) => `"${value.slice(0, 12)}" + "${value.slice(12)}"\n`) },
  { weight: 1, arbitrary: fc.tuple(word, random).map(([user, value]) => `url = postgres://${user}:${value}@db.internal:5432/app\n`) },
  { weight: 1, arbitrary: random.map((value) => `${['-----BEGIN', 'PRIVATE KEY-----'].join(' RSA ')}\n${b64(value.repeat(4))}\n`) },
  { weight: 1, arbitrary: fc.tuple(word, word).map(([a, b]) => `curl -u ${a}:${b} https://example.org/%2Fx%3Dy?key=%41%42\n`) },
  { weight: 1, arbitrary: fc.integer({ min: 300, max: 3000 }).map((length) => `${'lorem ipsum '.repeat(length / 12)}\n`) },
  { weight: 1, arbitrary: fc.constantFrom('\n', '\r\n', '{', '}', '"', "'", '=', '\\', 'kind: Secret\ndata:\n  a: ', '---\n', '\u00e9') },
);
const text = fc.array(line, { minLength: 1, maxLength: 60 }).map((lines) => Buffer.from(lines.join(''), 'utf8'));

/** An edit keeps stretches of the version before, in any order and any number of times, and puts something between. */
const edit = fc.array(
  fc.tuple(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.oneof(
      fc.constant(Buffer.alloc(0)),
      line.map((one) => Buffer.from(one)),
      random.map((one) => Buffer.from(one)),
    ),
  ),
  {
    minLength: 1,
    maxLength: 4,
  },
);

function edited(base: Buffer, cuts: readonly (readonly [number, number, Buffer])[]): { readonly bytes: Buffer; readonly spans: readonly number[] } {
  const parts: Buffer[] = [];
  const spans: number[] = [];
  let at = 0;
  let from = 0;
  for (const [keep, jump, between] of cuts) {
    const length = Math.floor((base.length - from) * keep);
    if (length > 0) spans.push(at, from, length);
    parts.push(base.subarray(from, from + length), between);
    at += length + between.length;
    from = jump < 0.5 ? from + length : Math.floor(base.length * (jump - 0.5) * 2);
  }
  const rest = base.length - from;
  if (rest > 0) spans.push(at, from, rest);
  return { bytes: Buffer.concat([...parts, base.subarray(from)]), spans };
}

const told = ({ candidates, unread }: Look): unknown => ({
  unread,
  candidates: candidates.map(({ rule, secret, ...rest }) => ({ ...rest, rule: rule.id, value: open(secret) })),
});

const paths = ['src/app.ts', 'deploy/values.yaml', 'notes.txt', 'config.json', '.env.example', 'run.sh', 'Settings.xml'];

test('versions of a text, each made from the one before, yield what they yield by themselves', () => {
  const seen = Seen.make();
  expect(seen).toBeDefined();
  let left = 0;
  fc.assert(
    fc.property(fc.constantFrom(...paths), text, fc.array(edit, { minLength: 1, maxLength: 5 }), (path, first, edits) => {
      let version: { readonly bytes: Buffer; readonly spans: readonly number[] } = { bytes: first, spans: [] };
      let trail: Trail | undefined;
      for (const next of [undefined, ...edits]) {
        if (next !== undefined) version = edited(version.bytes, next);
        const document: Document = { path: path as Path, origin: 'file', bytes: version.bytes };
        const base = trail === undefined ? undefined : { trail, spans: version.spans };
        trail = undefined;
        const look = engine(document, (gate, manner) => following(gate, seen, manner, base, (kept) => (trail = kept)));
        expect(told(look)).toEqual(told(engine(document)));
        left += look.candidates.length;
      }
    }),
    { numRuns: 120 },
  );
  expect(left).toBeGreaterThan(300);
});

test('a text longer than the windows of the gate and of what was seen, edited at their seams', () => {
  const seen = Seen.make()!;
  const filler = Buffer.from('  const value = other(thing); // nothing to see, user.key === token\n'.repeat(36_000));
  let trail: Trail | undefined;
  let bytes = filler;
  for (const place of [(1 << 20) - 40, (1 << 20) + 3, 2 * (1 << 20) - 20, 17, filler.length - 5]) {
    const before = bytes;
    const inserted = Buffer.from(`\npassword="${token()}"\n`);
    bytes = Buffer.concat([before.subarray(0, place), inserted, before.subarray(place)]);
    const spans = [0, 0, place, place + inserted.length, place, before.length - place];
    const document: Document = { path: 'big.ts' as Path, origin: 'file', bytes };
    const base = trail === undefined ? undefined : { trail, spans };
    const look = engine(document, (gate, manner) => following(gate, seen, manner, base, (kept) => (trail = kept)));
    expect(told(look)).toEqual(told(engine(document)));
    expect(look.candidates.length).toBeGreaterThan(0);
  }
});

test('an engine that is shown version after version yields what it yields for each', () => {
  let left = 0;
  fc.assert(
    fc.property(text, fc.array(fc.tuple(fc.constantFrom(...paths.slice(0, 3)), edit), { minLength: 2, maxLength: 6 }), (first, edits) => {
      const versions = versionsEngine(engine);
      let bytes: Buffer = first;
      for (const [path, next] of edits) {
        bytes = edited(bytes, next).bytes;
        const document: Document = { path: path as Path, origin: 'file', bytes };
        const look = versions(document);
        expect(told(look)).toEqual(told(engine(document)));
        expect(told(versions(document))).toEqual(told(look));
        left += look.candidates.length;
      }
    }),
    { numRuns: 60 },
  );
  expect(left).toBeGreaterThan(100);
});

test('what was nothing under one path may be something under another one', () => {
  const seen = Seen.make()!;
  const bytes = Buffer.from(`${'# nothing\n'.repeat(80)}API_TOKEN=short-one-2\n${'# nothing\n'.repeat(80)}`);
  for (const path of ['notes.md', '.env.example', 'notes.md', 'src/a.ts', '.env.example']) {
    const document: Document = { path: path as Path, origin: 'file', bytes };
    expect(told(engine(document, (gate, manner) => following(gate, seen, manner, undefined, () => undefined)))).toEqual(told(engine(document)));
  }
});
