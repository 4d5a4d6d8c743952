// Contract row C10 on a platform's repository: an audit finds the thirty exposures that are in it, with all that is to be said of each, and nothing besides.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const base = mkdtempSync(join(tmpdir(), 'platform-'));
const top = join(base, 'repo');

interface Expected {
  readonly kind: string;
  readonly value?: string;
  readonly files: readonly string[];
  readonly first: { readonly commit: string; readonly author: string; readonly at: string };
  readonly last?: { readonly commit: string };
  readonly refs: readonly string[];
  readonly tips: readonly string[];
  readonly remotes: readonly string[];
  readonly stores: readonly string[];
  readonly environments: readonly string[];
  readonly controlPlane: boolean;
}
interface Exposure {
  readonly fingerprint: string;
  readonly severity: string;
  readonly first: { readonly commit: string; readonly author: string; readonly date: string };
  readonly last: { readonly commit: string };
  readonly refs: readonly string[];
  readonly tips: readonly string[];
  readonly remotes: readonly string[];
  readonly places: readonly { readonly file: string; readonly commit: string; readonly decodedFrom: readonly string[] }[];
  readonly stores: readonly string[];
  readonly environments: readonly string[];
  readonly controlPlane: boolean;
}

const run = (args: readonly string[], input = ''): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...args], { cwd: top, encoding: 'utf8', input, maxBuffer: 1 << 28 });
const sorted = (list: readonly string[]): string[] => [...new Set(list)].sort();

let planted: readonly Expected[] = [];
let found: readonly Exposure[] = [];
let status: number | null = null;
let commits = 0;
const of = (kind: string): Exposure => {
  const wanted = planted.find((one) => one.kind === kind);
  return found.find((one) => one.first.commit === wanted?.first.commit)!;
};

beforeAll(() => {
  const built = spawnSync(process.execPath, [join(root, 'test/platform/build.mjs'), top], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  const expected = JSON.parse(readFileSync(join(base, 'expected.json'), 'utf8')) as { commits: number; exposures: readonly Expected[] };
  ({ exposures: planted, commits } = expected);
  const audit = run(['audit', '--format', 'json']);
  status = audit.status;
  found = (JSON.parse(audit.stdout) as { exposures: readonly Exposure[] }).exposures;
});
afterAll(() => {
  rmSync(base, { recursive: true, force: true });
});

describe('C10b, C10c: the audit of a platform', () => {
  test('thirty are planted in two years of history, thirty are found, and none besides', () => {
    expect(commits).toBeGreaterThan(400);
    expect(planted).toHaveLength(30);
    const known = new Set(planted.map(({ first }) => first.commit));
    expect(found.filter(({ first }) => !known.has(first.commit)).map(({ places }) => places[0]?.file)).toEqual([]);
    expect(found).toHaveLength(30);
    expect(status).toBe(1);
  });

  test('each with its first commit, author, date, refs, tips, remotes, files and scope', () => {
    for (const wanted of planted) {
      const [one, ...more] = found.filter(({ first }) => first.commit === wanted.first.commit);
      expect({ kind: wanted.kind, more: more.length }).toEqual({ kind: wanted.kind, more: 0 });
      const { kind, first, refs, tips, remotes, files, stores, environments, controlPlane } = wanted;
      expect({
        kind,
        author: one?.first.author,
        at: new Date(one?.first.date ?? 0).toISOString(),
        last: wanted.last === undefined ? undefined : one?.last.commit,
        refs: sorted(one?.refs ?? []),
        tips: sorted(one?.tips ?? []),
        remotes: one?.remotes,
        files: sorted(one?.places.map(({ file }) => file) ?? []),
        stores: sorted(one?.stores ?? []),
        environments: sorted(one?.environments ?? []),
        controlPlane: one?.controlPlane,
      }).toEqual({
        kind,
        author: first.author,
        at: first.at,
        last: wanted.last?.commit,
        refs: sorted(refs),
        tips: sorted(tips),
        remotes,
        files: sorted(files),
        stores: sorted(stores),
        environments: sorted(environments),
        controlPlane,
      });
    }
  });

  test('what stands under instances is critical', () => {
    for (const kind of ['.env of a store', 'secrets file of a store', 'one value in two stores', 'example that works'])
      expect(of(kind).severity).toBe('critical');
  });

  test('one value plain and encoded is one exposure with both places', () => {
    const { places } = of('Kubernetes Secret, and plain in a script months later');
    expect(places.map(({ file, decodedFrom }) => [file, decodedFrom])).toEqual([
      ['deploy/k8s/mail.yaml', ['base64']],
      ['ops/send-test-mail.sh', []],
    ]);
  });

  test('`trace` finds a value by fingerprint, and one that comes on stdin, wherever it stands', () => {
    for (const kind of ['base64 of an assignment', 'one value in two stores', 'git note']) {
      const { value, files } = planted.find((one) => one.kind === kind)!;
      const byValue = run(['trace', '--stdin', '--format', 'json'], `${value}\n`);
      const byPrint = run(['trace', of(kind).fingerprint, '--format', 'json']);
      expect(byPrint.stdout).toBe(byValue.stdout);
      expect({ kind, status: byValue.status }).toEqual({ kind, status: 1 });
      const [one, ...more] = JSON.parse(byValue.stdout) as readonly Exposure[];
      expect(more).toEqual([]);
      expect(sorted(one!.places.map(({ file }) => file))).toEqual(sorted(files));
    }
    expect(run(['trace', '--stdin'], 'a value that stands nowhere\n')).toMatchObject({ status: 0 });
  });

  test('`scan --history` refuses it too, and names the commits', () => {
    const { status: refused, stdout } = run(['scan', '--history', '--format', 'json']);
    expect(refused).toBe(1);
    const { findings } = JSON.parse(stdout) as { findings: { commit?: string; fingerprint: string }[] };
    expect(sorted(found.map(({ fingerprint }) => fingerprint)).filter((print) => !findings.some(({ fingerprint }) => fingerprint === print))).toEqual([]);
    expect(findings.filter(({ commit }) => commit === undefined)).toEqual([]);
  });

  test('C3.2: no value stands in any of it', () => {
    const said = [
      ...['pretty', 'json', 'html', 'markdown'].map((format) => run(['audit', '--format', format])),
      run(['scan', '--history']),
      ...found.slice(0, 4).map(({ fingerprint }) => run(['trace', fingerprint])),
    ].map(({ stdout, stderr }) => stdout + stderr);
    for (const { kind, value } of planted) {
      if (value === undefined) continue;
      const forms = [value, Buffer.from(value).toString('base64'), Buffer.from(value).toString('hex')];
      expect({ kind, shown: said.some((text) => forms.some((form) => text.includes(form.trim().slice(0, 60)))) }).toEqual({ kind, shown: false });
    }
  });
});
