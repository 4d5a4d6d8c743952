// Ways that are files: each through the whole engine, and all that are caught in one commit with real git.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { catalogue } from '../../src/detect/catalogue.ts';
import { engineOf } from '../../src/detect/engine.ts';
import type { Path } from '../../src/model.ts';
import { Repo, tidy } from '../hooks/lab.ts';
import { fileWays } from './ways.ts';
import { samples } from './way.ts';

afterAll(tidy);

const engine = engineOf(catalogue);
const made = fileWays.map((way) => {
  const secret = samples();
  const content = way.content(secret);
  return { ...way, secret, bytes: typeof content === 'string' ? Buffer.from(content) : content };
});

describe('Files, through the engine', () => {
  test.each(made)('$group: $way: $answer', ({ path, bytes, answer }) => {
    const { candidates, unread } = engine({ path: path as Path, origin: 'file', bytes });
    const refused = unread.length > 0 || candidates.some((one) => one.severity !== 'low');
    expect(refused).toBe(answer === 'caught at commit');
  });
});

test('Files that are caught, all in one commit: it is refused, and each is named', () => {
  const repo = Repo.make();
  const wanted = made.filter(({ answer }) => answer === 'caught at commit').map((one, index) => ({ ...one, placed: `w${index}/${one.path}` }));
  for (const { placed, bytes } of wanted) {
    mkdirSync(dirname(join(repo.top, placed)), { recursive: true });
    writeFileSync(join(repo.top, placed), bytes);
  }
  repo.git('add', '-f', '-A');
  const { out } = repo.commitBlocks();
  for (const { secret } of wanted) expect([secret.token, secret.password].some((value) => out.includes(value))).toBe(false);
  const scan = repo.run([join(import.meta.dirname, '../../dist/cli.js'), 'scan', '--staged', '--format', 'json'], { command: process.execPath });
  const { findings, summary } = JSON.parse(Buffer.from(scan.stdout, 'latin1').toString('utf8')) as {
    findings: { file: string; severity: string }[];
    summary: { incomplete: { file: string }[] };
  };
  const named = [...findings.filter(({ severity }) => severity !== 'low'), ...summary.incomplete].map(({ file }) => file);
  expect(wanted.filter(({ placed }) => !named.some((file) => file.startsWith(placed))).map(({ way }) => way)).toEqual([]);
});
