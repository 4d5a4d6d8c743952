// `npm run shots [PART]`: every state of the page and of the HTML reports as a picture, light and dark, wide and narrow, for people to look at; and what axe finds in each.
// Pictures go to build/out/shots, four to a sheet. Needs a Chromium; the repositories are made for it, their values at random.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { pageStates } from './shots/page.mjs';
import { reportStates } from './shots/reports.mjs';
import { Camera } from './shots/camera.mjs';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
if (executablePath === undefined) {
  console.error('No Chromium is installed: install it, then run this again.');
  process.exit(2);
}
const root = join(import.meta.dirname, '..');
const out = join(root, 'build/out/shots');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
// it lies as deep as its source, which finds the built product from where it lies
const sample = join(root, 'build/out/sample.mjs');
await build({ entryPoints: [join(root, 'test/ui/sample.ts')], outfile: sample, bundle: true, format: 'esm', platform: 'node', logLevel: 'warning' });

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'] });
const camera = new Camera(browser, out, process.argv[2]);
try {
  const made = await import(pathToFileURL(sample).href);
  await reportStates(camera, made);
  await pageStates(camera, made);
} finally {
  await browser.close();
}
console.log(`${camera.taken} states, ${camera.complaints.length} complaints; the sheets are in ${out}`);
for (const complaint of camera.complaints) console.log(complaint);
if (camera.complaints.length > 0) process.exitCode = 1;
