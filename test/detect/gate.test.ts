// The gate finds what the oracle finds, wherever it stands.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { catalogue } from '../../src/detect/catalogue.ts';
import type { Anchor } from '../../src/detect/detector.ts';
import { slowGate, type Gate } from '../../src/detect/gate/gate.ts';
import { kernelGate } from '../../src/detect/gate/kernel-gate.ts';
import { tableGate } from '../../src/detect/gate/table-gate.ts';

const all = (gate: Gate, bytes: Uint8Array): unknown => {
  const anchors: [number, number][] = [];
  const runs: [number, number][] = [];
  gate.find(
    bytes,
    (anchor, at) => (anchors.push([at, anchor]), 'something'),
    (start, end) => (runs.push([start, end]), 'something'),
  );
  return { anchors: anchors.sort((a, b) => a[0] - b[0] || a[1] - b[1]), runs };
};

const letters = fc.constantFrom('a', 'b', 'A', 'B', '_', '-', '\0', '\xe9', '=');
const word = (min: number, max: number): fc.Arbitrary<string> => fc.array(letters, { minLength: min, maxLength: max }).map((parts) => parts.join(''));
const anchor: fc.Arbitrary<Anchor> = fc
  .record({ text: word(3, 9), caseless: fc.option(fc.constant(true as const), { nil: undefined }) })
  .map(({ text, caseless }) => (caseless === undefined ? { text } : { text, caseless }));

test.each([
  ['table gate', tableGate],
  ['kernel', (anchors: Parameters<typeof kernelGate>[0]) => kernelGate(anchors, 0)],
])('the %s agrees with the oracle on random anchors and texts', (_, gateOf) => {
  fc.assert(
    fc.property(fc.array(anchor, { minLength: 1, maxLength: 40 }), word(0, 1500), (anchors, text) => {
      const bytes = Buffer.from(text, 'latin1');
      expect(all(gateOf(anchors), bytes)).toEqual(all(slowGate(anchors), bytes));
    }),
    { numRuns: 400 },
  );
});

test('the kernel finds what lies across its windows, and runs longer than one', () => {
  const seam = 1 << 20;
  const anchors: Anchor[] = [{ text: 'abcdef' }, { text: 'xyz', caseless: true }];
  for (const at of [seam - 8, seam - 6, seam - 5, seam - 4, seam - 3, seam - 2, seam - 1, seam, seam + 1, 2 * seam - 5]) {
    const bytes = Buffer.alloc(2 * seam + 100, ' ');
    bytes.write('abcdef', at, 'latin1');
    bytes.write('XyZ', at + 10, 'latin1');
    bytes.fill('A', at + 20, Math.min(bytes.length, at + 20 + seam + 30));
    expect(all(kernelGate(anchors, 0), bytes)).toEqual(all(slowGate(anchors), bytes));
  }
});

test('the kernel tells more anchors than it has room for at once, each once and in order', () => {
  const anchors: Anchor[] = [{ text: 'aaa' }, { text: 'aaaa', caseless: true }];
  const told = (gate: Gate): { count: number; inOrder: boolean } => {
    let [count, inOrder, last] = [0, true, -1];
    gate.find(
      Buffer.alloc(400_000, 'a'),
      (anchor, at) => {
        count += 1;
        inOrder &&= at * 2 + anchor > last;
        last = at * 2 + anchor;
        return 'something';
      },
      () => 'something',
    );
    return { count, inOrder };
  };
  expect(told(kernelGate(anchors, 0))).toEqual({ count: 799_995, inOrder: true });
});

test('anchors know no case where both gates fold it alike: letters of ASCII', () => {
  const folded = [...catalogue.detectors, ...catalogue.decoders].flatMap(({ anchors }) => anchors.filter(({ caseless }) => caseless === true));
  expect(folded.length).toBeGreaterThan(100);
  expect(folded.filter(({ text }) => !/^[\0-\x7f]+$/.test(text))).toEqual([]);
});
