// Where reports are written to: a file is replaced whole, anything else stays what it is.
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'delivery-')));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
writeFileSync(join(folder, 'a.txt'), 'nothing to see\n');
const scan = (output: string) => spawnSync(process.execPath, [cli, 'scan', '--no-git', '--format', 'json', '--output', output, 'a.txt'], { cwd: folder });
const isReport = (file: string): boolean => Array.isArray((JSON.parse(readFileSync(join(folder, file), 'utf8')) as { findings: unknown }).findings);
const onUnix = process.platform === 'win32' ? test.skip : test;

test('a file is replaced, and nothing is left beside it', () => {
  writeFileSync(join(folder, 'old.json'), 'old');
  expect([scan('old.json').status, scan('new.json').status]).toEqual([0, 0]);
  expect([isReport('old.json'), isReport('new.json')]).toEqual([true, true]);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
});
onUnix('a link stays a link, and what it leads to is written', () => {
  writeFileSync(join(folder, 'real.json'), 'old');
  symlinkSync('real.json', join(folder, 'link.json'));
  expect(scan('link.json').status).toBe(0);
  expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
  expect(isReport('real.json')).toBe(true);
});
onUnix('a pipe is written to', () => {
  spawnSync('mkfifo', [join(folder, 'pipe')]);
  const said = spawnSync('sh', ['-c', `cat pipe & '${process.execPath}' '${cli}' scan --no-git --format json --output pipe a.txt; wait`], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect((JSON.parse(said.stdout) as { findings: unknown }).findings).toEqual([]);
  expect(lstatSync(join(folder, 'pipe')).isFIFO()).toBe(true);
});
