// Values are found under the keys that a reader of the format would name, wherever they stand, and hostile text ends soon.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseAllDocuments, visit, isScalar, isPair, stringify } from 'yaml';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { languageOf } from '../../src/detect/assign/language.ts';
import { keysOf } from '../../src/detect/assign/formats/outline.ts';
import { pairsOf } from '../../src/detect/assign/pairs.ts';
import type { Path } from '../../src/model.ts';

const read = (path: string, text: string): Record<string, string> =>
  Object.fromEntries(
    pairsOf(languageOf(path as Path, text), text).map((pair) => [
      keysOf(pair)
        .map((node) => node.key)
        .join(' > '),
      text.slice(pair.start, pair.end),
    ]),
  );

describe('Formats', () => {
  test.each<[string, string, Record<string, string>]>([
    ['a.json', '{"a": {"b": "x", "c": [1, {"d": "y"}]}, "e": true}', { 'a > b': 'x', 'a > c > 0': '1', 'a > c > 1 > d': 'y', e: 'true' }],
    ['a.jsonc', '// note\n{a: \'x\', /* b: 1 */ "c": "it\\"s",}', { a: 'x', c: 'it\\"s' }],
    ['cut.json', '{"a": {"b": "x", "c": "unfin', { 'a > b': 'x', 'a > c': 'unfin' }],
    ['env.json', '{"env": [{"name": "DB_PASS", "value": "x"}]}', { 'env > 0 > name': 'DB_PASS', 'env > 0 > DB_PASS': 'x' }],
    ['n.ipynb', '{"cells": [{"source": ["one\\n", "two"]}]}', { 'cells > 0 > source > 0': 'one\\n', 'cells > 0 > source > 1': 'two' }],
    ['a.yaml', 'a:\n  b: x # note\n  "c d": \'y z\'\ne: 1\n', { 'a > b': 'x', 'a > c d': 'y z', e: '1' }],
    [
      'list.yaml',
      'env:\n- name: A\n  value: x\n- name: B\n  value: y\n',
      { 'env > 0 > name': 'A', 'env > 0 > A': 'x', 'env > 1 > name': 'B', 'env > 1 > B': 'y' },
    ],
    ['deep.yml', 'a:\n  - b:\n      - c: x\n    d: y\n  - z\n', { 'a > 0 > b > 0 > c': 'x', 'a > 0 > d': 'y', 'a > 1': 'z' }],
    ['block.yaml', 'a:\n  b: |\n    one\n    two\n  c: x\n', { 'a > b': 'one\n    two', 'a > c': 'x' }],
    ['anchor.yaml', 'a: &x !!str y\nb: *x\nc: {d: e, f: [g]}\n', { a: 'y', 'c > d': 'e', 'c > f > 0': 'g' }],
    ['helm.yaml', 'a:\n{{- if .Values.x }}\n  b: x\n{{- end }}\n  c: {{ .Values.y }}\n', { 'a > b': 'x', 'a > c': '{{ .Values.y }}' }],
    ['two.yaml', 'a: x\n---\nb: y\n', { a: 'x', b: 'y' }],
    ['.env', 'export A=x # note\nB="y z"\n# C=1\nD=\'e\'\n', { A: 'x', B: 'y z', D: 'e' }],
    [
      'a.toml',
      '[a.b]\nc = "x"\nd = """\ny\n"""\ne = { f = "z" }\n[[g]]\nh = 1\n',
      { 'a > b > c': 'x', 'a > b > d': '\ny\n', 'a > b > e > f': 'z', 'g > h': '1' },
    ],
    ['a.ini', '[one two]\r\nk = v ; note\r\n; c = 1\r\nm: n\r\n', { 'one > two > k': 'v', 'one > two > m': 'n' }],
    ['a.properties', 'spring.x.password=p:q\nlong=a\\\n  b\n', { 'spring.x.password': 'p:q', long: 'a\\\n  b' }],
    ['.npmrc', '//registry.example.org/:_authToken=x\n', { '//registry.example.org/:_authToken': 'x' }],
    ['config', '[remote "origin"]\n\turl = x\n', { 'remote > origin > url': 'x' }],
    [
      '.netrc',
      'machine h login u password p\ndefault login a\n  password b\n',
      { 'h > login': 'u', 'h > password': 'p', 'default > login': 'a', 'default > password': 'b' },
    ],
    ['Dockerfile', 'FROM x\nENV A=b\nARG C=d\nENV E f\n', { A: 'b', C: 'd', E: 'f' }],
    ['a.xml', '<a><b c="x">y</b><!-- <d>z</d> --><e><![CDATA[q]]></e></a>', { 'a > b > c': 'x', 'a > b': 'y', 'a > e': 'q' }],
    ['web.config', '<configuration><appSettings><add key="K" value="v"/></appSettings></configuration>', { 'configuration > appSettings > K': 'v' }],
    ['strings.xml', '<resources><string name="k">v</string></resources>', { 'resources > k': 'v' }],
    ['a.plist', '<?xml version="1.0"?><plist><dict><key>K</key><string>v</string></dict></plist>', { 'plist > dict > K': 'v' }],
    [
      'settings.xml',
      '<settings><servers><server><id>r</id><password>p</password></server></servers></settings>',
      { 'settings > servers > server > id': 'r', 'settings > servers > server > password': 'p' },
    ],
    [
      'main.tf',
      'resource "t" "n" {\n  a = "x"\n  b {\n    c = "y"\n  }\n  d = { e = "z" }\n}\n',
      { 'resource > t > n > a': 'x', 'resource > t > n > b > c': 'y', 'resource > t > n > d > e': 'z' },
    ],
    ['here.tf', 'a = <<-EOT\n  x\nEOT\nb = "y"\n', { a: '  x\n', b: 'y' }],
  ])('%s %j', (path, text, wanted) => {
    expect(read(path, text)).toEqual(wanted);
  });
});

const word = fc
  .stringMatching(/^[a-z][a-z0-9_]{0,7}$/)
  .filter((name) => !/^(?:name|key|id|variable|property|null|true|false|yes|no|on|off|y|n|value|secret|content|default|val)$/.test(name));
const tree = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    word,
    fc.dictionary(word, tie('node'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
  ),
})).node;
const leaves = (value: unknown, path: readonly string[] = []): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
    : [`${path.join('.')}=${String(value)}`];
const seen = (path: string, text: string): string[] =>
  pairsOf(languageOf(path as Path, text), text).map(
    (pair) =>
      `${keysOf(pair)
        .map((node) => node.key)
        .join('.')}=${text.slice(pair.start, pair.end)}`,
  );

describe('Against the formats’ own libraries', () => {
  const root = fc.dictionary(word, tree, { minKeys: 1, maxKeys: 5, noNullPrototype: true });
  test('JSON in any spacing', () => {
    fc.assert(
      fc.property(root, fc.constantFrom(undefined, 2, '\t'), (value, space) => {
        expect(seen('a.json', JSON.stringify(value, null, space))).toEqual(leaves(value));
      }),
      { numRuns: 300 },
    );
  });
  test('YAML as its library writes it', () => {
    fc.assert(
      fc.property(root, fc.boolean(), (value, indentSeq) => {
        const text = stringify(value, { indentSeq });
        // the library reads back what we are asked to read
        let scalars = 0;
        for (const document of parseAllDocuments(text))
          if ('contents' in document)
            visit(document, {
              Scalar: (key, node, path) => {
                if (key !== 'key' && isScalar(node) && (isPair(path.at(-1)) || key !== null)) scalars += 1;
              },
            });
        expect(leaves(value)).toHaveLength(scalars);
        expect(seen('a.yaml', text)).toEqual(leaves(value));
      }),
      { numRuns: 300 },
    );
  });
});

describe('Hostile text', () => {
  const paths = ['a.json', 'a.yaml', 'a.ini', 'a.toml', 'a.xml', 'a.tf', '.netrc', '.env'];
  test('whatever the text, pairs are in order and inside it', () => {
    const bits = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      ':',
      '=',
      '\n',
      ' ',
      '- ',
      '<a>',
      '</a>',
      '<key>',
      '|',
      '#',
      '<<X',
      'k',
      'name',
      'machine ',
      '"""',
      '\\',
      '---',
      '&',
      '<!--',
      '<![CDATA[',
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.array(bits, { maxLength: 60 }), (path, parts) => {
        const text = parts.join('');
        for (const pair of pairsOf(languageOf(path as Path, text), text)) {
          expect(pair.start).toBeLessThan(pair.end);
          expect(pair.end).toBeLessThanOrEqual(text.length);
          keysOf(pair);
        }
      }),
      { numRuns: 2000 },
    );
  });
  test.each([
    '{"a":',
    '[',
    "k='\n",
    'k="""\n',
    '<key>',
    '<a>',
    '</a>',
    '<a b="',
    '<!--',
    '<![CDATA[',
    'a <<X\n',
    'k: |\n',
    '- ',
    'k: "\n',
    'k: [\n',
    'a {\n',
    '"',
    'machine ',
    'k=a\\\n',
    ' k:\n',
  ])('a megabyte of %j is a matter of a moment', (bit) => {
    const text = bit.repeat(1_000_000 / bit.length);
    for (const path of paths) {
      const before = process.cpuUsage();
      pairsOf(languageOf(path as Path, text), text);
      // the processor's own time, whatever else the machine does; growth with the square would take hours
      expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000);
    }
  });
});

describe('Findings', () => {
  const engine = engineOf(catalogue);
  const keyPaths = (path: string, text: string): string[] =>
    engine({ path: path as Path, origin: 'file', bytes: Buffer.from(text) }).candidates.map((one) => one.keyPath.join(' > '));
  const value = (): string => `${randomBytes(9).toString('hex')}Zq8`;
  test('carry the whole path', () => {
    expect(keyPaths('app.yaml', `spring:\n  datasource:\n    password: ${value()}\n`)).toEqual(['spring > datasource > password']);
    expect(keyPaths('app.json', `{"db": {"password": "${value()}"}}`)).toEqual(['db > password']);
  });
  test('decoded values carry the path of what holds them', () => {
    const data = Buffer.from(value()).toString('base64');
    expect(keyPaths('s.yaml', `apiVersion: v1\nkind: Secret\ndata:\n  db-password: ${data}\n`)).toEqual(['data > db-password']);
  });
  test('never show a key that is a secret itself', () => {
    const login = value();
    const paths = keyPaths('a.json', `{"https://bot:${login}@example.net/x": {"password": "${value()}"}}`);
    expect(paths.length).toBeGreaterThan(0);
    for (const path of paths) expect(path).not.toContain(login);
  });
});
