// The difference of two policies, as properties: nothing is weaker than itself, and what one direction loosens the other tightens.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { severities, type Fingerprint } from '../../src/model.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
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
const policy: fc.Arbitrary<Policy> = fc.record({
  version: fc.constant(1 as const),
  refuse: severity,
  rules: fc.dictionary(fc.constantFrom('a-rule', 'b-rule', 'c-rule'), setting),
  allow: fc.array(entry, { maxLength: 4 }),
  custom: fc.uniqueArray(custom, { selector: (rule) => rule.id }),
  places: fc.record({ stores: fc.uniqueArray(fc.constantFrom('instances/*/', 'shops/*/')) }, { requiredKeys: [] }),
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
