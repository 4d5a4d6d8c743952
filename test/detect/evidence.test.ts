// The evidence model: its data file is sound, its sum is explained in full, and its features mean what they say.
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { likelihood } from '../../src/detect/evidence/bigrams.ts';
import { isInString } from '../../src/detect/evidence/in-string.ts';
import { explain, model, score, type Tree } from '../../src/detect/evidence/model.ts';
import { nameFeatures, wordsOf } from '../../src/detect/evidence/name.ts';
import { valueFeatures } from '../../src/detect/evidence/value.ts';
import { Scene } from '../../src/detect/scene.ts';
import { randomFrom } from '../../src/detect/shape/generate.ts';
import type { Path } from '../../src/model.ts';

const random = randomFrom(7);
const letters = (length: number): string => Array.from({ length }, () => String.fromCharCode(97 + Math.floor(random() * 26))).join('');

describe('The data file', () => {
  test('is small, says how it was made, and holds nothing but numbers and the names of features', () => {
    const raw = readFileSync(new URL('../../src/detect/evidence/model.json', import.meta.url), 'utf8');
    expect(raw.length).toBeLessThan(64 * 1024);
    expect(model.recipe).toMatch(/^train\/train\.ts .* corpus [0-9a-f]{16}$/);
    expect(model.thresholds.low).toBeLessThan(model.thresholds.medium);
    expect(model.thresholds.medium).toBeLessThan(model.thresholds.high);
    const check = (tree: Tree): void => {
      if (typeof tree === 'number') {
        expect(Number.isFinite(tree)).toBe(true);
        return;
      }
      expect(model.features[tree[0]]).toMatch(/^(?:name|value|place|near|path)\.[\w.]+$/);
      check(tree[2]);
      check(tree[3]);
    };
    model.trees.forEach(check);
  });

  test('names only features that are worked out', () => {
    const known = new Set([...Object.keys(nameFeatures('password')), ...Object.keys(valueFeatures(letters(12), 'password'))]);
    expect(model.features.filter((name) => /^(?:name|value)\./.test(name) && !known.has(name))).toEqual([]);
  });
});

test('the weights that are told make up the score, less the starting point', () => {
  const start = model.trees.reduce<number>((sum, tree) => sum + (typeof tree === 'number' ? tree : tree[4]), model.bias);
  for (let round = 0; round < 50; round += 1) {
    const features = { ...nameFeatures('db_password'), ...valueFeatures(letters(6 + Math.floor(random() * 20)), 'db_password') };
    const told = explain(features).reduce((sum, one) => sum + one.weight, 0);
    // weights under 0.05 are not told
    expect(Math.abs(score(features) - start - told)).toBeLessThan(0.05 * model.features.length);
  }
});

test('letters read as words or as noise', () => {
  expect(likelihood('authentication')).toBeGreaterThan(0.6);
  expect(likelihood('configuration')).toBeGreaterThan(0.6);
  const mean = Array.from({ length: 200 }, () => likelihood(letters(16))).reduce((sum, one) => sum + one, 0) / 200;
  expect(mean).toBeLessThan(0);
});

test.each([
  ['dbPassword', ['db', 'password']],
  ['AWSSecretKey', ['aws', 'secret', 'key']],
  ['x-api-key', ['x', 'api', 'key']],
  ['spring.datasource.password', ['spring', 'datasource', 'password']],
])('the words of %s', (name, words) => {
  expect(wordsOf(name)).toEqual(words);
});

test.each([
  ['"user=a&password=b"', true],
  ["send('user=a&password=b')", true],
  ['const password = b', false],
  ['"a", password', false],
  ["it's the password", false],
  ['"password": 1', false],
  ['"\\"password=b"', true],
  [`${'"'.repeat(301)} password`, false],
])('whether the name stands inside a string: %s', (text, inside) => {
  expect(isInString(new Scene(text, 'a.js' as Path, 0), text.indexOf('password'))).toBe(inside);
});
