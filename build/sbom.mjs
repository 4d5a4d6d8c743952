// What the package is made of: notes which libraries the bundles take in, and writes their bill of materials (CycloneDX, as npm makes it).
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const bundled = new Set();

/** For esbuild: sees each file of a library that goes into a bundle. */
export const noteLibraries = {
  name: 'note-libraries',
  setup(bundle) {
    bundle.onLoad({ filter: /node_modules/ }, ({ path }) => {
      const home = /.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(path)?.[0];
      if (home !== undefined) bundled.add(home);
      return undefined;
    });
  },
};

/** Names without what npm adds of the moment, so that two builds write the same. @returns how many libraries */
export function writeBill(root, dist) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, shell: process.platform === 'win32' };
  const { bomFormat, specVersion, version, metadata, components } = JSON.parse(
    execFileSync(npm, ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], options),
  );
  const named = new Set([...bundled].map((home) => JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))).map((made) => `${made.name}@${made.version}`));
  const taken = components.filter((component) => named.has(component['bom-ref'])).sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
  const missing = [...named].filter((name) => !taken.some((component) => component['bom-ref'] === name));
  if (missing.length > 0) throw new Error(`the bill of materials lacks ${missing.join(', ')}`);
  const bill = {
    bomFormat,
    specVersion,
    version,
    metadata: { component: metadata.component },
    components: taken,
  };
  writeFileSync(join(dist, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 1)}\n`);
  return taken.length;
}
