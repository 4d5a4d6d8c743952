// What a dictionary costs against a stored fingerprint of a weak password: measured on this machine, and the sum for a million words.
// Run by: npm run fingerprint. Prints milliseconds a guess, the hours for a million words on one core, and the same for the fast hash, which weak values never get.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(import.meta.dirname, '..');
const out = mkdtempSync(join(tmpdir(), 'fingerprint-'));
const words = 1_000_000;
try {
  const bundle = join(out, 'inside.mjs');
  const esbuild = await import('esbuild');
  await esbuild.build({
    stdin: { contents: "export { hasherOf } from './src/io/hasher.ts'; export { guessable } from './src/guessable.ts';", resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: bundle,
    logLevel: 'error',
  });
  const { hasherOf, guessable } = await import(pathToFileURL(bundle).href);
  const samples = ['winter', 'Summer2024!', 'correct horse battery', 'P@ssw0rd123', 'letmein', 'dragon1990'];
  for (const sample of samples) if (!guessable(sample)) throw new Error('a weak value would get the fast hash');
  const rounds = Number(process.argv[2] ?? 200);
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    // a hasher remembers what it made: each guess is another word
    const hasher = hasherOf('a salt of a repository');
    const from = process.cpuUsage();
    hasher.slow(`word${round}`);
    const used = process.cpuUsage(from);
    times.push((used.user + used.system) / 1000);
  }
  times.sort((a, b) => a - b);
  const middle = times[Math.floor(times.length / 2)];
  const least = times[0];
  const hours = (one) => ((one * words) / 3_600_000).toFixed(2);
  console.log(`one guess        ${middle.toFixed(2)} ms of processor time (median of ${rounds}), ${least.toFixed(2)} ms at best`);
  console.log(`a million words  ${hours(middle)} hours on one core, ${hours(least)} at best`);
  if (least * words < 3_600_000) {
    console.error('a dictionary of a million words takes less than an hour on one core');
    process.exitCode = 1;
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
