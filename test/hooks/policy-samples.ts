// For every property of the policy's schema a policy that sets it, and content that it affects: what the fast path is compared on.
import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { formats } from '../../src/detect/detectors/tokens.ts';
import { randomFrom, sampleOf } from '../../src/detect/shape/generate.ts';
import type { SecretClass } from '../../src/model.ts';
import { fieldsIn } from '../schema-fields.ts';
import { token } from './lab.ts';

type Written = Readonly<Record<string, unknown>>;

export interface Sample {
  /** the policy that has landed, and the same without the property */
  readonly policy: Written;
  readonly without: Written;
  /** what has landed besides the policy, and what comes */
  readonly landed: Readonly<Record<string, string>>;
  readonly coming: Readonly<Record<string, string>>;
  /** why the property changes nothing that a hook finds or decides, where it doesn't */
  readonly inert?: string;
}

export const schemaFields = fieldsIn(JSON.parse(readFileSync(join(import.meta.dirname, '../../schemas/policy.schema.json'), 'utf8')) as object);

const random = randomFrom(18);
const word = (length: number): string => randomBytes(length).toString('base64url').replace(/[-_]/g, 'x').slice(0, length);
/** Put together here, so that no line of this file looks like a secret. */
const name = ['pass', 'word'].join('');
const password = `const ${name} = "${word(9)}!7${word(4)}";\n`;
const file = 'src/a.ts';
export const usual = { landed: {}, coming: { [file]: password } };

/** A line with a shaped value of a class, blocked by default and not by the contract's floor. */
function lineOf(kind: SecretClass): string {
  if (kind === 'policy') return `console.log(${name});\n`;
  if (kind === 'connection-string') return `const url = "postgres://admin:${word(14)}@db.internal.example.org/app";\n`;
  const format = formats.find(({ rule, check, context }) => rule.class === kind && check === undefined && context === undefined && rule.severity === 'high');
  if (format !== undefined) return `const value = "${sampleOf(format.shape, random, undefined)}";\n`;
  return password;
}

const setting = (policy: Written, without: Written = {}, content: Partial<Sample> = {}): Sample => ({
  ...usual,
  ...content,
  policy: { version: 1, ...policy },
  without: { version: 1, ...without },
});

/** A level: of the whole repository, and in a section for the path that the content has. */
function levels(field: string, value: Written, base: Written, content: Partial<Sample> = {}): Record<string, Sample> {
  return {
    [field]: setting({ ...base, ...value }, base, content),
    [`sections.*.${field}`]: setting({ ...base, sections: [{ paths: ['src/'], ...value }] }, base, content),
  };
}

const classes: readonly SecretClass[] = ['credential', 'api-key', 'connection-string', 'private-key', 'payment', 'third-party', 'policy'];
const tokenLine = `export const key = "${token()}";\n`;
const own = { id: 'own-thing', title: 'Own thing', keywords: ['ownkey'], pattern: 'ownkey_([a-z0-9]{20})' };
const ownFile = { coming: { [file]: `const x = "ownkey_${word(20).toLowerCase()}";\n` } };
const entry = { rule: 'generic-password', path: file, reason: 'not a secret at all', owner: 'A Person', expires: '2999-01-01' };
const others = { landed: { 'shops/us/readme.txt': 'us\n' } };
const reading = { ...others, coming: { 'shops/eu/app.js': "const text = readFileSync('../us/.env');\n" } };
const shared = `db_${name}: "Kq7!${word(12)}"\n`;
const stores = { places: { stores: ['shops/*/'] } };
const sealed = { inert: 'words for people' };
const custom = (more: Written, content: Partial<Sample> = {}, from: Written = {}): Sample =>
  setting({ ...from, custom: [{ ...own, ...more }] }, { ...from, custom: [own] }, { ...ownFile, ...content });

/** @param fingerprint of the password under a policy without salt */
export const samplesFor = (fingerprint: string): Readonly<Record<string, Sample>> => ({
  $schema: setting({ $schema: './policy.schema.json' }, {}, sealed),
  version: setting({}, {}, { inert: 'there is one version' }),
  extends: setting(
    { extends: './base.json' },
    {},
    { ...reading, landed: { ...others.landed, '.secrets-hooks/base.json': JSON.stringify({ version: 1, ...stores }) } },
  ),
  remoteRefs: setting({ remoteRefs: 'ls-remote' }, {}, { inert: 'how a push learns what the remote has' }),
  salt: setting({ salt: '0123456789abcdef' }),
  ...levels('refuse', { refuse: 'critical' }, {}),
  ...levels('tell', { tell: 'critical' }, { refuse: 'critical' }),
  ...Object.fromEntries(
    classes.flatMap((kind) =>
      Object.entries(levels(`classes.${kind}`, { classes: { [kind]: 'low' } }, { refuse: 'critical' }, { coming: { [file]: lineOf(kind) } })),
    ),
  ),
  ...levels('certainties.likely', { certainties: { likely: 'low' } }, { refuse: 'critical' }),
  ...levels('certainties.shaped', { certainties: { shaped: 'low' } }, { refuse: 'critical' }, { coming: { [file]: lineOf('api-key') } }),
  ...levels('certainties.structural', { certainties: { structural: 'low' } }, { refuse: 'critical' }, { coming: { [file]: lineOf('connection-string') } }),
  ...levels('certainties.proven', { certainties: { proven: 'low' } }, {}, { coming: { [file]: tokenLine }, inert: 'the floor is as strict' }),
  ...levels('rules.*.severity', { rules: { 'generic-password': { severity: 'low' } } }, {}),
  ...levels('rules.*.enabled', { rules: { 'generic-password': { enabled: false } } }, {}),
  'sections.*.paths': setting({ sections: [{ paths: ['src/'], refuse: 'critical' }] }, { sections: [{ paths: ['docs/'], refuse: 'critical' }] }),
  'sections.*.reason': setting({ sections: [{ paths: ['src/'], reason: 'samples' }] }, { sections: [{ paths: ['src/'] }] }, sealed),
  'allow.*.fingerprint': setting({ allow: [{ fingerprint, reason: entry.reason, owner: entry.owner, expires: entry.expires }] }),
  'allow.*.rule': setting({ allow: [entry] }, { allow: [{ ...entry, rule: 'url-credentials' }] }),
  'allow.*.path': setting({ allow: [entry] }, { allow: [{ ...entry, path: 'src/b.ts' }] }),
  'allow.*.reason': setting({ allow: [{ ...entry, reason: 'another reason' }] }, { allow: [entry] }, sealed),
  'allow.*.owner': setting({ allow: [{ ...entry, owner: 'Somebody Else' }] }, { allow: [entry] }),
  'allow.*.expires': setting({ allow: [entry] }, { allow: [{ ...entry, expires: '2020-01-01' }] }),
  'custom.*.id': custom({ id: 'other-thing' }),
  'custom.*.title': custom({ title: 'Another title' }, sealed),
  'custom.*.class': custom({ class: 'payment' }, {}, { refuse: 'critical', classes: { payment: 'low' } }),
  'custom.*.severity': custom({ severity: 'low' }),
  'custom.*.keywords': custom({ keywords: ['another'] }),
  'custom.*.pattern': custom({ pattern: 'ownkey_([a-z0-9]{21})' }),
  'custom.*.minEntropy': custom({ minEntropy: 8 }),
  'custom.*.mustMatch': custom({ mustMatch: ['ownkey_{lower:20}'] }, { inert: 'for rules test' }),
  'custom.*.mustNotMatch': custom({ mustNotMatch: ['ownkey_'] }, { inert: 'for rules test' }),
  'places.stores': setting(stores, {}, reading),
  'places.environments': setting(
    { places: { environments: ['north', 'south'] } },
    {},
    { landed: { 'config/north.yml': shared }, coming: { 'config/south.yml': shared } },
  ),
  'places.controlPlane': setting(
    { places: { controlPlane: ['ops/'] } },
    {},
    { coming: { 'ops/sync.js': "const text = readFileSync('instances/eu/.env');\n" } },
  ),
});
