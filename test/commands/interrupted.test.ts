// Ctrl-C in the middle of long work: it ends at once with status 130, and what was found so far is said to be partial.
import { spawn } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { Repository, cli, secret } from '../contract/repository.ts';

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
      const child = spawn(process.execPath, [cli, 'scan', '--format', 'json'], {
        cwd: repository.folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, CI: '' },
      });
      let [out, err] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
      await new Promise((resolve) => setTimeout(resolve, 700));
      child.kill('SIGINT');
      const status = await new Promise((resolve) => child.on('close', resolve));
      // it may be over before the signal comes, on a fast machine: then it is a whole report
      if (status !== 130) {
        expect(JSON.parse(out)).toHaveProperty('findings');
        return;
      }
      expect(err).toMatch(/broken off after \d+( of \d+)? files\. This is partial; found so far: (nothing|\d+)\.|interrupted/);
      expect(err).toContain('secrets-hooks: interrupted');
      expect(out + err).not.toContain(value);
      expect(out).toBe('');
    } finally {
      repository.end();
    }
  },
  120_000,
);
