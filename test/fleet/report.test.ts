// The fleet's report: figures by class, age and owner, what is shared, and a page that holds against names from repositories.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import Ajv2020 from 'ajv/dist/2020.js';
import { parseAllDocuments } from 'yaml';
import { ruleList } from '../../src/detect/rules.ts';
import type { FleetExposure } from '../../src/model.ts';
import { fleetPage } from '../../src/fleet/report/html.ts';
import { fleetJson } from '../../src/fleet/report/json.ts';
import { overviewOf, total, type ReportedRepository } from '../../src/fleet/report/overview.ts';
import { fleetText } from '../../src/fleet/report/text.ts';

const root = join(import.meta.dirname, '../..');
const rules = new Map(ruleList().map((rule) => [rule.id, rule]));
const today = '2026-02-01';

const exposure = (digit: string, date: string, more: Partial<FleetExposure> = {}): FleetExposure => ({
  fingerprint: `v1f-${digit.repeat(32)}`,
  ruleId: 'private-key',
  class: 'private-key',
  severity: 'critical',
  what: 'value',
  redacted: '…(40)',
  first: { commit: digit.repeat(40), author: 'Ada <ada@example.org>', date: `${date}T10:00:00+01:00` },
  refs: ['refs/heads/main'],
  remotes: [],
  tips: [],
  places: [{ file: 'a/<b>.ts', startLine: 3, commit: digit.repeat(40) }],
  stores: ['aurora'],
  environments: ['production'],
  controlPlane: false,
  ...more,
});
const standing = { hooks: 'none', policy: 'other', drift: [{ direction: 'weaker', code: 'rule-off', subject: 'private-key' }] } as const;
const hostile = 'shop/<script>alert(1)</script>\u202e\u001b[31m';
const repositories: readonly ReportedRepository[] = [
  {
    name: hostile,
    owner: 'shop',
    commits: 5,
    standing,
    exposures: [exposure('a', '2026-01-30'), exposure('b', '2024-01-30', { severity: 'medium', class: 'credential' })],
    unread: [],
  },
  {
    name: 'shop/web',
    owner: 'shop',
    commits: 6,
    standing: { hooks: 'installed', policy: 'same', drift: [] },
    exposures: [exposure('a', '2025-12-30')],
    unread: [{ file: 'x.zip', reason: 'encrypted' }],
  },
  {
    name: 'data/lake',
    owner: 'data',
    commits: 7,
    exposures: [exposure('e', '2026-01-15', { what: 'name' })],
    unread: [],
    trouble: { code: 'git-failed', about: 'the connection broke' },
  },
  {
    name: 'data/pond',
    owner: 'data',
    commits: 8,
    standing: { hooks: 'committed', policy: 'none', drift: [] },
    exposures: [exposure('e', '2026-01-15', { what: 'name' })],
    unread: [],
  },
];
const overview = overviewOf(repositories, today);

describe('The overview', () => {
  test('counts by class, age and owner, the worst owner first', () => {
    expect(overview.exposures).toEqual({ low: 0, medium: 1, high: 0, critical: 4 });
    expect(overview.byAge.filter(({ exposures }) => total(exposures) > 0).map(({ age, exposures }) => [age, total(exposures)])).toEqual([
      ['week', 1],
      ['month', 2],
      ['quarter', 1],
      ['older', 1],
    ]);
    expect(overview.byClass.filter(({ exposures }) => total(exposures) > 0).map((line) => [line.class, total(line.exposures)])).toEqual([
      ['credential', 1],
      ['private-key', 4],
    ]);
    expect(overview.byOwner.map(({ owner, repositories: count, withoutHooks }) => [owner, count, withoutHooks])).toEqual([
      ['shop', 2, 1],
      ['data', 2, 0],
    ]);
  });

  test('a value in two repositories is told with its way; a file name that both have is no shared value', () => {
    expect(overview.shared.map(({ fingerprint, places }) => [fingerprint.slice(4, 5), places.map(({ repository }) => repository)])).toEqual([
      ['a', ['shop/web', hostile]],
    ]);
  });
});

describe('The report', () => {
  test('the page is one file without script, and a hostile name is text in it', () => {
    const page = fleetPage(overview, rules, '1.2.3', today);
    expect(page).not.toMatch(/<script|javascript:|https?:|\u202e|\u001b/);
    expect(page).toContain('&lt;script&gt;');
    for (const words of [
      'Repositories without hooks (1)',
      'Values shared between repositories (1)',
      'rule off private-key',
      'git failed: the connection broke',
      'color-scheme:light dark',
      "default-src 'none'",
    ])
      expect(page).toContain(words);
    const open = [...page.matchAll(/<(section|table|details|div|ul|ol)\b/g)].length;
    expect([...page.matchAll(/<\/(section|table|details|div|ul|ol)>/g)]).toHaveLength(open);
    expect(new Set([...page.matchAll(/href="#(\w+)"/g)].map((match) => match[1]))).toEqual(
      new Set([...page.matchAll(/<h2 id="(\w+)"/g)].map((match) => match[1])),
    );
  });

  test('on a terminal it is harmless and short', () => {
    const text = fleetText(overview, rules);
    expect(text).not.toMatch(/[\u202e\u001b]/);
    expect(text).toContain('exposures   5: 4 critical, 1 medium, in 4 repositories');
    expect(text).toContain('data/lake: git failed: the connection broke');
  });

  test('the JSON is one object and follows its schema', () => {
    const text = [...fleetJson(overview, repositories, '1.2.3')].join('');
    const ajv = new Ajv2020({ strict: true });
    const validate = ajv.compile(JSON.parse(readFileSync(join(root, 'schemas/fleet.schema.json'), 'utf8')) as object);
    expect(validate(JSON.parse(text)) ? [] : validate.errors).toEqual([]);
    expect(validate(JSON.parse(text.replace('"shared"', '"sharde"')))).toBe(false);
    expect([...fleetJson(overviewOf([], today), [], '1.2.3')].join('').length).toBeGreaterThan(10);
  });
});

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly replicas?: number;
    readonly selector?: { readonly matchLabels: Record<string, string> };
    readonly backoffLimit?: number;
    readonly template: {
      readonly metadata: { readonly labels: Record<string, string> };
      readonly spec: {
        readonly restartPolicy?: string;
        readonly terminationGracePeriodSeconds?: number;
        readonly containers: readonly {
          readonly name: string;
          readonly image: string;
          readonly args: readonly string[];
          readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: object }[];
          readonly volumeMounts: readonly { readonly name: string }[];
        }[];
        readonly volumes: readonly { readonly name: string }[];
      };
    };
  };
}

describe('The manifests of docs/fleet.md', () => {
  const blocks = [...readFileSync(join(root, 'docs/fleet.md'), 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  const documents = blocks.flatMap((block) => parseAllDocuments(block));
  const manifests = documents.map((document) => document.toJS() as Manifest);
  test('parse, and are a Deployment of workers and a Job', () => {
    expect(documents.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
    expect(manifests.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`)).toEqual(['apps/v1 Deployment', 'batch/v1 Job']);
  });
  test.each([0, 1])('number %i has what Kubernetes asks for, and no secret in an argument', (index) => {
    const { metadata, spec, kind } = manifests[index]!;
    const { labels } = spec.template.metadata;
    const pod = spec.template.spec;
    expect(metadata.name).toMatch(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
    if (kind === 'Deployment') {
      expect(spec.selector?.matchLabels).toEqual(labels);
      expect(pod.restartPolicy ?? 'Always').toBe('Always');
      expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(30);
    } else expect(['Never', 'OnFailure']).toContain(pod.restartPolicy);
    const volumes = new Set(pod.volumes.map(({ name }) => name));
    for (const { image, args, env, volumeMounts } of pod.containers) {
      expect(image).toMatch(/:[\w.]+$/);
      expect(args[0]).toBe('secrets-hooks');
      expect(args.join(' ')).not.toMatch(/redis:|SECRETS_HOOKS/);
      expect(env.map(({ name, value, valueFrom }) => [name, value, typeof valueFrom])).toEqual([['SECRETS_HOOKS_QUEUE', undefined, 'object']]);
      expect(volumeMounts.filter(({ name }) => !volumes.has(name))).toEqual([]);
      // what a container is started with is an option that is there
      const help = readFileSync(join(root, 'src/commands/verbs.ts'), 'utf8');
      for (const option of args.filter((arg) => arg.startsWith('--'))) expect(help).toContain(`'${option} <`);
    }
  });
});
