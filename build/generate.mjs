// Makes src/generated: every build/generate/*.mjs in turn, each a module that exports `generate(root)`.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
mkdirSync(join(root, 'src/generated'), { recursive: true });
for (const name of readdirSync(join(root, 'build/generate')).sort()) {
  if (!name.endsWith('.mjs')) continue;
  const { generate } = await import(`./generate/${name}`);
  await generate(root);
}
