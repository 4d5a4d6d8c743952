// A change with many guessable values: blocked without a slow fingerprint for each, compared with stored ones, and interruptible.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { engineUnder } from '../../src/commands/looking.ts';
import { hookReport } from '../../src/commands/verdicts.ts';
import { inspectDocument } from '../../src/inspect.ts';
import { hasherOf, lateHasherOf, type LateHasher } from '../../src/io/hasher.ts';
import { memoryOf } from '../../src/ledger/memory.ts';
import { MAX_SLOW_FINGERPRINTS_PER_TEXT, MAX_SLOW_FINGERPRINTS_SHOWN } from '../../src/limits.ts';
import type { Fingerprint, Path, Report } from '../../src/model.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { slowFingerprint } from '../../src/seal.ts';
import { Repo, tidy } from './lab.ts';

afterAll(tidy);
const passwords = (count: number): readonly string[] => Array.from({ length: count }, (_, index) => ['hunter', index + 2000, 'x'].join(''));
const linesOf = (values: readonly string[]): string => values.map((value) => `password = "${value}"\n`).join('');
const engine = await engineUnder(defaultPolicy);

/** Counts the slow fingerprints that it computes. */
function counting(): { readonly hasher: LateHasher; readonly slow: () => number } {
  const hasher = lateHasherOf(defaultPolicy.salt);
  const computed = new Set<string>();
  return {
    hasher: {
      ...hasher,
      slow: () => {
        throw new Error('computed while the thread waits');
      },
      slowOf: (names) => {
        for (const name of names) computed.add(name);
        return hasher.slowOf(names);
      },
    },
    slow: () => computed.size,
  };
}

const fingerprintOf = (value: string): Fingerprint => slowFingerprint(hasherOf(defaultPolicy.salt).slow(value));
async function judged(
  text: string,
  allowed: readonly string[],
  compromised: readonly string[] = [],
): Promise<{ readonly report: Report; readonly slow: number }> {
  const { hasher, slow } = counting();
  const { findings, unread } = inspectDocument({ path: 'a.txt' as Path, origin: 'file', bytes: Buffer.from(text) }, engine, hasher);
  const allow = allowed.map((value) => ({ fingerprint: fingerprintOf(value), reason: 'a test', owner: 'me', expires: '2999-12-31' }));
  const incidents = compromised.map((value, index) => ({
    id: `i${index}`,
    ruleId: 'generic-password',
    fingerprint: fingerprintOf(value),
    state: 'open' as const,
    freezes: [],
  }));
  const memory = memoryOf(incidents as unknown as Parameters<typeof memoryOf>[0]);
  const stats = { files: 1, bytes: text.length, commits: 0, durationMs: 0 };
  const policy = { ...defaultPolicy, allow: allow as unknown as typeof defaultPolicy.allow };
  const report = await hookReport({ findings, unread, stats }, policy, '2026-01-31', () => Promise.resolve(memory), hasher);
  return { report, slow: slow() };
}
const kinds = ({ verdicts }: Report): ReadonlySet<string> => new Set(verdicts.map(({ finding }) => finding.fingerprint.slice(0, 4)));

describe('a change with many guessable values', () => {
  const many = passwords(400);
  test('with nothing stored: blocked, slow fingerprints only for what is shown, every finding listed', async () => {
    const { report, slow } = await judged(linesOf(many), []);
    expect(report.outcome).toBe('refused');
    expect(report.verdicts.length).toBeGreaterThan(380);
    expect([slow, report.unread]).toEqual([MAX_SLOW_FINGERPRINTS_SHOWN, []]);
    expect(kinds(report)).toEqual(new Set(['v1s-', 'v1p-']));
    expect(report.verdicts.filter(({ finding }) => finding.fingerprint.startsWith('v1s-')).length).toBe(MAX_SLOW_FINGERPRINTS_SHOWN);
  });
  test('more values than are stored: not let pass, and what was not compared is counted', async () => {
    const { report, slow } = await judged(linesOf(many), many.slice(-3));
    expect(report.outcome).toBe('refused');
    expect(slow).toBe(MAX_SLOW_FINGERPRINTS_SHOWN);
    expect(report.unread).toEqual([{ file: 'a.txt', reason: 'time', detail: expect.stringMatching(/^\d+ findings without a fingerprint/) as unknown }]);
  });
  test('no more values than are stored: each is compared', async () => {
    const few = passwords(14);
    const { report } = await judged(linesOf(few), few);
    expect([report.outcome, report.unread]).toEqual(['clean', []]);
    expect(new Set(report.verdicts.map(({ reason }) => reason.code))).toEqual(new Set(['allowed']));
  });
  test('a compromised value is recognized among them', async () => {
    const few = passwords(14);
    const { report } = await judged(linesOf(few), few, few.slice(0, 3));
    expect(report.verdicts.map(({ reason }) => reason.code)).toContain('compromised');
  });
  test('equal values in two files have equal names before slow fingerprints are computed, and mean nothing to another run', () => {
    const namesUnder = (hasher: LateHasher, path: string): readonly string[] =>
      inspectDocument({ path: path as Path, origin: 'file', bytes: Buffer.from(linesOf(passwords(14))) }, engine, hasher).findings.map(
        ({ fingerprint }) => fingerprint,
      );
    const { hasher } = counting();
    const first = namesUnder(hasher, 'a.txt');
    expect(new Set(first).size).toBeGreaterThan(8);
    expect(namesUnder(hasher, 'b.txt')).toEqual(first);
    expect(namesUnder(counting().hasher, 'a.txt').filter((name) => first.includes(name))).toEqual([]);
  });
});

test('a scan lists all findings; beyond the limit a fingerprint names the place, and the report counts them', () => {
  const repo = Repo.make();
  repo.stage('a.txt', linesOf(passwords(MAX_SLOW_FINGERPRINTS_PER_TEXT + 60)));
  const cli = (...args: readonly string[]) => repo.run([join(import.meta.dirname, '../../dist/cli.js'), ...args], { command: process.execPath });
  const done = cli('scan', '--format', 'json', 'a.txt');
  const said = JSON.parse(done.stdout) as { findings: { fingerprint: string }[]; summary: { incomplete: unknown[] } };
  const count = (kind: string): number => said.findings.filter(({ fingerprint }) => fingerprint.startsWith(kind)).length;
  expect(count('v1s-')).toBe(MAX_SLOW_FINGERPRINTS_PER_TEXT);
  expect(count('v1p-')).toBeGreaterThan(40);
  expect(new Set(said.findings.map(({ fingerprint }) => fingerprint)).size).toBe(said.findings.length);
  expect(said.summary.incomplete).toEqual([{ file: 'a.txt', reason: 'there was not enough time' }]);
  const place = said.findings.find(({ fingerprint }) => fingerprint.startsWith('v1p-'))?.fingerprint ?? '';
  expect(cli('allow', place, '--reason', 'x', '--expires', '2999-01-01')).toMatchObject({ status: 2 });
});

test('YAML aliases are references: a thousand pass', () => {
  const repo = Repo.make();
  repo.stage('a.yaml', Array.from({ length: 1000 }, (_, index) => `password: *alias${index}\n`).join(''));
  repo.stage('b.yml', 'base: &db_1\n  name: x\nprod:\n  secret: *db_1\n  api_key: *other-2.b # why\n');
  repo.commitAllows();
});

(process.platform === 'win32' ? test.skip : test).each(['SIGTERM', 'SIGINT'] as const)('%s ends the hook in the middle of a file', async (signal) => {
  const repo = Repo.make();
  repo.stage('a.txt', 'password = '.repeat(3_000_000));
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../dist/hooks/pre-commit.cjs')], { cwd: repo.top, stdio: 'ignore' });
  setTimeout(() => child.kill(signal), 2000);
  // a handler in JavaScript would end it with status 130, after the scan of the file
  const ended = await new Promise((resolve) =>
    child.on('close', (status, by) => {
      resolve({ status, by });
    }),
  );
  expect(ended).toEqual({ status: null, by: signal });
});
