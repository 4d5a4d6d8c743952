// What a checksum changes, what a neighbour changes, and what only looks like a token.
import { describe, expect, test } from '@jest/globals';
import { alphabets } from '../../src/detect/shape/alphabet.ts';
import { catalogue } from '../../src/detect/catalogue.ts';
import { formats } from '../../src/detect/detectors/tokens.ts';
import { engineOf } from '../../src/detect/engine.ts';
import { randomFrom, sampleOf } from '../../src/detect/shape/generate.ts';
import { partsOf } from '../../src/detect/shape/shape.ts';
import { severities, type Path } from '../../src/model.ts';

const engine = engineOf(catalogue);
const look = (text: string, path = 'src/a.txt') => {
  const { view, candidates } = engine({ path: path as Path, origin: 'file', bytes: Buffer.from(text) });
  return candidates.map((one) => ({
    id: one.rule.id,
    severity: one.severity,
    certainty: one.certainty,
    decodedFrom: one.decodedFrom,
    value: view.text.slice(one.start, one.end),
  }));
};
const random = randomFrom(11);
const of = (shape: string): string => sampleOf(shape, random);
const format = (id: string) => formats.find((one) => one.rule.id === id)!;
const sample = (id: string): string => sampleOf(format(id).shape, random, format(id).check);
const uuid = '{h:8}-{h:4}-{h:4}-{h:4}-{h:12}';

/** One character of the last part but the checksum, changed to its neighbour in the alphabet. */
function withOneChanged(value: string, at: number): string {
  const letter = value.charAt(at);
  const set = Object.values(alphabets).find((letters) => letters.includes(letter)) ?? '01';
  const other = set.charAt((set.indexOf(letter) + 1) % set.length);
  return value.slice(0, at) + other + value.slice(at + 1);
}

describe('A checksum that holds proves; one that does not lowers the level and hides nothing', () => {
  const proving = ['crc62', 'crc-hex', 'crc-after-underscore', 'crc-body', 'nkey', 'bech32', 'gitlab-routable'];
  test.each(formats.filter((one) => proving.includes(one.check ?? '')).map((one) => ({ id: one.rule.id, one })))('$id', ({ id, one }) => {
    for (let round = 0; round < 5; round += 1) {
      const value = sampleOf(one.shape, random, one.check);
      const whole = look(`key = "${value}"`).find((hit) => hit.id === id);
      expect(whole).toMatchObject({ certainty: 'proven', severity: one.rule.severity });
      // a word nearby never excuses what is proven
      expect(look(`// example, fake, placeholder: ${value}`).map((hit) => hit.id)).toContain(id);
      const changed = look(`key = "${withOneChanged(value, 20)}"`);
      expect(changed.length).toBeGreaterThan(0);
      expect(changed.every((hit) => hit.certainty !== 'proven')).toBe(true);
      const rank = severities.indexOf(changed[0]!.severity);
      expect(rank).toBeGreaterThanOrEqual(severities.indexOf('medium'));
      // sums whose recipe is documented; of the others one that does not hold says nothing
      if (['crc62', 'crc-hex', 'nkey', 'bech32'].includes(one.check!)) expect(rank).toBeLessThan(severities.indexOf(one.rule.severity));
    }
  });

  test.each(['aws-bedrock-api-key', 'artifactory-reference-token', 'bitbucket-server-token'])('%s decodes', (id) => {
    expect(look(`key = "${sample(id)}"`).find((hit) => hit.id === id)).toMatchObject({ certainty: 'structural' });
  });
});

describe('What only looks like a token passes', () => {
  // the rules of its own, not what a name beside it says
  const own = (text: string): string[] => look(text).map((hit) => hit.id);
  const plain = formats.filter((one) => /^[A-Za-z][\w.:-]{3,}\{/.test(one.shape));

  test.each(plain.map((one) => ({ id: one.rule.id, shape: one.shape })))('masks and cut pieces of $id', ({ id, shape }) => {
    const parts = partsOf(shape);
    const filled = (letter: (set: string) => string, cut: number): string =>
      parts
        .map((part, index) => (typeof part === 'string' ? part : letter(part.set).repeat(Math.max(0, part.min - (index === parts.length - 1 ? cut : 0)))))
        .join('');
    expect(own(`Use ${filled(() => 'x', 0)} here`)).not.toContain(id);
    expect(own(`Use ${filled(() => '*', 0)} here`)).not.toContain(id);
    const last = parts.at(-1);
    if (typeof last !== 'object' || parts.filter((part) => typeof part === 'object').length > 1) return;
    const short = sampleOf(shape, random).slice(0, shape.indexOf('{') + last.min - 1);
    expect(own(`Use ${short} here`)).not.toContain(id);
  });

  test.each(plain.map((one) => ({ id: one.rule.id, one })))('$id glued to a word', ({ id, one }) => {
    expect(own(`${one.context?.[0] ?? ''} abc9${sampleOf(one.shape, random, one.check)}`)).not.toContain(id);
  });

  const passing: readonly (readonly [what: string, text: () => string])[] = [
    ['a commit', () => `See https://github.com/acme/app/commit/${of('{h:40}')} for it`],
    ['a pinned action', () => `      - uses: github/codeql-action/init@${of('{h:40}')} # v3`],
    ['a digest of a requirement', () => `linode==8.2.0 --hash=sha256:${of('{h:64}')}`],
    ['a digest beside a provider’s name', () => `linode_sha256: ${of('{h:64}')}`],
    ['a checksum of a client', () => `virustotal-checksum = "${of('{h:64}')}"`],
    ['a digest of an image', () => `image: sentry@sha256:${of('{h:64}')}`],
    ['an integrity field', () => `"algolia": { "version": "4.2.1", "integrity": "sha512-${of('{b:86}')}==" }`],
    ['a resolved address', () => `  resolved "https://registry.npmjs.org/twilio/-/twilio-4.2.0.tgz#${of('{h:40}')}"`],
    ['an identifier', () => `{ "heroku_app_id": "${of(uuid)}" }`],
    ['an etag', () => `etag = "${of('{h:32}')}"`],
    ['a word that holds a provider’s name', () => `SetSysctl = "${of('{l:24}')}"`],
    ['a git head', () => `"gitHead": "${of('{h:40}')}", "_from": "github:acme/app"`],
    ['an example of the documentation', () => `aws_access_key_id = ${['AKIA', 'IOSFODNN7', 'EXAMPLE'].join('')}`],
    ['an environment variable', () => 'const key = process.env.DATADOG_API_KEY;'],
    ['a reference', () => 'twilio_auth_token: ${TWILIO_AUTH_TOKEN}'],
  ];
  test.each(passing.map(([what, text]) => ({ what, text })))('$what', ({ text }) => {
    for (let round = 0; round < 4; round += 1) expect(look(text())).toEqual([]);
  });

  test('public by design is told, and not refused', () => {
    for (const id of ['stripe-publishable-key', 'posthog-project-key', 'supabase-publishable-key', 'launchdarkly-mobile-key'])
      expect(look(`const k = "${sample(id)}"`)).toMatchObject([{ id, severity: 'low' }]);
  });
});

describe('Names above the value, halves of a pair, company on the line', () => {
  const hex = (length: number): string => of(`{h:${length}}`);
  test.each([
    ['YAML', 'a.yml', (v: string) => `datadog:\n  enabled: true\n  apiKey: ${v}\n`, 'datadog-api-key'],
    ['JSON', 'a.json', (v: string) => `{\n  "twilio": {\n    "sid": "x",\n    "auth": "${v}"\n  }\n}`, 'twilio-auth-token'],
    ['INI', 'a.ini', (v: string) => `[algolia]\r\nadmin_key = ${v}\r\n`, 'algolia-api-key'],
    ['Terraform', 'a.tf', (v: string) => `variable "datadog_api" {\n  type = string\n  default = "${v}"\n}\n`, 'datadog-api-key'],
  ] as const)('a parent in %s', (_, path, write, id) => {
    const value = hex(32);
    expect(look(write(value), path)).toMatchObject([{ id, value }]);
  });

  test('the secret beside an access key id is told by standing there', () => {
    const [id, secret] = [sample('aws-access-key-id'), of('{b:40}')];
    for (const text of [`client("${id}", "${secret}")`, `${id}\n${secret}\n`, `user,${id},${secret}`])
      expect(look(text).map((hit) => hit.id)).toEqual(['aws-access-key-id', 'aws-secret-access-key']);
    for (const other of ['src/main/java/com/acme/project/Fiz2Buzz3', of('{h:40}'), 'the1quickbrown2foxjumpsoverthelazydog3ab'])
      expect([other.length, ...look(`${id}\n${other}\n`).map((hit) => hit.id)]).toEqual([40, 'aws-access-key-id']);
  });

  test('several on one line, in a table, in an address, in base64', () => {
    const [one, two] = [sample('github-personal-access-token'), sample('npm-access-token')];
    expect(look(`a=${one} b=${two} c='${one}'`).map((hit) => hit.value)).toEqual([one, two, one]);
    expect(look(`| github | ${one} |\n| npm | ${two} |\n`).map((hit) => hit.value)).toEqual([one, two]);
    expect(look(`https://api.example/v1?access_token=${one}&page=2`).map((hit) => hit.value)).toEqual([one]);
    expect(look(`data: ${Buffer.from(`login ${one} and more`).toString('base64')}`)).toMatchObject([
      { id: 'github-personal-access-token', decodedFrom: ['base64'] },
    ]);
  });

  test('what ends in an escaped equals sign is still that token, and proven', () => {
    const value = sample('atlassian-api-token');
    for (const sign of ['%3D', '%3d', '\\=', '\\u003d'])
      expect(look(`k: ${value.replace('=', sign)}`)).toMatchObject([{ id: 'atlassian-api-token', certainty: 'proven' }]);
  });

  test('a token that its provider has made longer is found, one level lower', () => {
    expect(look(`k = "${of('dop_v1_{h:90}')}"`)).toMatchObject([{ id: 'digitalocean-access-token', severity: 'high' }]);
    expect(look(`k = "${of('dop_v1_{h:65}')}"`).map((hit) => hit.id)).not.toContain('digitalocean-access-token');
  });
});

describe('A body that counts upwards or is one letter over and over is told behind a prefix of its own, a mask is not', () => {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'.repeat(3);
  test.each(['github-personal-access-token', 'digitalocean-access-token', 'figma-personal-token', 'linear-api-key', 'hugging-face-token'])('%s', (id) => {
    const [prefix, body] = partsOf(format(id).shape) as [string, { min: number }];
    const told = look(`key = "${prefix}${letters.slice(0, body.min)}"`).filter((hit) => hit.id === id);
    expect(told.map((hit) => severities.indexOf(hit.severity) >= 1)).toEqual([true]);
    expect(look(`Use ${prefix}${'c'.repeat(body.min)} here`).map((hit) => hit.id)).toContain(id);
    for (const mask of ['x', 'X', '0', '*', '.']) expect(look(`Use ${prefix}${mask.repeat(body.min)} here`)).toEqual([]);
  });
  test('a run of one character in a longer token is no mask', () => {
    const token = `xoxa-2-${'1'.repeat(9)}-${of('{d:11}')}-${of('{h:24}')}`;
    expect(look(`k = "${token}"`)).toMatchObject([{ id: 'slack-workspace-token', value: token }]);
  });
});

describe('A service’s name beside a value that reads like nothing else', () => {
  test.each([
    ['in the name', (v: string) => `bannerbear_access = "${v}"`, '{n:24}', true],
    ['as the name', (v: string) => `scrapingbee: '${v}'`, '{n:40}', true],
    ['as two words', (v: string) => `Alpha Vantage private access ${v}`, '{n:24}', true],
    ['on a command line', (v: string) => `mailjet ${v}`, '{h:32}', true],
    ['grown together with it', (v: string) => `refiner-${v}`, uuid, true],
    ['a checksum', (v: string) => `bannerbear_sha256: ${v}`, '{h:64}', false],
    ['a public id', (v: string) => `mailjet_public_id = "${v}"`, '{h:32}', false],
    ['a package', (v: string) => `"bannerbear": "https://example.org/${v}.tgz"`, '{h:40}', false],
    ['another word', (v: string) => `banner: "${v}"`, '{h:32}', false],
  ] as const)('%s', (_, write, shape, found) => {
    let told = 0;
    for (let round = 0; round < 10; round += 1) if (look(write(of(shape))).some((hit) => hit.severity !== 'low')) told += 1;
    if (found) expect(told).toBeGreaterThanOrEqual(9);
    else expect(told).toBe(0);
  });
});
