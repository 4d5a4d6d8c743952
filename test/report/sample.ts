// Reports to be said: made by hand where the words matter, by the whole engine where it matters that no value is told.
import { inspectDocument } from '../../src/inspect.ts';
import { engineUnder, rulesUnder } from '../../src/commands/looking.ts';
import { scanReport } from '../../src/commands/verdicts.ts';
import { hasherOf } from '../../src/io/hasher.ts';
import type { Finding, Fingerprint, Path, Report, Unread, Verdict } from '../../src/model.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { plain, type Look } from '../../src/report/pretty.ts';

export const rules = rulesUnder(defaultPolicy);
export const fingerprint = `v1f-${'0123456789abcdef'.repeat(2)}` as Fingerprint;
export const version = '1.2.3';
export const moment = '2026-01-31T12:00:10Z';

export const look = (change: Partial<Look> = {}): Look => ({
  occasion: 'commit',
  columns: 80,
  unicode: true,
  explain: false,
  paint: plain,
  shell: 'posix',
  spoken: false,
  commits: [],
  program: 'npx secrets-hooks',
  ignoresEnv: true,
  ...change,
});

export function finding(change: Partial<Omit<Finding, 'file'>> & { readonly file?: string } = {}): Finding {
  return {
    ruleId: 'github-personal-access-token',
    class: 'api-key',
    severity: 'critical',
    certainty: 'proven',
    detail: { code: 'value' },
    startLine: 3,
    startColumn: 38,
    endLine: 3,
    endColumn: 78,
    fingerprint,
    redacted: 'ghp_…(40)',
    lead: "auth: '",
    keyPath: ['auth'],
    decodedFrom: [],
    evidence: [],
    related: [],
    ...change,
    file: (change.file ?? 'src/deploy.js') as Path,
  };
}

export const refused = (one: Finding): Verdict => ({ finding: one, action: 'refuse', reason: { code: 'level', limit: 'medium' } });
export const warned = (one: Finding): Verdict => ({ finding: one, action: 'warn', reason: { code: 'below', limit: 'medium' } });
export const unread = (file: string, reason: Unread['reason'] = 'encrypted'): Unread => ({ file: file as Path, reason });

export function report(verdicts: readonly Verdict[], unseen: readonly Unread[] = []): Report {
  const outcome = verdicts.some((verdict) => verdict.action === 'refuse') ? 'refused' : unseen.length > 0 ? 'unsure' : 'clean';
  return { outcome, verdicts, unread: unseen, stats: { files: 7, bytes: 4096, commits: 2, durationMs: 10_000 } };
}

/** What the whole engine makes of these files. */
export async function seen(files: Readonly<Record<string, string>>): Promise<Report> {
  const engine = await engineUnder(defaultPolicy);
  const all = Object.entries(files).map(([path, text]) =>
    inspectDocument({ path: path as Path, origin: 'file', bytes: Buffer.from(text) }, engine, hasherOf(), 'a'.repeat(40)),
  );
  const stats = { files: all.length, bytes: 1, commits: 1, durationMs: 1 };
  return scanReport({ findings: all.flatMap((one) => one.findings), unread: all.flatMap((one) => one.unread), stats }, defaultPolicy, 'low', '2026-01-31');
}
