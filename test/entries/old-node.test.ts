// Every entry point on a Node that is too old: one sentence with the version found and needed, status 2, no stack trace.
import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { folder, tidy } from '../hooks/lab.ts';

afterAll(tidy);
const dist = join(import.meta.dirname, '../../dist');
/** Makes this Node report another version; that old ones can parse what they start is tried with real ones by `npm run test:nodes`. */
const pretend = join(folder('old-node-'), 'pretend.cjs');
writeFileSync(pretend, "Object.defineProperty(process.versions, 'node', { value: process.env.PRETENDED });");
const run = (version: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, ['--require', pretend, ...args], { env: { ...process.env, PRETENDED: version }, input: '', encoding: 'utf8' });

const hooks = readdirSync(join(dist, '../hooks')).flatMap((name) => (name.endsWith('.ts') ? [name.replace(/\.ts$/, '')] : []));

describe('Node.js 18', () => {
  test.each(hooks)('%s blocks', (hook) => {
    expect(run('18.20.8', join(dist, 'hooks', `${hook}.cjs`))).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'secrets-hooks: blocked: Node.js 18.20.8 is too old: version 20.19 or newer is needed.\n',
    });
  });

  test.each([[['scan', '.']], [['run', 'pre-commit']], [['--help']], [['doctor', '--format', 'json']]])('secrets-hooks %j', (args) => {
    expect(run('18.20.8', join(dist, 'cli.js'), ...args)).toMatchObject({
      status: 2,
      stdout: '',
      stderr: 'secrets-hooks: Node.js 18.20.8 is too old: version 20.19 or newer is needed.\n',
    });
  });

  test('the API throws an error that says so', () => {
    const print = 'catch (error) { console.log(error.message) }';
    for (const text of [`try { require('${dist}/api.cjs') } ${print}`, `import('file://${dist}/api.js').catch((error) => console.log(error.message))`])
      expect(run('18.20.8', '-e', text).stdout).toBe('secrets-hooks: Node.js 18.20.8 is too old: version 20.19 or newer is needed.\n');
  });
});

test('20.18 is too old; 20.19, 21.0 and 100.0 are not', () => {
  const statuses = ['20.18.3', '20.19.0', '21.0.0', '100.0.0'].map((version) => run(version, join(dist, 'cli.js'), '--version').status);
  expect(statuses).toEqual([2, 0, 0, 0]);
});
