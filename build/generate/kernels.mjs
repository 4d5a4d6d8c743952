// src/detect/gate/*.as.ts → src/generated/*.ts: the WebAssembly bytes of each kernel, in base64.
import { join } from 'node:path';
import { readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

/** Pages of memory of each, 64 KiB a page. */
const pages = { kernel: '100', seen: '160' };
const flags = ['--runtime', 'stub', '--enable', 'simd', '--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--use', 'abort='];

export async function generate(root) {
  for (const [name, size] of Object.entries(pages)) await compile(root, name, size);
}

async function compile(root, name, size) {
  const from = `src/detect/gate/${name}.as.ts`;
  const source = readFileSync(join(root, from), 'utf8');
  let wasm;
  const { error, stderr } = await asc.main([`${name}.ts`, '--outFile', `${name}.wasm`, '--initialMemory', size, '--maximumMemory', size, ...flags], {
    readFile: (file) => (file === `${name}.ts` ? source : null),
    writeFile: (file, contents) => (file.endsWith('.wasm') ? (wasm = contents) : undefined),
    listFiles: () => [],
  });
  if (error) throw new Error(`${from} does not compile: ${stderr.toString()}`);
  writeFileSync(
    join(root, `src/generated/${name}.ts`),
    `// Made from ${from}; do not edit.\nexport const ${name}Bytes =\n  '${Buffer.from(wasm).toString('base64')}';\n`,
  );
}
