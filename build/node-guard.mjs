// Guards every entry point: a Node that is too old gets one sentence with the version found and the version needed, no stack trace.
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transform } from 'esbuild';

/** Guarded files are written in syntax that this Node can parse: otherwise the guard would never run. */
const OLDEST_NODE_THAT_PARSES = 'node10';

/** @param engines `>=MAJOR.MINOR`, from package.json @param action what to do with `message` */
function guard(engines, action) {
  const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(engines) ?? [];
  if (major === undefined) throw new Error(`build/node-guard.mjs can't read engines.node of package.json: ${engines}`);
  return `{
  const [major, minor] = process.versions.node.split('.').map(Number);
  const message = 'Node.js ' + process.versions.node + ' is too old: version ${major}.${minor} or newer is needed.';
  if (major < ${major} || (major === ${major} && minor < ${minor})) { ${action} }
}`;
}

const ending = (prefix) => `process.stderr.write('${prefix}' + message + '\\n'); process.exit(2);`;

/**
 * Guards what git, npm and programs start.
 * @param dist the built package @param hooks names of the hooks @param engines `engines.node` of package.json
 */
export async function guardEntries(dist, hooks, engines) {
  const withGuard = (text, check) => `'use strict';\n${check}\n${text.replace(/^['"]use strict['"];\n?/, '')}`;
  for (const hook of hooks) {
    const file = join(dist, 'hooks', `${hook}.cjs`);
    const { code } = await transform(readFileSync(file, 'utf8'), { target: OLDEST_NODE_THAT_PARSES, charset: 'ascii' });
    writeFileSync(file, withGuard(code, guard(engines, ending('secrets-hooks: blocked: '))));
  }
  // static imports are loaded before any code runs: the command line is imported after the check
  renameSync(join(dist, 'cli.js'), join(dist, 'main.js'));
  writeFileSync(join(dist, 'cli.js'), `#!/usr/bin/env node\n${guard(engines, ending('secrets-hooks: '))}\nimport('./main.js');\n`);
  chmodSync(join(dist, 'cli.js'), 0o755);
  const api = join(dist, 'api.cjs');
  writeFileSync(api, withGuard(readFileSync(api, 'utf8'), guard(engines, `throw new Error('secrets-hooks: ' + message);`)));
}
