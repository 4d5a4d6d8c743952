// Memory stays bounded, whatever lies in a repository: peaks of whole processes, on what is made to fill it.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
let top: string;
beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'memory-'));
  for (const name of ['bomb', 'line', 'huge']) mkdirSync(join(top, name));
  // 320 MiB of zeros, as ten members of one gzip
  writeFileSync(join(top, 'bomb/a.gz'), Buffer.concat(Array.from({ length: 10 }, () => gzipSync(Buffer.alloc(1 << 25), { level: 1 }))));
  writeFileSync(join(top, 'line/a.min.js'), 'let a=b+c(d,"e");f.g=h?i:j;'.repeat(2_000_000));
  writeFileSync(join(top, 'huge/a.bin'), '');
  truncateSync(join(top, 'huge/a.bin'), 2 ** 31);
});
afterAll(() => {
  rmSync(top, { recursive: true, force: true });
});

interface Ran {
  readonly status: number | null;
  readonly mebibytes: number;
}

/** Scans a folder, and tells the peak of its process. */
async function scanned(name: string): Promise<Ran> {
  const peak = join(top, `${name}.peak`);
  const args = ['--require', join(root, 'bench/load/peak.cjs'), join(root, 'dist/cli.js'), 'scan', '--no-git', name];
  const status = await new Promise<number | null>((resolve) => {
    spawn(process.execPath, args, { cwd: top, stdio: 'ignore', env: { ...process.env, PEAK_FILE: peak } }).on('close', resolve);
  });
  return { status, mebibytes: Number(readFileSync(peak, 'utf8')) / 1024 };
}

/** What comes out of a bomb is held once as bytes and once as text, up to 128 MiB each; a file once each; what is too large not at all. */
test.each([
  ['bomb', 2, 440],
  ['line', 0, 190],
  ['huge', 2, 90],
])('%s', async (name, status, most) => {
  const ran = await scanned(name);
  expect(ran.status).toBe(status);
  expect(ran.mebibytes).toBeLessThan(most);
});
