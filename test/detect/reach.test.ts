// What comes to nothing right here does so whatever stands further away: the law by which versions are looked at by their differences (ADR 3).
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from '../../src/detect/catalogue.ts';
import { hereLeft, hereRight } from '../../src/detect/detector.ts';
import { engineOf, type Engine, type Look } from '../../src/detect/engine.ts';
import type { Outcome } from '../../src/detect/gate/gate.ts';
import { wakeOf } from '../../src/detect/wake.ts';
import type { Path } from '../../src/model.ts';
import { open } from '../../src/secret.ts';

/** Decoders are left out: a stretch that was undone is not asked for again, which is something too. */
const detecting = engineOf({ ...catalogue, decoders: [] });
const engine = engineOf(catalogue);
const { anchors } = wakeOf(catalogue);

/** Of anchors and runs, by kind and place: what each came to. Those of `spared` are not asked. */
function looked(
  by: Engine,
  path: string,
  bytes: Buffer,
  spared: ReadonlySet<string> = new Set(),
): { readonly look: Look; readonly outcomes: ReadonlyMap<string, Outcome> } {
  const outcomes = new Map<string, Outcome>();
  const look = by({ path: path as Path, origin: 'file', bytes }, (gate) => ({
    find(text, onAnchor, onRun) {
      const ask = (key: string, visit: () => Outcome): Outcome => {
        const outcome = spared.has(key) ? 'nothing here' : visit();
        outcomes.set(key, outcome);
        return outcome;
      };
      gate.find(
        text,
        (index, at) => ask(`${index} ${at} ${at + 1}`, () => onAnchor(index, at)),
        (start, end) => ask(`run ${start} ${end}`, () => onRun(start, end)),
      );
    },
  }));
  return { look, outcomes };
}

const character = (signs: string, maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength }).map((parts) => parts.join(''));
const value = fc.oneof(character('abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789', 70), character('0123456789abcdef', 70));
const name = character('abcdefghijklmnopqrstuvwxyz_ABCDE.', 20);
const anchor = fc.constantFrom(...anchors).map(({ text }) => text);
/** What names, operators and values are joined by, as far apart as it goes. */
const joint = fc.oneof(
  fc.constantFrom(
    ...[
      ' = ',
      ': ',
      '=',
      '("',
      ', "',
      '": "',
      '" + "',
      '{{ ',
      ' }}',
      '\n',
      '\r\n',
      '\\\n',
      '\r',
      ' => ',
      ' == "',
      '";\n',
      "')\n",
      '`',
      '&quot;',
      '%20',
      '@',
      '/',
    ],
  ),
  fc.nat(420).map((length) => ' '.repeat(length)),
  fc.nat(420).map((length) => 'x'.repeat(length)),
  fc.nat(420).map((length) => 'a word '.repeat(length / 7)),
  fc.nat(60).map((length) => '\n'.repeat(length)),
  fc.nat(120).map((length) => '%41'.repeat(length)),
);
const piece = fc.oneof({ weight: 5, arbitrary: anchor }, { weight: 3, arbitrary: joint }, { weight: 2, arbitrary: value }, { weight: 2, arbitrary: name });
const text = fc.array(piece, { minLength: 60, maxLength: 160 }).map((parts) => Buffer.from(parts.join(''), 'latin1'));
const paths = ['src/app.ts', 'deploy/values.yaml', 'notes.md', 'config.json', '.env.example', 'run.sh', 'control-plane/main.go', 'users.csv'];

/** The text anew: of all that came to nothing here no more than the surroundings that it may have read, and other things between. */
function elsewhere(
  bytes: Buffer,
  outcomes: ReadonlyMap<string, Outcome>,
  between: readonly string[],
): { readonly bytes: Buffer; readonly moved: ReadonlySet<string> } {
  const moved = new Set<string>();
  const parts: Buffer[] = [];
  let length = 0;
  const put = (part: Buffer): void => {
    parts.push(part);
    length += part.length;
  };
  for (const [key, outcome] of outcomes) {
    const [kind, start, end] = key.split(' ');
    const [from, to] = [Number(start) - hereLeft, Number(end) + hereRight];
    // the ends of a text are surroundings too
    if (outcome !== 'nothing here' || from < 0 || to > bytes.length) continue;
    put(Buffer.from(between[moved.size % between.length] ?? '', 'latin1'));
    moved.add(`${kind} ${Number(start) - from + length} ${Number(end) - from + length}`);
    put(bytes.subarray(from, to));
  }
  put(Buffer.from(between[0] ?? '', 'latin1'));
  return { bytes: Buffer.concat(parts), moved };
}

const told = ({ candidates, unread }: Look): unknown => ({
  unread,
  candidates: candidates.map(({ rule, secret, ...rest }) => ({ ...rest, rule: rule.id, value: open(secret) })),
});

const surroundings = fc.array(fc.oneof(joint, piece), { minLength: 1, maxLength: 12 });

test('what is nothing right here is nothing among any other surroundings', () => {
  let [kept, further] = [0, 0];
  fc.assert(
    fc.property(fc.constantFrom(...paths), text, surroundings, (path, bytes, between) => {
      const before = looked(detecting, path, bytes);
      for (const outcome of before.outcomes.values()) if (outcome !== 'nothing here') further += 1;
      const now = elsewhere(bytes, before.outcomes, between);
      kept += now.moved.size;
      const after = looked(detecting, path, now.bytes);
      for (const key of now.moved) expect([key, after.outcomes.get(key)]).not.toEqual([key, 'something']);
    }),
    { numRuns: 120 },
  );
  expect(kept).toBeGreaterThan(2000);
  expect(further).toBeGreaterThan(300);
});

test('what is found does not depend on what was nothing right here', () => {
  let [kept, found] = [0, 0];
  fc.assert(
    fc.property(fc.constantFrom(...paths), text, surroundings, (path, bytes, between) => {
      const now = elsewhere(bytes, looked(engine, path, bytes).outcomes, between);
      kept += now.moved.size;
      const { look } = looked(engine, path, now.bytes);
      found += look.candidates.length;
      expect(told(looked(engine, path, now.bytes, now.moved).look)).toEqual(told(look));
    }),
    { numRuns: 25 },
  );
  expect(kept).toBeGreaterThan(300);
  expect(found).toBeGreaterThan(20);
});
