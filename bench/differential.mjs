// `npm run differential [-- --rounds 20 --files 400 --seed 1]`: generated repositories looked at in every way; the ways must not differ in anything.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { bundled } from './bundled.mjs';

const { values: asked } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, files: { type: 'string', default: '400' }, seed: { type: 'string', default: '1' } },
});
const bundle = await bundled('differential', "export * from './test/differential/ways.ts'; export { generatedFiles } from './test/differential/generated.ts';");
const { committedWays, generatedFiles, said, stagedWays } = await import(bundle);
const worker = new URL('../dist/worker.js', import.meta.url);
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
const spent = new Map();
let differing = 0;
let looks = 0;
let findings = 0;

for (let round = 0; round < Number(asked.rounds); round += 1) {
  const seed = Number(asked.seed) + round;
  const top = mkdtempSync(join(tmpdir(), 'secrets-hooks-differential-'));
  const git = (...args) =>
    execFileSync('git', ['-c', 'user.name=Lab', '-c', 'user.email=lab@example.org', '-c', 'core.autocrlf=false', ...args], { cwd: top, env });
  try {
    git('init', '-q', '-b', 'main');
    git('commit', '-q', '--allow-empty', '-m', 'first');
    const files = generatedFiles(seed, Number(asked.files));
    for (const { path, bytes } of files) {
      mkdirSync(dirname(join(top, path)), { recursive: true });
      writeFileSync(join(top, path), bytes);
    }
    git('add', '-f', '-A');
    const place = { top, paths: files.map(({ path }) => path), worker };
    let expected;
    const tried = async ([name, look]) => {
      const begun = performance.now();
      const found = said(await look(place));
      spent.set(name, (spent.get(name) ?? 0) + performance.now() - begun);
      looks += 1;
      expected ??= found;
      if (found.join('\n') === expected.join('\n')) return;
      differing += 1;
      const one = found.find((line) => !expected.includes(line)) ?? expected.find((line) => !found.includes(line));
      console.log(`seed ${seed}: ${name} found ${found.length}, the others ${expected.length}: ${one}`);
    };
    for (const way of stagedWays) await tried(way);
    findings += expected.length;
    git('commit', '-q', '-m', 'all of it');
    git('repack', '-q', '-a', '-d', '--depth=50');
    for (const way of committedWays) await tried(way);
  } finally {
    rmSync(top, { recursive: true, force: true });
  }
}
rmSync(bundle);
for (const [name, milliseconds] of spent) console.log(`${name.padEnd(44)} ${(milliseconds / Number(asked.rounds)).toFixed(0).padStart(7)} ms a repository`);
console.log(`${asked.rounds} repositories of ${asked.files} files, ${looks} looks, ${findings} findings: ${differing} differences`);
process.exitCode = differing > 0 ? 1 : 0;
