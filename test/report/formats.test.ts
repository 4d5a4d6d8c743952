// Every format against its schema or its rules; hostile names; and that no value is told in any of them.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Finding, Report } from '../../src/model.ts';
import { formatNames, rendererOf, type OutputFormat } from '../../src/report/formats.ts';
import { prettyReport } from '../../src/report/pretty.ts';
import { finding, fingerprint, look, moment, refused, report, rules, seen, unread, version, warned } from './sample.ts';

const formats = formatNames.filter((name): name is Exclude<OutputFormat, 'pretty'> => name !== 'pretty');
const said = async (format: Exclude<OutputFormat, 'pretty'>, what: Report): Promise<string> => (await rendererOf(format))(what, rules, version, moment);

/** A newline, an escape sequence, direction marks, markup of every kind, a formula, and a byte that is not UTF-8. */
const hostile = "=cmd|' /C calc'!A0\n::error::x\u001b[31m\u202e\u200b<script>alert(1)</script>`|@team%2c,\"&\udcff.ts";
const many: Report = report(
  [
    refused(finding({ commit: 'c'.repeat(40) })),
    refused(finding({ file: hostile, decodedFrom: ['base64', 'hex'], related: [{ file: 'b.ts' as Finding['file'], startLine: 2 }] })),
    warned(finding({ severity: 'low', file: 'notes/a b#c?.md' })),
    refused(
      finding({
        ruleId: 'policy-guard',
        class: 'policy',
        detail: { code: 'promise', row: 'C13', what: `looser: ${hostile}`, args: {} },
        redacted: '',
        lead: '',
      }),
    ),
    { finding: finding({ file: 'passed.ts' }), action: 'pass', reason: { code: 'rule-off' } },
  ],
  [unread('vault.zip'), unread(hostile, 'damaged')],
);

describe('JSON', () => {
  const validate = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../schemas/report.schema.json'), 'utf8')) as object,
  );
  test.each([
    ['many findings', many],
    ['nothing', report([])],
    ['only unsure', report([], [unread('x.7z', 'unsupported')])],
  ])('%s: as the schema says', async (_, what) => {
    validate(JSON.parse(await said('json', what)));
    expect(validate.errors).toBeNull();
  });
  test('the schema refuses what is not promised', async () => {
    const document = JSON.parse(await said('json', many)) as { findings: Record<string, unknown>[] };
    document.findings[0]!['value'] = 'x';
    expect(validate(document)).toBe(false);
  });
  test('the fields, and what passed is not in it', async () => {
    const { findings, summary } = JSON.parse(await said('json', many)) as { findings: Record<string, unknown>[]; summary: Record<string, unknown> };
    expect(findings).toHaveLength(4);
    expect(findings[1]).toMatchObject({ ruleId: 'github-personal-access-token', decodedFrom: ['base64', 'hex'], redacted: 'ghp_…(40)', file: hostile });
    expect(findings[0]).not.toHaveProperty('decodedFrom');
    expect(summary).toMatchObject({
      files: 7,
      bytes: 4096,
      commits: 2,
      durationMs: 10_000,
      bySeverity: { critical: 3, high: 0, medium: 0, low: 1 },
      incomplete: [{ file: 'vault.zip', reason: 'it is encrypted' }, { file: hostile }],
    });
  });
});

describe('SARIF', () => {
  interface Log {
    readonly version: string;
    readonly runs: readonly {
      readonly tool: { readonly driver: { readonly rules: readonly { id: string; help: { text: string }; properties: { 'security-severity': string } }[] } };
      readonly invocations: readonly { executionSuccessful: boolean; toolExecutionNotifications: readonly { level: string; message: { text: string } }[] }[];
      readonly results: readonly {
        ruleId: string;
        ruleIndex: number;
        level: string;
        message: { text: string };
        partialFingerprints: Record<string, string>;
        locations: readonly [{ physicalLocation: { artifactLocation: { uri: string }; region: Record<string, number> } }];
      }[];
    }[];
  }
  test('what the standard and code scanning want', async () => {
    const log = JSON.parse(await said('sarif', many)) as Log;
    const run = log.runs[0]!;
    expect(log.version).toBe('2.1.0');
    expect(run.results).toHaveLength(4);
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
      expect(['error', 'warning', 'note']).toContain(result.level);
      expect(result.message.text.length).toBeLessThanOrEqual(1000);
      expect(result.partialFingerprints).toEqual({ 'secretsHooks/v1': fingerprint });
      const { artifactLocation, region } = result.locations[0].physicalLocation;
      expect(artifactLocation.uri).toMatch(/^(?:[\w.~!*'()/-]|%[0-9A-F]{2})+$/);
      expect(Math.min(...Object.values(region))).toBeGreaterThanOrEqual(1);
    }
    for (const rule of run.tool.driver.rules) {
      expect(rule.help.text).not.toBe('');
      expect(Number(rule.properties['security-severity'])).toBeGreaterThan(0);
    }
    expect(run.invocations[0]).toMatchObject({
      executionSuccessful: true,
      toolExecutionNotifications: [{ level: 'error', message: { text: 'vault.zip: not scanned, it is encrypted' } }, {}],
    });
  });
  /** Draft 7, as OASIS publishes it; the package that brings it checks nothing here itself. */
  const schema = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
  ) as Record<string, unknown>;
  delete schema['id'];
  delete schema['$schema'];
  const validate = (addFormats as unknown as { readonly default: (ajv: Ajv) => Ajv })
    .default(new Ajv({ allErrors: true, strict: false, validateSchema: false, unicodeRegExp: false }))
    .compile(schema);
  test.each([
    ['many findings', many],
    ['nothing', report([])],
    ['only unsure', report([], [unread('x.7z', 'unsupported')])],
  ])('valid against the OASIS schema: %s', async (_, what) => {
    validate(JSON.parse(await said('sarif', what)));
    expect(validate.errors).toBeNull();
  });
  test('the schema refuses what is not SARIF; five thousand results stay under 10 MB', async () => {
    const log = JSON.parse(await said('sarif', many)) as { runs: { results: Record<string, unknown>[] }[] };
    log.runs[0]!.results[0]!['value'] = 'x';
    expect(validate(log)).toBe(false);
    const text = await said('sarif', report(Array.from({ length: 6000 }, (_, index) => refused(finding({ startLine: index + 1 })))));
    expect(Buffer.byteLength(text)).toBeLessThan(10_000_000);
  });
  test('past the limit of GitHub, keeps the most severe and reports how many are left out', async () => {
    const low = Array.from({ length: 5001 }, (_, index) => warned(finding({ severity: 'low', startLine: index + 1 })));
    const run = (JSON.parse(await said('sarif', report([...low, refused(finding())]))) as Log).runs[0]!;
    expect(run.results).toHaveLength(5000);
    expect(run.results[0]?.level).toBe('error');
    expect(run.invocations[0]?.toolExecutionNotifications[0]?.message.text).toContain('2 less severe findings are left out');
  });
});

describe('GitLab', () => {
  const text = { type: 'string', minLength: 1 };
  const person = { type: 'object', required: ['id', 'name', 'version', 'vendor'], properties: { id: text, name: text, version: text } };
  const time = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$' };
  /** What GitLab's schema of secret detection reports, version 15, demands of the fields that are used. */
  const demands = {
    type: 'object',
    required: ['scan', 'version', 'vulnerabilities'],
    properties: {
      version: { type: 'string', pattern: '^15\\.\\d+\\.\\d+$' },
      scan: {
        type: 'object',
        required: ['analyzer', 'end_time', 'scanner', 'start_time', 'status', 'type'],
        properties: {
          analyzer: person,
          scanner: person,
          start_time: time,
          end_time: time,
          status: { enum: ['success', 'failure'] },
          type: { const: 'secret_detection' },
          messages: {
            type: 'array',
            items: { type: 'object', required: ['level', 'value'], properties: { level: { enum: ['info', 'warn', 'fatal'] }, value: text } },
          },
        },
      },
      vulnerabilities: {
        type: 'array',
        items: {
          type: 'object',
          required: ['id', 'identifiers', 'location'],
          properties: {
            id: text,
            name: { type: 'string', maxLength: 255 },
            severity: { enum: ['Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical'] },
            identifiers: {
              type: 'array',
              minItems: 1,
              items: { type: 'object', required: ['type', 'name', 'value'], properties: { type: text, name: text, value: text } },
            },
            location: {
              type: 'object',
              required: ['commit'],
              properties: {
                commit: { type: 'object', required: ['sha'], properties: { sha: text } },
                file: { type: 'string' },
                start_line: { type: 'number' },
                end_line: { type: 'number' },
              },
            },
          },
        },
      },
    },
  };
  test('as its schema demands; the scan has a beginning and an end', async () => {
    const validate = new Ajv2020({ allErrors: true }).compile(demands);
    const document = JSON.parse(await said('gitlab', many)) as { scan: object; vulnerabilities: { id: string }[] };
    validate(document);
    expect(validate.errors).toBeNull();
    expect(document.scan).toMatchObject({ start_time: '2026-01-31T12:00:00', end_time: '2026-01-31T12:00:10', status: 'success' });
    expect(new Set(document.vulnerabilities.map((one) => one.id)).size).toBe(document.vulnerabilities.length);
  });
});

describe('Golden', () => {
  const two = report(
    [
      refused(finding()),
      warned(finding({ file: 'docs/a b.md', severity: 'low', certainty: 'likely', ruleId: 'generic-password', class: 'credential', commit: 'c'.repeat(40) })),
    ],
    [unread('vault.zip')],
  );
  test.each(['github', 'csv', 'markdown', 'junit'] as const)('%s', async (format) => {
    expect(await said(format, two)).toBe(readFileSync(join(import.meta.dirname, 'golden', `${format}.txt`), 'utf8'));
  });
});

test('GitHub annotations: one line each, whatever a file is called', async () => {
  const lines = (await said('github', many)).trimEnd().split('\n');
  expect(lines).toHaveLength(6);
  for (const line of lines) expect(line).toMatch(/^::(?:error|warning) (?:[a-zA-Z]+=[^,:\n]*,?)+::[^\r\n]+$/);
  expect(lines[0]).toMatch(/^::error file=src\/deploy\.js,line=3,endLine=3,col=38,title=github-personal-access-token::GitHub personal access token/);
});

test('CSV: no field is a formula, what was not read is a row', async () => {
  const text = await said('csv', many);
  expect(text.startsWith('ruleId,class,severity')).toBe(true);
  expect(text).toContain('"\'=cmd|');
  expect(text).toContain('not-looked-at,,,,unsure,vault.zip');
  for (const field of ['=1+1', '+1', '-1', '@SUM(A1)', '|x', '%x', '  =1', '\uff1d1'])
    expect(await said('csv', report([refused(finding({ file: field }))]))).toMatch(new RegExp(`,"?'${field.replace(/[+|()]/g, '\\$&')}`));
});

test('JUnit: well-formed, one failure a refusal, one error a file that could not be read', async () => {
  const text = await said('junit', many);
  expect(text).toContain('tests="6" failures="3" errors="2" time="10.000"');
  expect(text.match(/<failure /g)).toHaveLength(3);
  expect(text.match(/<error /g)).toHaveLength(2);
  // every tag is closed, nothing that is no XML stands in it
  const open: string[] = [];
  for (const [, closing, name, self] of text.matchAll(/<(\/?)([a-z-]+)(?:\s[a-z]+="[^"<&]*(?:&[a-z#0-9]+;[^"<&]*)*")*\s*(\/?)>/g)) {
    if (closing === '/') expect(open.pop()).toBe(name);
    else if (self !== '/') open.push(name!);
  }
  expect(open).toEqual([]);
  expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/);
});

test('Markdown: a name is no markup, mentions nobody and stays in its cell', async () => {
  const lines = (await said('markdown', many)).split('\n');
  const rows = lines.filter((line) => line.startsWith('| critical') || line.startsWith('| low'));
  expect(rows).toHaveLength(4);
  for (const row of rows) {
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(6);
    const [, , what = '', where = ''] = row.split(/(?<!\\)\|/);
    expect(what).not.toMatch(/(?<!\\)[<`*_[]|@/);
    expect(where.trim()).toMatch(/^(`+)(?!`).*(?<!`)\1(?: in [0-9a-f]{10})?$/);
  }
});

test('HTML: one page, no script, nothing from elsewhere', async () => {
  const page = await said('html', many);
  expect(page).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|url\(|@import|https?:/i);
  expect(page).toContain('&lt;script&gt;');
  expect(page).toContain("default-src 'none'");
  expect(page).toContain('color-scheme:light dark');
});

test.each(formats)('%s: control, direction and invisible characters do not come through', async (format) => {
  const text = await said(format, many);
  expect(text.replace(/\\u001b|\\u202e|\\u200b/g, '')).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/);
  if (format !== 'json' && format !== 'gitlab') expect(text).not.toMatch(/[\u202e\u200b]/);
});

describe('No value in any format', () => {
  const random = (pairs: number): string =>
    Array.from(randomBytes(pairs), (byte) => `${'abcdefghjkmnpqrstuvwxyz'.charAt(byte % 23)}${2 + (byte >> 5)}`).join('');
  const kinds: readonly (readonly [string, (value: string) => Record<string, string>])[] = [
    ['assignment', (value) => ({ 'src/a.ts': `const apiSecret = '${value}';\n` })],
    ['two in a line', (value) => ({ 'a.py': `password = "${value}"; api_token = "${value}x1"\n` })],
    ['connection string', (value) => ({ 'b.env.txt': `DATABASE_URL=${['postgres', '://app:'].join('')}${value}@db/app\n` })],
    ['header', (value) => ({ 'c.sh': `curl -H "Authorization: Bearer ${value}" https://api.internal/\n` })],
    ['under base64', (value) => ({ 'd.yaml': `password_b64: ${Buffer.from(`password: ${value}`).toString('base64')}\n` })],
    ['key of an object whose name is the value', (value) => ({ 'e.json': `{ "tokens": { "${value}": { "secret": "${value}" } } }\n` })],
    ['comment', (value) => ({ 'f.go': `// db password: "${value}"\n` })],
    ['next to itself', (value) => ({ 'g.txt': `secret="${value}" secret="${value}"\n` })],
  ];
  test.each(kinds)('%s', async (_, make) => {
    const value = random(16);
    const what = await seen(make(value));
    expect(what.verdicts.length).toBeGreaterThan(0);
    const texts = [
      ...(await Promise.all(formats.map((format) => said(format, what)))),
      ...(['commit', 'message', 'push', 'receive', 'scan'] as const).map((occasion) => prettyReport(what, rules, look({ occasion, explain: true }))),
    ];
    for (const text of texts) for (let at = 0; at + 8 <= value.length; at += 4) expect(text).not.toContain(value.slice(at, at + 8));
  });
});
