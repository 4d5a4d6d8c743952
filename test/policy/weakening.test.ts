// The difference of two policies, as properties: nothing is weaker than itself, and what one direction loosens the other tightens.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { severities, type Finding, type Fingerprint, type Path } from '../../src/model.ts';
import { judge } from '../../src/policy/judge.ts';
import { defaultPolicy, type Policy, type Section } from '../../src/policy/policy.ts';
import { shiftsOf } from '../../src/policy/weakening.ts';

const defaults = new Map([
  ['a-rule', 'medium' as const],
  ['b-rule', 'critical' as const],
]);
const severity = fc.constantFrom(...severities);
const setting = fc.record({ severity, enabled: fc.boolean() }, { requiredKeys: [] });
const entry = fc.record({
  fingerprint: fc.constantFrom(...['a', 'b', 'c'].map((digit) => `v1f-${digit.repeat(32)}` as Fingerprint)),
  reason: fc.constant('for the test'),
  owner: fc.constant('A'),
  expires: fc.constantFrom('2026-01-01', '2026-06-01', '2027-01-01'),
});
const custom = fc.record({
  id: fc.constantFrom('mine', 'yours'),
  title: fc.constant('Mine'),
  severity,
  keywords: fc.uniqueArray(fc.constantFrom('acme', 'umbrella', 'initech'), { minLength: 1 }),
  pattern: fc.constantFrom('acme_\\w+', 'umb_\\d+'),
  minEntropy: fc.constantFrom(0, 2, 3),
});
const level = {
  tell: severity,
  classes: fc.dictionary(fc.constantFrom('payment', 'api-key'), severity),
  certainties: fc.dictionary(fc.constantFrom('likely', 'shaped'), severity),
};
const section: fc.Arbitrary<Section> = fc.record(
  {
    paths: fc.uniqueArray(fc.constantFrom('src/', 'src/**/*.ts', '**', 'test/**', '*.md', 'src/a/**', '**/b/*.ts', 'src/*'), { minLength: 1, maxLength: 2 }),
    refuse: severity,
    ...level,
    rules: fc.dictionary(fc.constantFrom('a-rule', 'b-rule'), setting),
  },
  { requiredKeys: ['paths'] },
);
const whole: fc.Arbitrary<Policy> = fc.record({
  version: fc.constant(1 as const),
  refuse: severity,
  rules: fc.dictionary(fc.constantFrom('a-rule', 'b-rule', 'c-rule'), setting),
  allow: fc.array(entry, { maxLength: 4 }),
  custom: fc.uniqueArray(custom, { selector: (rule) => rule.id }),
  places: fc.record({ stores: fc.uniqueArray(fc.constantFrom('instances/*/', 'shops/*/')) }, { requiredKeys: [] }),
  remoteRefs: fc.constantFrom('local' as const, 'ls-remote' as const),
});
const levels = fc.record({ ...level, sections: fc.array(section, { maxLength: 4 }) }, { requiredKeys: [] });
const policy: fc.Arbitrary<Policy> = fc.tuple(whole, levels).map(([one, more]) => ({ ...one, ...more }));
const finding: fc.Arbitrary<Finding> = fc.record({
  ruleId: fc.constantFrom('a-rule', 'b-rule', 'c-rule'),
  class: fc.constantFrom('payment' as const, 'api-key' as const, 'credential' as const),
  severity,
  certainty: fc.constantFrom('likely' as const, 'shaped' as const),
  detail: fc.constant({ code: 'value' as const }),
  file: fc.constantFrom(...['src/x.ts', 'src/a/b/x.ts', 'test/b/y.ts', 'README.md', 'src/a/z.go', 'b/q.ts'].map((name) => name as Path)),
  startLine: fc.constant(1),
  startColumn: fc.constant(1),
  endLine: fc.constant(1),
  endColumn: fc.constant(2),
  fingerprint: fc.constant(`v1f-${'d'.repeat(32)}` as Fingerprint),
  redacted: fc.constant(''),
  lead: fc.constant(''),
  keyPath: fc.constant([]),
  decodedFrom: fc.constant([]),
  evidence: fc.constant([]),
  related: fc.constant([]),
});
const weaker = (before: Policy, after: Policy) => shiftsOf(before, after, defaults).filter((shift) => shift.direction === 'weaker');

describe('The difference of two policies', () => {
  test('is empty for a policy and itself', () => {
    fc.assert(fc.property(policy, (one) => shiftsOf(one, one, defaults).length === 0));
  });

  test('never hides a loosening behind a tightening: whatever makes two policies differ is named in one direction or the other', () => {
    fc.assert(
      fc.property(policy, policy, (one, other) => {
        const named = shiftsOf(one, other, defaults).length > 0;
        const back = shiftsOf(other, one, defaults).length > 0;
        return named === back;
      }),
    );
  });

  test('whatever one of them lets through and the other does not is weaker in that direction', () => {
    fc.assert(
      fc.property(policy, policy, (one, other) => {
        for (const { fingerprint } of other.allow)
          for (const today of ['2026-01-01', '2026-06-01', '2027-01-01']) {
            const holds = (under: Policy): boolean => under.allow.some((entry) => entry.fingerprint === fingerprint && entry.expires >= today);
            if (holds(other) && !holds(one)) expect(weaker(one, other).map((shift) => shift.subject)).toContain(fingerprint);
          }
        if (severities.indexOf(other.refuse) > severities.indexOf(one.refuse)) expect(weaker(one, other).map((shift) => shift.code)).toContain('refuse-raised');
        for (const id of defaults.keys())
          if (one.rules[id]?.enabled !== false && other.rules[id]?.enabled === false)
            expect(weaker(one, other)).toContainEqual(expect.objectContaining({ subject: id }));
      }),
    );
  });

  test('what one of them refuses and the other lets through, anywhere, is weaker in that direction', () => {
    const known = { today: '2026-03-01', compromised: () => undefined };
    const order = ['pass', 'warn', 'refuse'];
    fc.assert(
      fc.property(policy, policy, finding, (one, other, found) => {
        // a rule's own severity is known: a finding may have another one only where no policy speaks of it
        const seen = { ...found, severity: defaults.get(found.ruleId) ?? found.severity };
        const [was, is] = [one, other].map((under) => order.indexOf(judge(seen, under, known).action));
        if ((is ?? 0) < (was ?? 0)) expect(weaker(one, other)).not.toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test.each([
    ['the same', [{ paths: ['test/'], refuse: 'high' }], [{ paths: ['test/'], refuse: 'high' }], []],
    ['a section that tightens', [], [{ paths: ['src/'], refuse: 'low' }], ['stricter refuse-lowered medium → low in src/']],
    ['a section that loosens', [], [{ paths: ['test/'], refuse: 'high' }], ['weaker refuse-raised medium → high in test/']],
    ['more paths', [{ paths: ['src/'], refuse: 'low' }], [{ paths: ['src/', 'lib/'], refuse: 'low' }], ['stricter refuse-lowered medium → low in lib/']],
    ['a wider path', [{ paths: ['src/a/'], refuse: 'low' }], [{ paths: ['src/'], refuse: 'low' }], ['stricter refuse-lowered medium → low in src/']],
    ['a rule off in a folder', [], [{ paths: ['test/'], rules: { 'a-rule': { enabled: false } } }], ['weaker rule-off a-rule in test/']],
    [
      'another order, where both name a path',
      [
        { paths: ['src/'], refuse: 'high' },
        { paths: ['**/*.ts'], refuse: 'low' },
      ],
      [
        { paths: ['**/*.ts'], refuse: 'low' },
        { paths: ['src/'], refuse: 'high' },
      ],
      ['weaker refuse-raised low → high in src/ and **/*.ts'],
    ],
    ['a class', [], [{ paths: ['**'], classes: { payment: 'low' } }], ['stricter refuse-lowered payment: medium → low in **']],
    ['what is told', [], [{ paths: ['docs/'], tell: 'high' }], ['weaker tell-raised low → high in docs/']],
  ] as const)('sections: %s', (_, before, after, said) => {
    const shifts = shiftsOf({ ...defaultPolicy, sections: before }, { ...defaultPolicy, sections: after }, defaults);
    expect(shifts.map((shift) => `${shift.direction} ${shift.code} ${shift.subject}`)).toEqual(said);
  });

  test('asking remotes which commits they have may be turned on, not off', () => {
    const asking: Policy = { ...defaultPolicy, remoteRefs: 'ls-remote' };
    expect(shiftsOf(asking, { ...defaultPolicy, remoteRefs: 'local' }, defaults)).toEqual([
      { direction: 'weaker', code: 'remote-check-off', subject: 'remoteRefs' },
    ]);
    expect(shiftsOf(defaultPolicy, asking, defaults)).toEqual([{ direction: 'stricter', code: 'remote-check-on', subject: 'remoteRefs' }]);
    expect(shiftsOf(defaultPolicy, { ...defaultPolicy, remoteRefs: 'local' }, defaults)).toEqual([]);
  });

  test('a level of a class that says no more than the level of all is no difference', () => {
    expect(shiftsOf({ ...defaultPolicy, classes: { payment: 'high' } }, defaultPolicy, defaults)).toEqual([]);
    expect(shiftsOf({ ...defaultPolicy, classes: { payment: 'low' } }, defaultPolicy, defaults)).toMatchObject([
      { direction: 'weaker', code: 'refuse-raised' },
    ]);
  });

  test('a rule of one’s own may find more, never less', () => {
    const own = { id: 'mine', title: 'Mine', keywords: ['acme'], pattern: 'acme_(\\w+)', minEntropy: 2 };
    const under = (change: object): Policy => ({ ...defaultPolicy, custom: [{ ...own, ...change }] });
    const codes = (change: object) => shiftsOf(under({}), under(change), defaults).map((shift) => `${shift.direction} ${shift.code}`);
    expect(codes({ keywords: ['acme', 'umbrella'] })).toEqual(['stricter custom-changed']);
    expect(codes({ keywords: ['ACME'] })).toEqual([]);
    expect(codes({ minEntropy: 1 })).toEqual(['stricter custom-changed']);
    expect(codes({ minEntropy: 3 })).toEqual(['weaker custom-changed']);
    expect(codes({ keywords: ['umbrella'] })).toEqual(['weaker custom-changed']);
    expect(codes({ pattern: 'acme_\\w+' })).toEqual(['weaker custom-changed']);
    expect(codes({ severity: 'medium' })).toEqual(['weaker severity-lowered']);
  });
});
