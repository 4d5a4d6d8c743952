// Passwords as generators make them, full of signs: they are found wherever a value may stand, with or without quotes; code and patterns are not.
import { describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { isWoven } from '../../src/detect/evidence/woven.ts';
import { randomFrom } from '../../src/detect/shape/generate.ts';
import type { Path } from '../../src/model.ts';

const engine = engineOf(catalogue);
const random = randomFrom(4711);
const from = (characters: string): string => characters.charAt(Math.floor(random() * characters.length));
const alnum = 'abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const signs = '!#$%&()*+-/:;<=>?@[]^_{|}~';
/** Begins and ends with a letter, as punctuation at the end may be a sentence's. @param share of signs */
const made = (share: number): string => {
  const length = 12 + Math.floor(random() * 20);
  const inner = Array.from({ length: length - 2 }, () => from(random() < share ? signs : alnum)).join('');
  return `${from(alnum)}${inner}${from(alnum)}`;
};

const found = (text: string, path: string): string[] => {
  const { candidates, view } = engine({ path: path as Path, origin: 'file', bytes: Buffer.from(text) });
  return candidates.filter((one) => one.severity !== 'low').map((one) => view.text.slice(one.start, one.end));
};
const escaped = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const places: readonly (readonly [path: string, write: (value: string) => string])[] = [
  ['deploy.env', (v) => `DB_PASSWORD=${v}\n`],
  ['values.yaml', (v) => `db:\n  password: ${v}\n`],
  ['my.ini', (v) => `[client]\npassword = ${v}\n`],
  ['app.properties', (v) => `db.password=${v}\n`],
  ['notes.txt', (v) => `password: ${v}\n`],
  ['server.log', (v) => `2024-03-01 INFO login with password=${v}\n`],
  ['pom.xml', (v) => `<db><password>${escaped(v)}</password></db>\n`],
  ['app.py', (v) => `db_password = "${v}"\n`],
  ['A.java', (v) => `    String password = "${v}";\n`],
  ['main.tf', (v) => `  password = "${v}"\n`],
];

describe.each([0.15, 0.3])('a share of %d of signs', (share) => {
  test.each(places)('in %s nearly all are refused, whole', (path, write) => {
    const values = Array.from({ length: 100 }, () => made(share));
    const whole = values.filter((value) => found(write(value), path).some((one) => one.includes(path.endsWith('.xml') ? escaped(value) : value)));
    expect(whole.length).toBeGreaterThanOrEqual(85);
  });
});

test('what begins with a bracket is a value too', () => {
  const values = ['[', '(', ']', ')', '|', ';', ',', '>'].map((sign) => `${sign}${made(0.2)}`);
  expect(values.filter((value) => found(`password: ${value}\n`, 'notes.txt').length > 0).length).toBeGreaterThanOrEqual(7);
});

test('brackets that close each other wrongly are no code, in whatever quotes they stand', () => {
  const value = ['k{', '(a}w)q$', '{n]', 'rul', '(tip[', 'sev>-_$#', 'on}', '}'].join('');
  expect(found(`api_key := '${value}'\n`, 'main.go')).toEqual([value]);
  expect(found('passwd: `' + value + '`\n', 'a.js')).toEqual([value]);
});

test('the next parameter of a query, the next part of a list is not of it', () => {
  const value = made(0).slice(0, 14);
  expect(found(`GET /login?user=anna&password=${value}&remember=1 HTTP/1.1\n`, 'a.log')).toEqual([value]);
});

test.each([
  ['a pattern', '^[A-Za-z0-9+/]{22}==$'],
  ['a pattern with a class', '([a-z0-9]([-a-z0-9]*[a-z0-9])?)'],
  ['a call', 'ENC(OT0qGOpXrr1Iog1W+fjOiI)'],
  ['a reference', '${NEO4J_AUTH#neo4j/}'],
  ['a format', 'D6E87BF6B9AE%02x'],
  ['a call in Go', '&appsv1.GnuPGPublicKey{KeyData:'],
  ['a member', 'SyncStatus.Key(rawValue:'],
  ['words', 'correct-Horse-battery-7'],
  ['an escape', '\\n{url}\\n\\nIf'],
])('%s is not woven: %s', (_, text) => {
  expect(isWoven(text)).toBe(false);
});

test.each([
  ['a.js', 'const token = parse(text)[0].value({ K: () => P });\n'],
  ['a.min.js', 'x={secret:e.Pq8,Key:n(9),t(e){return U(e,{K:()=>P})}};\n'],
  ['crd.yaml', "rule: self.all(key, key.matches('^([a-z0-9]([-a-z0-9]*[a-z0-9])?)$'))\n"],
  ['run.sh', 'password="${NEO4J_AUTH#neo4j/}"\n'],
  ['application.yml', 'password: ENC(OT0qGOpXrr1Iog1W+fjOiI)\n'],
  ['mail.py', 'BODY = (\n    "Click the link to reset your password:\\n{url}\\n\\n"\n    "If it is not clickable, copy it."\n)\n'],
  ['a.c', 'private_key = m[(i+1)%N}];\n'],
])('passes: %s: %s', (path, text) => {
  expect(found(text, path)).toEqual([]);
});
