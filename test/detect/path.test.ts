// What the keys above a value say about it, and where a value ends that others stand beside.
import { describe, expect, test } from '@jest/globals';
import { assignmentAt } from '../../src/detect/assign/assignment.ts';
import { pathFeatures } from '../../src/detect/evidence/path.ts';
import { aroundFeatures } from '../../src/detect/evidence/around.ts';
import { Scene } from '../../src/detect/scene.ts';
import type { Path } from '../../src/model.ts';

const at = (path: string, text: string, word = 'password') => {
  const found = assignmentAt(text, text.indexOf(word), word.length);
  if (found === undefined) throw new Error('no assignment');
  return { scene: new Scene(text, path as Path, 0), found };
};

describe('the keys above', () => {
  test.each([
    ['a.yml', 'datasource:\n  password: abcd1234\n', { 'path.keys': 2, 'path.secret': 1, 'path.telling': 0, 'path.whole': 1 }],
    ['a.json', '{"properties": {"password": "abcd1234"}}', { 'path.keys': 2, 'path.secret': 0, 'path.telling': 1, 'path.whole': 1 }],
    ['a.json', '{"hint": "say password=abcd1234 to the door"}', { 'path.keys': 1, 'path.whole': 0 }],
    ['a.js', 'const password = "abcd1234";', { 'path.keys': 0, 'path.whole': 0 }],
  ])('%s %j', (path, text, expected) => {
    const { scene, found } = at(path, text);
    expect(pathFeatures(scene, found)).toMatchObject(expected);
  });
});

test.each([
  ['user: bob\npassword: abcd1234\n', 1],
  ['connect("db", username="bob", password="abcd1234")', 1],
  ['colour: red\npassword: abcd1234\n', 0],
])('a login beside it: %j', (text, expected) => {
  const { scene, found } = at('a.txt', text);
  expect(aroundFeatures(scene, found)['near.login']).toBe(expected);
});

describe('where a value begins and ends', () => {
  test.each([
    ['"https://host/?password=abcd1234&next=/home"', 'abcd1234'],
    [`field 'password', '"abcd1234"'`, 'abcd1234'],
    ['password: kGOxf9bizqI=  # of the directory', 'kGOxf9bizqI='],
    ['password: string = "abcd1234"', 'abcd1234'],
    ['password = base64(b"abcd1234")', 'abcd1234'],
  ])('%s', (text, value) => {
    const { found } = at('a.txt', text);
    expect(found.value).toBe(value);
    expect(text.slice(found.start, found.end)).toBe(value);
  });
});
