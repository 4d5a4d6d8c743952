// The bundle of the quick hooks: what each anchor wakes is worked out here, and a detector is made when it is first woken.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Parts of the catalogue in its order: file · what it exports · how one of them becomes a detector. */
const parts = [
  ['structures/all.ts', 'structures'],
  ...['hosting', 'clouds', 'identity', 'messaging', 'commerce', 'platforms'].map((name) => [`${name}.ts`, name, 'detect-shape.ts', 'shapeDetector']),
  ['runs.ts', 'runs'],
  ['contextual.ts', 'contextual', 'detect-context.ts', 'contextDetector'],
  ['bare.ts', 'bare'],
  ['services.ts', 'services'],
  ['generic.ts', 'generic'],
  ['structured.ts', 'structured'],
  ['promises/example-value.ts', 'exampleValues'],
  ['promises/logged-secret.ts', 'loggedSecrets'],
  ['promises/store-isolation.ts', 'storeIsolation'],
];

/** @returns the size of each part and what anchors wake, from the catalogue itself */
async function workedOut(root, common) {
  const folder = join(root, 'build/out');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `catalogue-${process.pid}.mjs`);
  const lines = [
    `export { catalogue } from './src/detect/catalogue.ts';`,
    `export { writtenWake } from './src/detect/wake.ts';`,
    ...parts.map(([file, name], index) => `export { ${name} as part${index} } from './src/detect/detectors/${file}';`),
  ];
  await build({ ...common, stdin: { contents: lines.join('\n'), resolveDir: root, loader: 'ts' }, outfile, format: 'esm' });
  const made = await import(pathToFileURL(outfile).href);
  rmSync(outfile);
  const sizes = parts.map((_, index) => made[`part${index}`].length);
  const together = parts.flatMap((_, index) => made[`part${index}`]);
  // whoever adds to the catalogue adds here: otherwise a number would name another detector
  const same = together.length === made.catalogue.detectors.length && together.every((one, index) => one.rule === made.catalogue.detectors[index].rule);
  if (!same) throw new Error('build/quick.mjs does not name the parts of src/detect/catalogue.ts in their order');
  return { sizes, written: made.writtenWake(made.catalogue) };
}

/** In place of commands/looking.ts: an engine for policies that leave the catalogue as it is. All else is left to the whole hook. */
const looking = (root, { sizes, written }) => {
  const source = (file) => JSON.stringify(join(root, 'src', file));
  const cases = parts.map(([file, name, from, make]) => {
    const list = `require(${source(`detect/detectors/${file}`)}).${name}`;
    return make === undefined ? `(at) => ${list}[at]` : `(at) => require(${source(`detect/shape/${from}`)}).${make}(${list}[at])`;
  });
  return `
import { engineOver } from ${source('detect/engine.ts')};
import { readWake } from ${source('detect/wake.ts')};
import { decoders } from ${source('detect/decode/all.ts')};
import { containers } from ${source('detect/containers/all.ts')};
import { fileRules } from ${source('detect/detectors/structures/file-rules.ts')};
const sizes = ${JSON.stringify(sizes)};
const makers = [${cases.join(',\n')}];
const made = [];
function detector(number) {
  if (made[number] !== undefined) return made[number];
  let part = 0;
  let at = number;
  while (at >= sizes[part]) at -= sizes[part++];
  return (made[number] = makers[part](at));
}
const wake = readWake(${JSON.stringify(written)}, detector, decoders);
export async function engineUnder(policy) {
  const usual = policy.custom.length === 0 && policy.places.controlPlane === undefined && Object.values(policy.rules).every((rule) => rule.enabled !== false);
  if (!usual) throw new Error('left to the whole hook');
  return engineOver({ decoders, containers, fileRules, maxDepth: ${5} }, wake);
}
export const ruleSeverities = () => { throw new Error('left to the whole hook'); };
export const rules = ruleSeverities;
export const rulesUnder = ruleSeverities;
export const planUnder = ruleSeverities;
`;
};

/** @param common what all bundles are made with @param entry what the hooks import of it @param outfile where it goes */
export async function buildQuick(root, common, entry, outfile) {
  const contents = looking(root, await workedOut(root, common));
  const quick = {
    name: 'quick',
    setup(bundle) {
      bundle.onResolve({ filter: /\/run\.ts$/ }, ({ kind }) => (kind === 'dynamic-import' ? { path: './run.cjs', external: true } : undefined));
      bundle.onResolve({ filter: /io\/clean-memory\.ts$/ }, ({ kind }) =>
        kind === 'dynamic-import' ? { path: './clean-memory.cjs', external: true } : undefined,
      );
      // what else is loaded late belongs to the whole hook
      bundle.onResolve({ filter: /./ }, ({ kind, path }) => (kind === 'dynamic-import' ? { path, namespace: 'left-out' } : undefined));
      bundle.onLoad({ filter: /./, namespace: 'left-out' }, () => ({ contents: `throw new Error('left to the whole hook');`, loader: 'js' }));
      bundle.onLoad({ filter: /commands[\\/]looking\.ts$/ }, () => ({ contents, loader: 'js', resolveDir: root }));
    },
  };
  return build({
    ...common,
    entryPoints: [entry],
    outfile,
    plugins: [...common.plugins, quick],
    format: 'cjs',
    charset: 'ascii',
    supported: { 'dynamic-import': false },
    minify: true,
    metafile: true,
  });
}
