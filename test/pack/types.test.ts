// The package as package linters see it: exports that resolve, types that tell the truth, as an ES module and as CommonJS.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'types-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const tool = (script: string, ...args: string[]): { status: number | null; said: string } => {
  const done = spawnSync(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status: done.status, said: done.stdout + done.stderr };
};

test('publint has nothing to say', () => {
  const { status, said } = tool('publint/src/cli.js', 'run', '--strict', '--level', 'suggestion', '--pack', 'false');
  expect({ status, said: /^(?:Errors|Warnings|Suggestions):/m.test(said) ? said : '' }).toEqual({ status: 0, said: '' });
  expect(said).toContain('All good!');
});

test('the types are right', () => {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  spawnSync(npm, ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { cwd: root, shell: process.platform === 'win32' });
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '');
  // resolution as before Node 12 knows no `exports`; the package needs Node 20
  const { status, said } = tool('@arethetypeswrong/cli/dist/index.js', tarball, '--profile', 'node16', '--format', 'json');
  expect({ status, problems: (JSON.parse(said) as { problems?: object }).problems }).toMatchObject({ status: 0, problems: {} });
});
