// Ctrl-C in the middle of long work: it ends at once with status 130, and what was found so far is said to be partial.
import { spawn } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { Repository, cli, secret } from '../contract/repository.ts';

async function brokenOff(folder: string, delay: number): Promise<{ readonly status: number | null; readonly out: string; readonly err: string }> {
  const child = spawn(process.execPath, [cli, 'scan', '--format', 'json'], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  await new Promise((resolve) => setTimeout(resolve, delay));
  child.kill('SIGINT');
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, out, err };
}

const windows = process.platform === 'win32';

(windows ? test.skip : test)(
  'a scan that is broken off tells what it found',
  async () => {
    const filler = `const words = [${Array.from({ length: 4000 }, (_, index) => `'word${index}'`).join(', ')}];\n`;
    const value = secret(24);
    const repository = new Repository(
      Object.fromEntries(
        Array.from({ length: 500 }, (_, index) => [`src/${index}.js`, index < 70 ? `const password = '${value}';\n${filler}` : filler + String(index)]),
      ),
    );
    try {
      // how soon it has begun, and how soon it is over, depends on the machine: the moment is looked for
      for (const delay of [500, 900, 1500, 2500, 4000, 7000]) {
        const { status, out, err } = await brokenOff(repository.folder, delay);
        expect(out + err).not.toContain(value);
        const done = Number(/broken off after (\d+)/.exec(err)?.[1] ?? 0);
        if (status !== 130 || done === 0) continue;
        expect(err).toMatch(/broken off after \d+ of 501 files\.\nThis is partial; found so far: (nothing|\d+)\./);
        expect(err).toMatch(/found so far: \d+\.\n {2}high/);
        expect(err).toContain('secrets-hooks: interrupted');
        expect(out).toBe('');
        return;
      }
      throw new Error('it was never broken off in its middle');
    } finally {
      repository.end();
    }
  },
  120_000,
);
