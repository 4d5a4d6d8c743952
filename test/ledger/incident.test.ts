// The ledger: steps in order, none skipped, two branches never in each other's way.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fileOf, rewritten, textOf } from '../../src/ledger/guard.ts';
import { incidentsOf, nextStep, obstacle, steps, type Entry, type Step } from '../../src/ledger/incident.ts';
import { memoryOf } from '../../src/ledger/memory.ts';
import type { Fingerprint, Path } from '../../src/model.ts';

const print = `v1f-${'ab'.repeat(16)}` as Fingerprint;
const id = 'INC-20260131-0a1b2c3d';
const entry = (step: Step, at = '2026-01-31T12:00:00Z', by = 'Ada <ada@example.org>'): Entry => ({
  version: 1,
  incident: id,
  step,
  at,
  by,
  text: step,
  ...(step === 'open' ? { fingerprint: print, ruleId: 'private-key', freezes: ['deploy/', 'config.yml'] } : {}),
});

describe('An incident', () => {
  test('goes from open to rotated to root cause to closed', () => {
    for (let taken = 1; taken <= steps.length; taken += 1) {
      const { incidents, faults } = incidentsOf(steps.slice(0, taken).map((step) => entry(step)));
      expect(faults).toEqual([]);
      expect(incidents[0]?.state).toBe(steps[taken - 1]);
      expect(nextStep(incidents[0]!)).toBe(steps[taken]);
    }
  });
  test('cannot skip a step', () => {
    const { incidents, faults } = incidentsOf([entry('open'), entry('root-cause')]);
    expect(incidents[0]?.state).toBe('open');
    expect(faults).toEqual([{ incident: id, code: 'skipped-step', step: 'root-cause' }]);
    expect(obstacle(incidents[0]!, 'closed')).toEqual({ code: 'skips', needs: 'rotated' });
    expect(obstacle(incidents[0]!, 'open')).toEqual({ code: 'taken' });
    expect(obstacle(incidents[0]!, 'rotated')).toBeUndefined();
  });
  test('without an opening is a fault', () => {
    expect(incidentsOf([entry('rotated')]).faults).toEqual([{ incident: id, code: 'no-opening', step: 'open' }]);
  });
  test('is the same in whatever order its files are read, and the earlier of two equal steps counts', () => {
    const all = [entry('open'), entry('rotated', '2026-02-01T00:00:00Z', 'Bob <b@example.org>'), entry('rotated', '2026-02-02T00:00:00Z'), entry('root-cause')];
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        const [incident] = incidentsOf(shuffled).incidents;
        expect(incident?.state).toBe('root-cause');
        expect(incident?.history.find((step) => step.step === 'rotated')?.by).toBe('Bob <b@example.org>');
      }),
      { numRuns: 50 },
    );
  });
});

describe('What the ledger remembers', () => {
  const open = memoryOf(incidentsOf([entry('open')]).incidents);
  const closed = memoryOf(incidentsOf(steps.map((step) => entry(step))).incidents);
  test('a compromised value stays compromised after the incident is closed', () => {
    expect(open.compromised(print)).toBe(id);
    expect(closed.compromised(print)).toBe(id);
    expect(closed.compromised(`v1f-${'0'.repeat(32)}` as Fingerprint)).toBeUndefined();
  });
  test('a frozen path stays shut until then', () => {
    for (const path of ['deploy/a/b.ts', 'config.yml']) {
      expect(open.frozen(path as Path)).toBe(id);
      expect(closed.frozen(path as Path)).toBeUndefined();
    }
    for (const path of ['deployed.ts', 'config.yml.bak', 'deploy']) expect(open.frozen(path as Path)).toBeUndefined();
  });
});

describe('The ledger only grows', () => {
  test('adding passes, taking out and rewriting are named', () => {
    const one = entry('open');
    expect(rewritten([{ file: 'a', before: undefined, after: one }])).toEqual([]);
    expect(rewritten([{ file: 'a', before: one, after: JSON.parse(textOf(one)) as Entry }])).toEqual([]);
    expect(rewritten([{ file: 'a', before: one, after: undefined }])).toEqual([{ file: 'a', code: 'removed' }]);
    expect(rewritten([{ file: 'a', before: one, after: { ...one, freezes: [] } }])).toEqual([{ file: 'a', code: 'changed' }]);
  });
  test('two steps never share a file', () => {
    expect(fileOf(entry('open'), 'aa')).toBe('INC-20260131-0a1b2c3d/20260131T120000Z-open-aa.json');
    expect(fileOf(entry('open'), 'bb')).not.toBe(fileOf(entry('open'), 'aa'));
  });
});
