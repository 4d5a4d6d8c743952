// Fewer files: esbuild parts what several commands share into dozens of small chunks, and each file that a command loads costs it a millisecond.
import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rollup } from 'rollup';

/**
 * Puts what every command loads into one chunk, and what scans load beside it into another. What else there is stays as it is.
 * @param dist holds the entries and `chunks/`, made by esbuild @param entries names of files
 */
export async function joinChunks(dist, entries) {
  const made = readdirSync(join(dist, 'chunks')).map((name) => join(dist, 'chunks', name));
  const bundle = await rollup({
    input: entries.map((name) => join(dist, name)),
    external: (id) => !/^[./]|^[A-Z]:/i.test(id),
    onwarn: ({ code, message }) => {
      if (code !== 'CIRCULAR_DEPENDENCY' && code !== 'EVAL') throw new Error(message);
    },
    treeshake: false,
  });
  const groups = new Map();
  const { output } = await bundle.generate({
    dir: dist,
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    hoistTransitiveImports: false,
    manualChunks(id, { getModuleInfo }) {
      if (groups.size === 0) {
        const add = (name, from) => {
          for (const next of from) {
            if (groups.has(next)) continue;
            groups.set(next, name);
            add(
              name,
              getModuleInfo(next).importedIds.filter((other) => getModuleInfo(other)?.isExternal === false),
            );
          }
        };
        const cli = getModuleInfo(join(dist, 'cli.js'));
        const late = (name) => cli.dynamicallyImportedIds.filter((other) => basename(other).startsWith(`${name}-`));
        add('start', [...cli.importedIds.filter((other) => !getModuleInfo(other).isExternal), ...late('verbs')]);
        add('scan', late('scan'));
      }
      return groups.get(id);
    },
  });
  for (const file of made) rmSync(file);
  for (const { fileName, code } of output) writeFileSync(join(dist, fileName), code);
  await bundle.close();
  chmodSync(join(dist, 'cli.js'), 0o755);
}
