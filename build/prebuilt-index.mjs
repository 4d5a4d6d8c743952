// The keyword index of the catalogue as data, worked out at build time: hooks read it instead of instantiating every detector.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** @param common options of all bundles @returns what `src/detect/prebuilt-index.ts` describes */
export async function prebuiltIndex(root, common) {
  const folder = join(root, 'build/out');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `index-${process.pid}.mjs`);
  const contents = `
export { catalogue, partSizes } from './src/detect/catalogue.ts';
export { writtenIndex } from './src/detect/wake.ts';
export { defaultPolicy } from './src/policy/policy.ts';
export { scanSettingsOf, settingsKey } from './src/policy/scan-settings.ts';`;
  await build({ ...common, stdin: { contents, resolveDir: root, loader: 'ts' }, outfile, format: 'esm' });
  const made = await import(pathToFileURL(outfile).href);
  rmSync(outfile);
  return { ...made.writtenIndex(made.catalogue), sizes: made.partSizes(), settings: made.settingsKey(made.scanSettingsOf(made.defaultPolicy)) };
}

/** Puts the index into a bundle. */
export const withIndex = (index) => ({
  name: 'prebuilt-index',
  setup(bundle) {
    bundle.onLoad({ filter: /detect[\\/]prebuilt-index\.ts$/ }, () => ({ contents: `export const prebuilt = ${JSON.stringify(index)};`, loader: 'js' }));
  },
});
