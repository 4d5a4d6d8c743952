// Seeds of one-time passwords (RFC 6238): `otpauth://` links and base32 seeds handed to a TOTP or HOTP library.
import type { Rule } from '../../../model.ts';
import type { Detector, Hit } from '../../detector.ts';
import { masked } from '../../placeholder.ts';
import type { Scene } from '../../scene.ts';

const rule: Rule = {
  id: 'one-time-password-seed',
  class: 'credential',
  severity: 'high',
  title: 'Seed of one-time passwords',
  holder: 'Anyone with this seed can generate the second factor of that account at any time.',
  rotate: 'Take the second factor off the account and enrol a new one.',
  specificity: 2,
};

const link = /otpauth:\/\/[ht]otp\/[^\s"'`<>]{0,200}?[?&]secret=([A-Z2-7]{16,128})(?![A-Za-z0-9])/iy;
const call = /[ht]otp\w{0,24}(?:(?:\.|::)\w{1,24})?(?: ?[([=:,]{1,2}|=>| )\s{0,3}(?:[a-z_]{1,16} ?[:=] ?)?["']([A-Z2-7]{16,64})["']/iy;

function find(scene: Scene, at: number): Hit | undefined {
  for (const pattern of [link, call]) {
    pattern.lastIndex = at;
    const match = pattern.exec(scene.text);
    const seed = match?.[1];
    if (match === null || seed === undefined || masked(seed)) continue;
    if (pattern === call && (!/[2-7]/.test(seed) || seed !== seed.toUpperCase())) continue;
    const start = at + match[0].lastIndexOf(seed);
    return { start, end: start + seed.length, certainty: 'structural' };
  }
  return undefined;
}

export const oneTimePasswords: readonly Detector[] = [
  {
    rule,
    anchors: [
      { text: 'otpauth://', caseless: true },
      { text: 'totp', caseless: true },
      { text: 'hotp', caseless: true },
    ],
    find,
  },
];
